import { rm } from 'node:fs/promises';
import { dataFolder, silentLogger } from '#platform';
import { openEngine } from '#engine';
import { compare, rateOf, type Comparison, type Outcome, type Scale } from './compare.ts';
import { importHistory } from './history/imported.ts';
import { writeLiveCases } from './history/live-cases.ts';
import { scanRawEvents } from './raw-events.ts';
import { withTempFolder } from './temp-folder.ts';

/** All read models from nothing, against the least that reading the same history costs. */
export async function benchRebuild({ quick }: Scale): Promise<Outcome> {
  const rounds = quick ? 1 : 3;
  return {
    comparisons: [
      await withTempFolder(async (folder) => {
        const source = await importHistory(folder, quick ? 3_000 : 8_000);
        return compareRebuild(folder, `rebuild, imported history (${source})`, rounds);
      }),
      await withTempFolder(async (folder) => {
        await writeLiveCases(folder, quick ? 500 : 1_500);
        return compareRebuild(folder, 'rebuild, live cases', rounds);
      }),
    ],
    figures: [],
  };
}

async function compareRebuild(folder: string, title: string, rounds: number): Promise<Comparison> {
  const { events } = dataFolder(folder);
  const count = scanRawEvents(events);
  return compare({
    ...{ title, unit: 'events/s', aim: 0.3, rounds },
    subject: { what: 'all read models, written', run: () => rebuildRound(folder, count) },
    baseline: {
      what: `a scan of the same ${String(count)} events that parses data and metadata`,
      run: () => rateOf(count, () => Promise.resolve(scanRawEvents(events))),
    },
  });
}

async function rebuildRound(folder: string, events: number): Promise<number> {
  const { readModels } = dataFolder(folder);
  await Promise.all(['', '-wal', '-shm'].map((end) => rm(readModels + end, { force: true })));
  const engine = await openEngine({ dataDirectory: folder, log: silentLogger });
  try {
    return await rateOf(events, () => engine.catchUp());
  } finally {
    await engine.close();
  }
}
