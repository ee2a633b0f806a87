import { createHash } from 'node:crypto';
import { dataFolder, silentLogger } from '#platform';
import { openEngine } from '#engine';
import { compare, rateOf, type Outcome, type Scale } from './compare.ts';
import { writeLiveCases } from './history/live-cases.ts';
import { readRawEvents } from './raw-events.ts';
import { withTempFolder } from './temp-folder.ts';

/** `redress verify --history-only` against the least that bytes have to be looked at for. */
export async function benchVerify({ quick }: Scale): Promise<Outcome> {
  const comparison = await withTempFolder(async (folder) => {
    await writeLiveCases(folder, quick ? 500 : 1_500);
    const engine = await openEngine({ dataDirectory: folder, log: silentLogger });
    try {
      await engine.proof.upToDate();
      const { events } = dataFolder(folder);
      const count = hashRawEvents(events);
      return await compare({
        ...{ title: 'verify, live cases', unit: 'events/s', rounds: quick ? 1 : 5 },
        subject: {
          what: 'bytes, schemas, chain and log of every event',
          run: () => rateOf(count, () => engine.verifyHistory({ historyOnly: true })),
        },
        baseline: {
          what: `SHA-256 over the same ${String(count)} events, one by one`,
          run: () => rateOf(count, () => Promise.resolve(hashRawEvents(events))),
        },
      });
    } finally {
      await engine.close();
    }
  });
  return { comparisons: [comparison], figures: [] };
}

function hashRawEvents(file: string): number {
  const events = readRawEvents(file);
  for (const [stream, , id, type, data, metadata] of events) {
    const hash = createHash('sha256').update(stream).update(id).update(type);
    hash.update(data).update(metadata).digest();
  }
  return events.length;
}
