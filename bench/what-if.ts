import { evolve, noCase, type CaseState } from '#cases';
import { openEngine, type RedressEngine } from '#engine';
import { dataFolder, silentLogger } from '#platform';
import { compare, rateOf, type Outcome, type Scale } from './compare.ts';
import { writeLiveCases } from './history/live-cases.ts';
import { scanRawEvents } from './raw-events.ts';
import { withTempFolder } from './temp-folder.ts';

/** Live cases replayed with one figure changed, so that every case is different, against reading and folding them. */
export async function benchWhatIf({ quick }: Scale): Promise<Outcome> {
  const comparison = await withTempFolder(async (folder) => {
    await writeLiveCases(folder, quick ? 300 : 1_500);
    const engine = await openEngine({ dataDirectory: folder, log: silentLogger });
    try {
      await engine.catchUp();
      const count = scanRawEvents(dataFolder(folder).events);
      return await compare({
        ...{ title: 'what if, live cases', unit: 'events/s', rounds: quick ? 1 : 3 },
        subject: {
          what: 'every case replayed under other rules and compared',
          run: () => rateOf(count, () => replayAll(engine)),
        },
        baseline: {
          what: `the same ${String(count)} events read and folded case by case`,
          run: () => rateOf(count, () => foldAll(engine)),
        },
      });
    } finally {
      await engine.close();
    }
  });
  return { comparisons: [comparison], figures: [] };
}

async function replayAll(engine: RedressEngine): Promise<void> {
  const asked = { procedure: 'supermarket-authority', set: ['clocks.acknowledge.allowance=5m'] };
  for await (const line of await engine.whatIf(asked))
    if ('summary' in line && line.summary.changed === 0) throw new Error('nothing was replayed otherwise');
}

async function foldAll(engine: RedressEngine): Promise<void> {
  const states = new Map<string, CaseState>();
  for await (const event of engine.queries.events())
    if ('data' in event) states.set(event.stream, evolve(states.get(event.stream) ?? noCase, event));
}
