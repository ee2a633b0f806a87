import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ForeignReadModels } from '#engine';
import { complaint, startApp, type Answer, type Client, type TestApp } from '../acceptance/api/app.ts';
import type { LoggedEvent } from '../servers/eventstoredb/log.ts';
import { another } from './eventstoredb.fixtures.ts';
import { startEventStoreDbDouble, type EventStoreDbDouble } from '../servers/eventstoredb/start.ts';

describe('a backup of EventStoreDB (protocol double) that is restored while processes run', () => {
  let double: EventStoreDbDouble;
  let api: TestApp;
  let desk: Client;
  beforeEach(async () => {
    double = await startEventStoreDbDouble();
    api = await startApp({ servers: { eventStoreUrl: double.connectionString }, projections: 'none' });
    desk = await api.as(['operations']);
  });
  afterEach(async () => {
    await api.close();
    await double.stop();
  });

  const post = async (): Promise<Answer<object>> => desk.post('/cases', complaint());
  /** The backup lacks the last case, which the lists show. */
  const restored = async (): Promise<readonly LoggedEvent[]> => {
    await post();
    const backup = double.log.events.length;
    await post();
    await api.engine.catchUp();
    const gone = double.log.restore(backup);
    double.cut();
    return gone;
  };
  const nothingIsAcknowledged = async (): Promise<void> => {
    // What is under way when the connection breaks may still be written, and is not acknowledged either.
    expect(await post()).toMatchObject({ status: 503 });
    const before = double.calls.append;
    for (let round = 0; round < 3; round += 1) expect(await post()).toMatchObject({ status: 503 });
    expect(double.calls.append).toBe(before);
  };

  it('D5: acknowledges and applies nothing, although other events of the same size stand in the same places', async () => {
    const gone = await restored();
    for (const { stream, ...event } of gone)
      double.log.append(stream.replace(/.$/, '~'), 'any', [another(event)]);
    expect(double.log.events.at(-1)?.position).toBe(gone.at(-1)?.position);
    await nothingIsAcknowledged();
    await expect(api.engine.ready()).rejects.toBeInstanceOf(ForeignReadModels);
    await expect(api.engine.catchUp()).rejects.toThrow(/restored from an earlier backup, and went on/);
    expect(await api.anybody.get('/health/ready')).toMatchObject({ status: 503 });
  });

  it('D5: acknowledges nothing while the history ends before what the lists have seen, and stays at that once it is longer', async () => {
    const gone = await restored();
    await nothingIsAcknowledged();
    await expect(api.engine.catchUp()).rejects.toThrow(/earlier backup/);
    for (const [index, { stream: _, ...event }] of [...gone, ...gone].entries())
      double.log.append(`case-other-${String(index)}`, 'any', [another(event)]);
    await nothingIsAcknowledged();
    await expect(api.engine.catchUp()).rejects.toBeInstanceOf(ForeignReadModels);
  });

  it('D5: goes on when only the connection was lost', async () => {
    await post();
    await api.engine.catchUp();
    double.cut();
    expect(await post()).toMatchObject({ status: 201 });
  });
});
