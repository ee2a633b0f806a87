import { describe, expect, it } from 'vitest';
import { EventStoreUnavailable } from '#event-sourcing';
import { simulatedTiming } from '#event-sourcing/testing';
import { silentLogger } from '#platform';
import { ForeignReadModels } from './origin.ts';
import { succeedsWithin, waitUntilReady } from './waiting-for-stores.ts';

const never = new AbortController().signal;

describe('readiness', () => {
  it('waits for servers that are away, says so, and says when they are back', async () => {
    const said: string[] = [];
    const note = (_facts: object, message: string): void => void said.push(message);
    const log = { ...silentLogger, warn: note, info: note };
    let failures = 2;
    const ready = () =>
      failures-- > 0 ? Promise.reject(new EventStoreUnavailable('connection refused')) : Promise.resolve();
    const timing = simulatedTiming();
    await timing.through(waitUntilReady(ready, log, never, timing));
    expect(said).toEqual([
      'waiting for a server that is away',
      'waiting for a server that is away',
      'the servers answer; going on',
    ]);
  });

  it('does not wait for what waiting cannot mend, nor after it was told to stop', async () => {
    const foreign = () => Promise.reject(new ForeignReadModels('not ours'));
    await expect(waitUntilReady(foreign, silentLogger, never)).rejects.toThrow('not ours');
    const stopping = new AbortController();
    const away = () => {
      stopping.abort();
      return Promise.reject(new EventStoreUnavailable('away'));
    };
    await waitUntilReady(away, silentLogger, stopping.signal);
  });

  it('is denied within the time of a health check when a server says nothing', async () => {
    expect(await succeedsWithin(1_000, () => Promise.resolve())).toBe(true);
    expect(await succeedsWithin(1_000, () => Promise.reject(new EventStoreUnavailable('away')))).toBe(false);
    const why: string[] = [];
    const tell = (reason: string): void => void why.push(reason);
    expect(await succeedsWithin(20, () => new Promise(() => undefined), tell)).toBe(false);
    expect(await succeedsWithin(20, () => Promise.reject(new Error('disk full')), tell)).toBe(false);
    expect(why).toEqual(['no answer within 20 ms', 'disk full']);
  });
});
