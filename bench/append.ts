import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { openSqliteEventStore } from '#event-store';
import { streamName, type CanonicalJson, type EventId, type EventToAppend } from '#event-sourcing';
import { compare, rateOf, type Comparison, type Outcome, type Scale } from './compare.ts';
import { openRawEvents, type RawEvent } from './raw-events.ts';
import { withTempFolder } from './temp-folder.ts';

/** Events of one append, and appends of one commit: what 64 connections send at once. */
const EVENTS = 4;
const APPENDS = 64;
const ROWS = EVENTS * APPENDS;

interface Batch {
  readonly appends: readonly (readonly [stream: string, events: readonly EventToAppend[]])[];
  readonly rows: readonly RawEvent[];
}

/** The store against the same rows inserted without it: the same bytes, as many to a commit, the same durability. */
export async function benchAppend({ quick }: Scale): Promise<Outcome> {
  const rounds = quick ? 2 : 5;
  const batches = quick ? 20 : 100;
  const against = (keys: boolean, what: string, aim?: number): Promise<Comparison> =>
    compare({
      ...{ title: `append, ${String(ROWS)} events a commit`, unit: 'events/s', rounds },
      ...(aim === undefined ? { title: 'append, against a table without keys' } : { aim }),
      subject: { what: 'event store', run: () => appendRound(makeBatches(batches)) },
      baseline: { what, run: () => insertRound(makeBatches(batches), keys) },
    });
  await appendRound(makeBatches(batches));
  return {
    comparisons: [
      await against(true, 'raw inserts into a table with the same two unique keys', 0.6),
      await against(false, 'raw inserts into a table that lets a revision or an id in twice'),
    ],
    figures: [],
  };
}

const appendRound = (batches: readonly Batch[]): Promise<number> =>
  withTempFolder(async (folder) => {
    const store = openSqliteEventStore({ file: path.join(folder, 'events.db') });
    const rate = await rateOf(batches.length * ROWS, async () => {
      for (const { appends } of batches)
        await Promise.all(
          appends.map(([stream, events]) => store.append(streamName('case', stream), 'no-stream', events)),
        );
    });
    await store.close();
    return rate;
  });

const insertRound = (batches: readonly Batch[], keys: boolean): Promise<number> =>
  withTempFolder(async (folder) => {
    const raw = openRawEvents(path.join(folder, 'raw.db'), { keys });
    const rate = await rateOf(batches.length * ROWS, async () => {
      for (const { rows } of batches) {
        raw.insert(rows);
        // The store gives way to other work between commits; so does this.
        await new Promise(setImmediate);
      }
    });
    raw.close();
    return rate;
  });

const makeBatches = (count: number): readonly Batch[] => Array.from({ length: count }, makeBatch);

function makeBatch(): Batch {
  const appends = Array.from({ length: APPENDS }, () => {
    const command = randomUUID();
    return [command, Array.from({ length: EVENTS }, (_, index) => eventOf(command, index))] as const;
  });
  const rows = appends.flatMap(([stream, events]) =>
    events.map(({ id, type, data, metadata }, index): RawEvent => {
      const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
      return [`case-${stream}`, index, bytes, type, data, metadata];
    }),
  );
  return { appends, rows };
}

/** As large as the events of a live case. */
function eventOf(command: string, index: number): EventToAppend {
  const data = { clock: `resolve-${String(index)}`, kind: 'resolve', note: 'x'.repeat(80) };
  const metadata = {
    ...{ $causationId: command, $correlationId: command, commandId: command, commandHash: 'f'.repeat(64) },
    ...{
      actor: { id: 'mei.fang', role: 'operations' },
      procedure: 'supermarket-authority@1',
      schemaVersion: 1,
    },
    ...{ happenedAt: '2026-09-30T08:55:00.000Z', recordedAt: '2026-09-30T08:55:00.000Z' },
  };
  return {
    id: randomUUID() as EventId,
    type: 'DeadlineSet',
    data: JSON.stringify(data) as CanonicalJson,
    metadata: JSON.stringify(metadata) as CanonicalJson,
  };
}
