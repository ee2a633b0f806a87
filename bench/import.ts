import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { dataFolder, silentLogger } from '#platform';
import { importFile, loadMapping } from '#import';
import { openEngine } from '#engine';
import { compare, rateOf, type Outcome, type Scale } from './compare.ts';
import { complaintsFile, type ComplaintsFile } from './history/complaints-file.ts';
import { openRawEvents, readRawEvents, type RawEvent } from './raw-events.ts';
import { withTempFolder } from './temp-folder.ts';

/** As many as the import has on their way at one time. */
const ROWS_A_COMMIT = 512;

/** The import of a file, against reading it with csv-parse and inserting the very same events. */
export const benchImport = ({ quick }: Scale): Promise<Outcome> =>
  withTempFolder(async (folder) => {
    const complaints = await complaintsFile(folder, quick ? 3_000 : 8_000);
    const recorded = eventsByRow(await importOnce(complaints));
    const comparison = await compare({
      ...{ title: `import (${complaints.source})`, unit: 'rows/s', rounds: quick ? 1 : 3 },
      subject: { what: 'import', run: async () => (await importOnce(complaints)).rate },
      baseline: {
        what: 'csv-parse, and raw inserts of the same event bytes, as many rows to a commit',
        run: () => insertRound(complaints, recorded),
      },
    });
    return { comparisons: [comparison], figures: [] };
  });

interface Imported {
  readonly rate: number;
  readonly events: readonly RawEvent[];
}

const importOnce = ({ file, rows }: ComplaintsFile): Promise<Imported> =>
  withTempFolder(async (folder) => {
    const engine = await openEngine({ dataDirectory: folder, log: silentLogger });
    const mapping = loadMapping('cfpb');
    try {
      const rate = await rateOf(rows, () => importFile(engine, { file, mapping, by: 'bench' }));
      return { rate, events: readRawEvents(dataFolder(folder).events) };
    } finally {
      await engine.close();
    }
  });

/** Every row is one append to a stream of its own, in the order of the file. */
function eventsByRow({ events }: Imported): readonly (readonly RawEvent[])[] {
  const rows = new Map<string, RawEvent[]>();
  for (const event of events) rows.set(event[0], [...(rows.get(event[0]) ?? []), event]);
  return [...rows.values()];
}

const insertRound = (
  { file, rows }: ComplaintsFile,
  recorded: readonly (readonly RawEvent[])[],
): Promise<number> =>
  withTempFolder(async (folder) => {
    const raw = openRawEvents(path.join(folder, 'raw.db'), { keys: true });
    const rate = await rateOf(rows, async () => {
      const records: AsyncIterable<unknown> = createReadStream(file)
        .pipe(createGunzip())
        .pipe(parse({ columns: true }));
      const events = recorded.values();
      let waiting: RawEvent[] = [];
      let row = 0;
      for await (const record of records) {
        if (record !== undefined) waiting.push(...(events.next().value ?? []));
        row += 1;
        if (row % ROWS_A_COMMIT > 0) continue;
        raw.insert(waiting);
        waiting = [];
      }
      raw.insert(waiting);
    });
    raw.close();
    return rate;
  });
