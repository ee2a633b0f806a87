import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  BEGINNING,
  canonicalJson,
  commandId,
  eventId,
  revision,
  streamName,
  type AppendResult,
  type EventStore,
} from '#event-sourcing';
import { MemoryEventStore, runs } from '#event-sourcing/testing';
import { migrateHistory } from './migrate.ts';

const RUNS = runs(100);

/** Which of four cases gets how many events at once, and what they say. */
const history = fc.array(
  fc.record({
    to: fc.nat({ max: 3 }),
    says: fc.array(fc.jsonValue({ maxDepth: 2 }), { minLength: 1, maxLength: 4 }),
  }),
  { minLength: 1, maxLength: 25 },
);
type History = typeof history extends fc.Arbitrary<infer Value> ? Value : never;

/** How a run ends: so many appends come through, then one is not sent, or sent and never answered. */
const interruptions = fc.array(
  fc.record({
    appends: fc.nat({ max: 6 }),
    how: fc.constantFrom('stopped' as const, 'dead before writing' as const, 'dead after writing' as const),
    /** What happens in the source until the next run. */
    meanwhile: history,
  }),
  { maxLength: 5 },
);
type Interruption = typeof interruptions extends fc.Arbitrary<readonly (infer Value)[]> ? Value : never;

async function extend(store: MemoryEventStore, appends: History, name: string): Promise<void> {
  for (const [index, { to, says }] of appends.entries()) {
    const stream = streamName('case', String(to));
    const last = (await store.readStream(stream)).length - 1;
    const events = says.map((data, each) => ({
      id: eventId(commandId(name, String(index)), each),
      type: `Said${String(to)}`,
      data: canonicalJson({ data }),
      metadata: canonicalJson({ name }),
    }));
    await store.append(stream, last < 0 ? 'no-stream' : revision(last), events);
  }
}

class Death extends Error {}

/** The target as a run sees it that will be interrupted. */
function doomed(store: MemoryEventStore, { appends, how }: Interruption, stop: () => void): EventStore {
  let left = appends;
  const append = async (...request: Parameters<EventStore['append']>): Promise<AppendResult> => {
    left -= 1;
    if (left < 0 && how === 'dead before writing') throw new Death();
    const result = await store.append(...request);
    if (left < 0 && how === 'dead after writing') throw new Death();
    if (left < 0) stop();
    return result;
  };
  return {
    append,
    readAll: (...page) => store.readAll(...page),
    readStream: (...stream) => store.readStream(...stream),
    at: (position) => store.at(position),
    identity: () => store.identity(),
    head: () => store.head(),
    subscribe: (options) => store.subscribe(options),
    close: () => store.close(),
  };
}

async function interrupted(
  source: EventStore,
  target: MemoryEventStore,
  how: Interruption,
): Promise<boolean> {
  const stopping = new AbortController();
  const run = migrateHistory(
    source,
    doomed(target, how, () => {
      stopping.abort();
    }),
    { signal: stopping.signal },
  );
  return run.then(
    () => false,
    (error: unknown) => {
      expect(error instanceof Death || stopping.signal.aborted).toBe(true);
      return true;
    },
  );
}

const placeless = async (store: EventStore) =>
  (await store.readAll(BEGINNING, 10_000)).map(({ position: _position, ...event }) => event);

describe('a migration that is interrupted anywhere, any number of times', () => {
  it('leaves a beginning of the history, and ends with all of it, in the same order and to the byte', async () => {
    let resumed = 0;
    await fc.assert(
      fc.asyncProperty(history, interruptions, async (begin, ends) => {
        const [source, target] = [new MemoryEventStore(), new MemoryEventStore()];
        await extend(source, begin, 'begin');
        for (const [index, end] of ends.entries()) {
          if (await interrupted(source, target, end)) resumed += 1;
          const there = await placeless(target);
          expect(there).toEqual((await placeless(source)).slice(0, there.length));
          await extend(source, end.meanwhile, `meanwhile ${String(index)}`);
        }
        const before = (await placeless(target)).length;
        const result = await migrateHistory(source, target);
        const whole = await placeless(source);
        expect(await placeless(target)).toEqual(whole);
        expect(result).toMatchObject({
          events: whole.length,
          alreadyThere: before,
          copied: whole.length - before,
        });
      }),
      { numRuns: RUNS },
    );
    expect(resumed).toBeGreaterThan(RUNS / 4);
  });
});
