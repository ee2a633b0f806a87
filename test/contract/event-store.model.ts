import { expect } from 'vitest';
import fc from 'fast-check';
import {
  revision,
  type EventStore,
  type EventToAppend,
  type ExpectedRevision,
  type StreamName,
} from '#event-sourcing';
import { events, newStream, pages } from './event-store.fixtures.ts';

interface Attempt {
  readonly stream: StreamName;
  readonly expected: ExpectedRevision;
  readonly batch: readonly EventToAppend[];
}

/** What a store is, at its simplest: lists of ids. */
class Model {
  readonly log: string[] = [];
  readonly #streams = new Map<StreamName, readonly string[]>();

  idsOf(stream: StreamName): readonly string[] {
    return this.#streams.get(stream) ?? [];
  }

  revisionOf(stream: StreamName): ExpectedRevision {
    const length = this.idsOf(stream).length;
    return length === 0 ? 'no-stream' : revision(length - 1);
  }

  append({ stream, expected, batch }: Attempt): 'appended' | 'repeated' | 'conflict' {
    const ids = batch.map(({ id }) => id);
    const start = expected === 'no-stream' ? 0 : Number(expected) + 1;
    if (this.revisionOf(stream) === expected) {
      this.#streams.set(stream, [...this.idsOf(stream), ...ids]);
      this.log.push(...ids);
      return 'appended';
    }
    const there = this.idsOf(stream).slice(start, start + ids.length);
    return there.join() === ids.join() ? 'repeated' : 'conflict';
  }
}

const step = fc.oneof(
  fc.record({
    kind: fc.constant('append' as const),
    stream: fc.nat(2),
    size: fc.integer({ min: 1, max: 4 }),
    /** 0 is right; anything else is off by so much. */
    error: fc.oneof(
      { weight: 3, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: -2, max: 2 }) },
    ),
  }),
  fc.record({ kind: fc.constant('retry' as const), which: fc.nat(20) }),
);

const offBy = (actual: ExpectedRevision, error: number): ExpectedRevision => {
  const wanted = (actual === 'no-stream' ? -1 : Number(actual)) + error;
  return wanted < 0 ? 'no-stream' : revision(wanted);
};

/** Runs random histories on the store and on the model, and compares results, streams and log. */
export async function behavesLikeTheModel(store: EventStore, histories: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      const start = await store.head();
      const [model, streams, attempts] = [
        new Model(),
        [newStream(), newStream(), newStream()],
        [] as Attempt[],
      ];
      for (const next of steps) {
        const attempt =
          next.kind === 'retry'
            ? attempts[next.which % (attempts.length || 1)]
            : attemptOf(next, streams, model);
        // A refused attempt whose events were never written may be tried again: its ids are still free.
        if (attempt === undefined) continue;
        attempts.push(attempt);
        const already = attempt.batch.some(({ id }) => model.log.includes(id));
        const actual = model.revisionOf(attempt.stream);
        if (already && actual === attempt.expected) continue;
        const { outcome } = await store.append(attempt.stream, attempt.expected, attempt.batch);
        expect(outcome).toBe(model.append(attempt));
      }
      for (const stream of streams) {
        expect((await store.readStream(stream)).map(({ id }) => id)).toEqual(model.idsOf(stream));
      }
      expect((await pages(store, start, 7)).map(({ id }) => id)).toEqual(model.log);
    }),
    { numRuns: histories },
  );
}

function attemptOf(
  next: { readonly stream: number; readonly size: number; readonly error: number },
  streams: readonly StreamName[],
  model: Model,
): Attempt | undefined {
  const stream = streams[next.stream];
  if (stream === undefined) return undefined;
  return { stream, expected: offBy(model.revisionOf(stream), next.error), batch: events(next.size) };
}
