import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { BEGINNING, eventHash, type ReadModelStore, type StoredEvent } from '#event-sourcing';
import { runs } from '#event-sourcing/testing';
import { openSqliteEventStore } from '#event-store';
import { dataFolder } from '#platform';
import { openSqliteReadModels } from '#read-models';
import { ALTERATIONS, storeGiving, type Choice } from '../testing/altered-history.ts';
import { prepareProven, provingFiles, verifierOf, whatIsWrong } from '../testing/proven-folder.ts';
import type { HistoryVerdict } from './verify-history.ts';

let root = '';
let intact: readonly StoredEvent[] = [];
let readModels: ReadModelStore;
let verify: Awaited<ReturnType<typeof verifierOf>>;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'redress-alterations-'));
  await prepareProven(root);
  const store = openSqliteEventStore({ file: dataFolder(root).events });
  intact = await store.readAll(BEGINNING, 1_000);
  await store.close();
  readModels = openSqliteReadModels({ file: path.join(root, 'notes.db') });
  verify = await verifierOf(root, readModels);
});
afterAll(async () => {
  await readModels.close();
  await rm(root, { recursive: true, force: true });
});

const choices: fc.Arbitrary<Choice> = fc.record({
  at: fc.nat(1_000_000),
  other: fc.nat(1_000_000),
  byte: fc.integer({ min: 1, max: 255 }),
});

/** The first place where something else stands than was recorded there. */
const firstOther = (events: readonly StoredEvent[]): number =>
  intact.findIndex((event, index) => {
    const found = events[index];
    return found === undefined || eventHash(found) !== eventHash(event);
  });

/** Named is where it begins to be wrong, or that the end is cut off. */
const isNamed = ({ findings }: HistoryVerdict, first: StoredEvent | undefined): boolean =>
  findings.some(({ finding, position }) =>
    first === undefined ? finding === 'cut' : position === first.position,
  );

/** `REDRESS_PROPERTY_RUNS=125` makes ten thousand of them. */
describe('D15 of ten thousand alterations', () => {
  it.each(Object.entries(ALTERATIONS))(
    'every one is found, and where it begins is named: %s',
    async (_name, alter) => {
      await fc.assert(
        fc.asyncProperty(choices, async (choice) => {
          const events = alter(intact, choice);
          const first = firstOther(events);
          fc.pre(first >= 0);
          expect(isNamed(await verify(storeGiving(events)), events[first])).toBe(true);
        }),
        { numRuns: runs(6) },
      );
    },
  );

  it('every one is found and named: a byte or a whole file of the log, its checkpoints and the evidence', async () => {
    const files = await provingFiles(root);
    await fc.assert(
      fc.asyncProperty(choices, fc.boolean(), async ({ at, other, byte }, whole) => {
        const file = files[at % files.length] ?? '';
        const content = await readFile(file);
        if (whole) await rm(file);
        else await writeFile(file, withByte(content, other, byte));
        const verdict = await verify(storeGiving(intact));
        await writeFile(file, content);
        expect(
          verdict.findings.some(({ message }) => namesOf(file).some((name) => message.includes(name))),
        ).toBe(true);
      }),
      { numRuns: runs(20) },
    );
  });

  it('none is found where there was none', async () => {
    expect(whatIsWrong(await verify(storeGiving(intact)))).toEqual([]);
  });
});

function withByte(content: Buffer, place: number, byte: number): Buffer {
  const changed = Buffer.from(content);
  const at = place % changed.length;
  changed[at] = (changed[at] ?? 0) ^ byte;
  return changed;
}

/** What is said of a file: its name in the log, its hash, or which checkpoint it is. */
function namesOf(file: string): readonly string[] {
  const name = path.basename(file);
  const { evidence, proof } = dataFolder(root);
  if (file.startsWith(evidence)) return [path.basename(path.dirname(file)) + name];
  if (name.endsWith('checkpoint'))
    return [`The ${name === 'checkpoint' ? 'latest' : 'first'} checkpoint`, 'checkpoint'];
  return [path.relative(proof, file)];
}
