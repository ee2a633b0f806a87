import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  BEGINNING,
  canonicalJson,
  revision,
  streamName,
  type EventId,
  type EventStore,
  type EventToAppend,
  type StoredEvent,
} from '#event-sourcing';
import { MemoryEventStore } from '#event-sourcing/testing';
import { copyAfter, groupsOf } from './copy-history.ts';

const a = streamName('case', 'a');
const b = streamName('case', 'b');
const event = (bytes = 0): EventToAppend => ({
  id: randomUUID() as EventId,
  type: 'Noted',
  data: canonicalJson({ note: 'x'.repeat(bytes) }),
  metadata: canonicalJson({}),
});
const events = (count: number) => Array.from({ length: count }, () => event());

/** Events as they stand in a log, each given as its stream and revision. */
const logged = (...places: readonly (readonly [typeof a, number, number?])[]): readonly StoredEvent[] =>
  places.map(([stream, at, bytes]) => ({
    ...event(bytes),
    stream,
    revision: revision(at),
    position: BEGINNING,
  }));
const sizes = (log: readonly StoredEvent[]) => groupsOf(log).map(({ length }) => length);
const many = (count: number, bytes: number) =>
  logged(...Array.from({ length: count }, (_, at) => [a, at, bytes] as const));

describe('events that are written together', () => {
  it('are neighbours in the log and in their stream', () => {
    expect(sizes([])).toEqual([]);
    expect(sizes(logged([a, 0], [a, 1], [b, 0], [a, 2], [a, 3], [a, 4]))).toEqual([2, 1, 3]);
    expect(sizes(logged([a, 0], [a, 2]))).toEqual([1, 1]);
  });

  it('are few enough', () => {
    expect(sizes(many(450, 0))).toEqual([200, 200, 50]);
  });

  it('are small enough for any server: a larger event goes alone', () => {
    expect(sizes(many(9, 60_000))).toEqual([4, 4, 1]);
    expect(sizes(logged([a, 0, 10], [a, 1, 900_000], [a, 2, 10]))).toEqual([1, 1, 1]);
  });
});

describe('copying into a target that is not as expected', () => {
  const copy = (source: Pick<EventStore, 'readAll' | 'readStream'>, target: EventStore) =>
    copyAfter(BEGINNING, { source, target, onWritten: () => undefined });
  const filled = async (...batches: readonly (readonly EventToAppend[])[]): Promise<MemoryEventStore> => {
    const store = new MemoryEventStore();
    let next = 0;
    for (const batch of batches) {
      await store.append(a, next === 0 ? 'no-stream' : revision(next - 1), batch);
      next += batch.length;
    }
    return store;
  };
  const failing = async (copying: Promise<unknown>, sentence: string | RegExp) => {
    await expect(copying).rejects.toMatchObject({ name: 'CopyFailed' });
    await expect(copying).rejects.toThrow(sentence);
  };

  it('completes a group of which an earlier run had written the beginning', async () => {
    const batch = events(5);
    const [source, target] = [await filled(batch), await filled(batch.slice(0, 2))];
    await copy(source, target);
    expect((await target.readStream(a)).map(({ id }) => id)).toEqual(batch.map(({ id }) => id));
  });

  it('says when something else writes to it', async () => {
    const target = await filled(events(1));
    await failing(
      copy(await filled(events(2)), target),
      'it has a case-a@0 of its own. Stop what runs on it',
    );
    expect(await target.readStream(a)).toHaveLength(1);
  });

  it('says when the source lacks the beginning of a stream, and writes nothing of it', async () => {
    const whole = await filled(events(3));
    const cut = async (page: Promise<readonly StoredEvent[]>) =>
      (await page).filter(({ revision: at }) => at > 0n);
    const source = {
      readAll: (...page: Parameters<EventStore['readAll']>) => cut(whole.readAll(...page)),
      readStream: (...stream: Parameters<EventStore['readStream']>) => cut(whole.readStream(stream[0])),
    };
    const target = new MemoryEventStore();
    await failing(copy(source, target), 'This history is incomplete: case-a begins with revision 1.');
    expect(await target.head()).toBe(BEGINNING);
  });

  it('says when the target has lost what it had confirmed', async () => {
    const source = await filled(events(2), events(2));
    const [, second] = await source.readAll(BEGINNING, 2);
    const copying = copyAfter(second?.position ?? BEGINNING, {
      ...{ source, target: new MemoryEventStore() },
      onWritten: () => undefined,
    });
    await failing(copying, 'holds less of case-a than it confirmed before');
  });
});
