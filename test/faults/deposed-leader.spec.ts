import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NotCaughtUp, openEngine, type CommandOutcome, type RedressEngine } from '#engine';
import { commandId, type Position } from '#event-sourcing';
import { eventually } from '#event-sourcing/testing';
import { startApp, type Answer, type Client, type TestApp } from '../acceptance/api/app.ts';
import { commandLine } from '../command-line.ts';
import { logging } from '../complaints.ts';
import { events } from '../contract/event-store.fixtures.ts';
import { hire } from '../organisation.ts';
import { startEventStoreDbDouble, type EventStoreDbDouble } from '../servers/eventstoredb/start.ts';
import { newStream, useDouble } from './eventstoredb.fixtures.ts';

/** On the slowest machine too. */
const PATIENT_MILLIS = 120_000;

describe('a leader of EventStoreDB (protocol double) whose followers have left it', () => {
  let old: EventStoreDbDouble;
  let young: EventStoreDbDouble;
  let api: TestApp;
  let desk: Client;
  /** Another process, which is with the new leader. */
  let other: RedressEngine;
  let cases = 0;
  beforeAll(async () => {
    old = await startEventStoreDbDouble();
    young = await startEventStoreDbDouble({ cluster: old });
    api = await startApp({ servers: { eventStoreUrl: old.connectionString }, projections: 'none' });
    desk = await api.as(['operations']);
    other = await openEngine({ dataDirectory: api.directory, eventStoreUrl: young.connectionString });
  });
  afterAll(async () => {
    await Promise.all([api.close(), other.close()]);
    await Promise.all([old.stop(), young.stop()]);
  });
  let caseId = '';
  beforeEach(() => {
    old.rejoin();
    caseId = `7F3K-9M2Q-X4T${String(cases)}`;
    cases += 1;
  });

  const done = (outcome: CommandOutcome) => {
    if (outcome.outcome !== 'accepted') throw new Error(outcome.outcome);
    return { revision: outcome.revision.toString(), position: outcome.position };
  };
  const logged = async () => done(await other.execute(logging(caseId)));
  const flagged = async () =>
    done(
      await other.execute({
        ...{ caseId, commandId: commandId('flag', caseId), actor: { id: 'staff-1', role: 'operations' } },
        command: { type: 'RaiseFlag', data: { flag: 'media', reason: 'A journalist called.' } },
      }),
    );
  const flag = (more = '') =>
    desk.post(`/cases/${caseId}/raise-flag${more}`, { flag: 'vulnerable', reason: 'She said so.' });
  const isNotCaughtUp = (answer: Answer<object>): void => {
    expect(answer).toMatchObject({ status: 503, body: { code: 'not-caught-up' } });
    expect(answer.headers['retry-after']).toBe('1');
  };

  it.each([
    ['in its header', (position: Position) => flag().set('X-Min-Position', position)],
    ['in its address', (position: Position) => flag(`?minPosition=${position}`)],
  ])('D10: a command that names %s what it builds on is refused by nothing older', async (_where, send) => {
    old.depose();
    const { position } = await logged();
    isNotCaughtUp(await send(position));
    old.rejoin();
    expect(await send(position)).toMatchObject({ status: 200 });
  });

  it('D10: nor by an older revision', async () => {
    await logged();
    expect(await flag()).toMatchObject({ status: 200 });
    old.depose();
    const { revision, position } = await flagged();
    const decided = () =>
      desk
        .post(`/cases/${caseId}/raise-flag`, { flag: 'safety', reason: 'It smokes.' })
        .set({ 'If-Match': `"${revision}"`, 'X-Min-Position': position });
    isNotCaughtUp(await decided());
    old.rejoin();
    expect(await decided()).toMatchObject({ status: 200 });
  });

  it('D10 D15: a case that the lists know is neither unknown nor lost', async () => {
    old.depose();
    await logged();
    await other.catchUp();
    isNotCaughtUp(await flag());
    old.rejoin();
    expect(await (await api.stranger(['admin'], 'admin-1')).get('/history/damage')).toMatchObject({
      body: { items: [] },
    });
    expect(await flag()).toMatchObject({ status: 200 });
  });

  it('D10: nor by anything older than what this process has followed the history to', async () => {
    await logged();
    const before = old.log.copy();
    await hire(other, { id: 'new-1' });
    const following = await openEngine({
      ...{ dataDirectory: api.directory, eventStoreUrl: old.connectionString, projections: 'inline' },
    });
    expect(await following.waitFor(await other.store.head(), PATIENT_MILLIS)).toBe(true);
    const asked = () =>
      following.execute({
        ...{ caseId, commandId: commandId('new', caseId), actor: { id: 'new-1', role: 'operations' } },
        command: { type: 'RaiseFlag', data: { flag: 'media', reason: 'A journalist called.' } },
      });
    old.depose(before);
    await expect(asked()).rejects.toBeInstanceOf(NotCaughtUp);
    old.rejoin();
    expect(await asked()).toMatchObject({ outcome: 'accepted' });
    await following.close();
  });

  it('D10: a question about the history that names a position waits for that, and passes for no mistake', async () => {
    await logged();
    old.depose();
    const { position } = await flagged();
    const asked = (): Promise<Answer<object>> =>
      Promise.resolve(desk.get(`/cases/${caseId}/deadlines?minPosition=${position}`));
    isNotCaughtUp(await asked());
    old.rejoin();
    expect(await asked()).toMatchObject({ status: 200 });
  });

  it('D10: nor does the command line answer from less than it was told of', async () => {
    await logged();
    old.depose();
    const { position } = await flagged();
    const show = () =>
      commandLine(['cases', 'show', caseId, '--min-position', position, '--data', api.directory], {
        environment: { EVENT_STORE: old.connectionString },
      });
    expect(await show()).toMatchObject({ code: 1, stderr: expect.stringContaining('a node of its server') });
    old.rejoin();
    expect(await show()).toMatchObject({ code: 0 });
  });

  it('D19: what it is asked to write is not acknowledged, and done once by whoever repeats it', async () => {
    await logged();
    expect(await flag()).toMatchObject({ status: 200 });
    old.depose();
    const send = () =>
      desk
        .post(`/cases/${caseId}/raise-flag`, { flag: 'safety', reason: 'It smokes.' })
        .set('Idempotency-Key', `once-${caseId}`);
    expect(await send()).toMatchObject({ status: 503 });
    old.rejoin();
    expect(await send()).toMatchObject({ status: 200, body: { repeated: false } });
    expect(await send()).toMatchObject({ status: 200, body: { repeated: true } });
  });
});

describe('a node that is behind', () => {
  const { double, open } = useDouble();

  it('D10: is asked again, and believed when it has what was told; else it is not', async () => {
    const leader = await startEventStoreDbDouble({ cluster: double() });
    const [store, writing] = [open(), open({ connectionString: leader.connectionString })];
    await store.append(newStream(), 'no-stream', events(1));
    double().depose();
    const result = await writing.append(newStream(), 'no-stream', events(1));
    const position = 'position' in result ? result.position : await store.head();
    expect(await store.reaches?.(position)).toBe(false);
    const { readAll } = double().faults;
    readAll.push({ after: 1, then: 'wait' });
    const asking = store.reaches?.(position);
    await eventually(() => double().late.length > 0, 'the answer of before');
    double().rejoin();
    double().release();
    expect(await asking).toBe(true);
    await leader.stop();
  });
});
