import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventStoreUnavailable, revision, type Position } from '#event-sourcing';
import { turns } from '#event-sourcing/testing';
import type { CommandOutcome, CommandRequest } from '#engine';
import { importFile, type ImportOptions, type ImportReport } from './import-file.ts';
import { loadMapping } from './load-mapping.ts';
import { UnreadableSource } from './read-rows.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'redress-import-'));
});
afterAll(() => rm(folder, { recursive: true }));

const HEADER =
  'Complaint ID,Submitted via,Date submitted,Date received,State,Product,Sub-product,Issue,Sub-issue,Company public response,Company response to consumer,Timely response?';
const row = (number: number): string =>
  `${String(number)},Web,2020-01-02,2020-01-02,NY,Mortgage,,Fees,,,Closed,Yes`;

function file(rows: number): string {
  const name = path.join(folder, `rows-${String(rows)}.csv`);
  writeFileSync(name, [HEADER, ...Array.from({ length: rows }, (_, number) => row(number))].join('\n'));
  return name;
}

const accepted = (caseId: string): CommandOutcome => ({
  outcome: 'accepted',
  caseId,
  revision: revision(0),
  position: '1' as Position,
  events: [],
});

/** Imports into an engine that answers as told. */
function importInto(
  rows: number,
  answer: (number: number) => CommandOutcome | Promise<CommandOutcome>,
  more: Partial<ImportOptions> = {},
) {
  const engine = { settled: 0, asked: 0, execute };
  async function execute({ caseId }: CommandRequest): Promise<CommandOutcome> {
    const number = engine.asked;
    engine.asked += 1;
    await setImmediate();
    try {
      const outcome = await answer(number);
      return 'caseId' in outcome ? { ...outcome, caseId } : outcome;
    } finally {
      engine.settled += 1;
    }
  }
  const done: Promise<ImportReport> = importFile(engine, {
    file: file(rows),
    mapping: loadMapping('cfpb'),
    by: 'test',
    ...more,
  });
  return { engine, done };
}

describe('importing a file (INT-11)', () => {
  it('says what became of every row', async () => {
    const answers: readonly CommandOutcome[] = [
      accepted(''),
      { ...accepted(''), outcome: 'repeated' } as CommandOutcome,
      { outcome: 'commandIdReused' },
      {
        outcome: 'refused',
        refusal: { kind: 'refusal', rule: 'CLS-3', code: 'unknown-severity', message: 'No such severity.' },
      },
    ];
    const { done } = importInto(4, (number) => answers[number] ?? accepted(''));
    expect(await done).toEqual({
      ...{ rows: 4, imported: 1, alreadyThere: 1 },
      rejected: [
        {
          line: 4,
          reference: '2',
          reason: 'it was imported before with other content; an import never overwrites',
        },
        { line: 5, reference: '3', reason: 'No such severity. (unknown-severity)' },
      ],
    });
  });

  it('reports progress in bytes, to the end', async () => {
    const seen: number[] = [];
    await importInto(1_200, () => accepted(''), { onProgress: (done, total) => seen.push(done / total) })
      .done;
    expect(seen.length).toBeGreaterThan(2);
    expect(seen).toEqual(seen.toSorted((left, right) => left - right));
    expect(seen.at(-1)).toBe(1);
  });

  it('stops when the store is away, and nothing is on its way any more when the caller hears of it', async () => {
    const { engine, done } = importInto(2_000, async (number) => {
      if (number === 3) throw new EventStoreUnavailable('the disk is full');
      await turns(number % 5);
      return accepted('');
    });
    await expect(done).rejects.toThrow('the disk is full');
    expect(engine.settled).toBe(engine.asked);
    expect(engine.asked).toBeLessThan(2_000);
  });

  it('stops when it is told to, and leaves nothing on its way', async () => {
    const stop = new AbortController();
    const { engine, done } = importInto(
      2_000,
      async (number) => {
        if (number === 700) stop.abort();
        await turns(number % 5);
        return accepted('');
      },
      { signal: stop.signal },
    );
    await expect(done).rejects.toThrow(/abort/i);
    expect(engine.settled).toBe(engine.asked);
  });

  it('gives way to another import of the same rows', async () => {
    await expect(
      importInto(5, () => ({ outcome: 'contended', attempts: 8 }) as CommandOutcome).done,
    ).rejects.toThrow(/Another import of the same rows is running/);
  });

  it('refuses a file without the columns of the mapping before anything is sent', async () => {
    const name = path.join(folder, 'other.csv');
    writeFileSync(name, 'a,b\n1,2\n');
    const { engine, done } = importInto(1, () => accepted(''), { file: name });
    await expect(done).rejects.toThrow(UnreadableSource);
    expect(engine.asked).toBe(0);
  });
});
