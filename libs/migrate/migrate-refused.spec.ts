import { describe, expect, it } from 'vitest';
import { type EventStore } from '#event-sourcing';
import { MemoryEventStore } from '#event-sourcing/testing';
import { migrateHistory } from './migrate.ts';
import { stream, event, source, revisionOf, logOf, behind } from './testing/histories.ts';

const neverWritten = (store: EventStore): EventStore =>
  behind(store, { append: () => Promise.reject(new Error('something was written')) });

describe('a target that is not the place for this history', () => {
  const refused = async (from: EventStore, to: EventStore, sentence: string | RegExp) => {
    const before = await logOf(to);
    const migrating = migrateHistory(from, neverWritten(to));
    await expect(migrating).rejects.toMatchObject({ name: 'MigrationRefused' });
    await expect(migrating).rejects.toThrow(sentence);
    expect(await logOf(to)).toEqual(before);
  };

  it('holds the history of somebody else', async () => {
    const to = new MemoryEventStore();
    await to.append(stream('z'), 'no-stream', [event('foreign')]);
    await refused(
      await source(),
      to,
      /another history[.] Events that are the same: 0; then comes case-z@0 \(Noted\), which is not from here; here it is case-a@0 .* Nothing was written/,
    );
  });

  it('holds a part of this history, then something else', async () => {
    const from = await source();
    const to = new MemoryEventStore();
    const [a0, b0] = await logOf(from);
    for (const each of [a0, b0]) if (each !== undefined) await to.append(each.stream, 'no-stream', [each]);
    await to.append(stream('a'), revisionOf(0), [event('of its own')]);
    await refused(
      from,
      to,
      'Events that are the same: 2; then comes case-a@1 (Noted), which is not from here',
    );
  });

  it('holds this history and has gone on by itself', async () => {
    const from = await source();
    const to = new MemoryEventStore();
    await migrateHistory(from, to);
    await to.append(stream('new'), 'no-stream', [event('of its own')]);
    await refused(
      from,
      to,
      'The target has gone on by itself. Events that are the same: 6; case-new@0 is the first one that is only there. Nothing was written. Somebody works on it already: set EVENT_STORE',
    );
  });

  it('holds a history while this one is empty', async () => {
    await refused(
      new MemoryEventStore(),
      await source(),
      'a history that begins with case-a@0, and this one is empty',
    );
  });
});
