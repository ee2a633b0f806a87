import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { commandId, instant, type ReadModelStore } from '#event-sourcing';
import { runs } from '#event-sourcing/testing';
import { openSqliteEventStore } from '#event-store';
import { openFileEvidenceStore } from '#evidence';
import { findSigningKey } from '#keys';
import { dataFolder, silentLogger } from '#platform';
import { proofFolder } from '#proof';
import { openSqliteReadModels } from '#read-models';
import { systemTiming } from '#timing';
import { logging } from '../../../test/complaints.ts';
import { hire } from '../../../test/organisation.ts';
import { openEngine } from '../compose.ts';
import { createHistoryCodec } from '../commands/codecs.ts';
import { createDamageNotes } from '../damage/damage-notes.ts';
import type { VerifyOptions } from './options.ts';
import { createVerification, type HistoryVerdict } from './verify-history.ts';

const CASES = ['7F3K-9M2Q-X4TB', '8G4L-AN3R-Y5VC', '2A2B-3C3D-4E4F'];
let root = '';
let intact = '';
let readModels: ReadModelStore;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'redress-tampered-'));
  intact = path.join(root, 'intact');
  await prepare(intact);
  readModels = openSqliteReadModels({ file: path.join(root, 'read-models.db') });
});
afterAll(async () => {
  await readModels.close();
  await rm(root, { recursive: true, force: true });
});

/** Cases with files of evidence, of which a checkpoint was signed in the middle and at the end. */
async function prepare(dataDirectory: string): Promise<void> {
  const now = () => instant('2026-09-01T01:00:00Z');
  const engine = await openEngine({ dataDirectory, now });
  await hire(engine, { id: 'staff-1' });
  for (const caseId of CASES) {
    const complaint = logging(caseId);
    await engine.execute(complaint);
    const content = (async function* () {
      yield await Promise.resolve(Buffer.from(`a photo for ${caseId}`));
    })();
    const received = await engine.evidence.receive(content, 'staff-1');
    await received.admit(caseId);
    const { sha256, size } = received;
    const data = { sha256, size, mediaType: 'image/jpeg', fileName: 'door.jpg' };
    const command = { type: 'AddEvidence', data } as const;
    await engine.execute({ ...complaint, command, commandId: commandId('evidence', caseId) });
  }
  await engine.proof.upToDate();
  await engine.close();
}

async function verified(dataDirectory: string, options: VerifyOptions = {}): Promise<HistoryVerdict> {
  const data = dataFolder(dataDirectory);
  const store = openSqliteEventStore({ file: data.events });
  try {
    return await createVerification({
      ...{ ...{ store, readModels, codec: createHistoryCodec() }, timing: systemTiming, projections: [] },
      ...{ folder: proofFolder(data.proof), catchUp: () => Promise.resolve() },
      notes: createDamageNotes({ readModels, log: silentLogger, now: () => instant('2026-09-02T00:00:00Z') }),
      ownKey: () => findSigningKey(path.join(data.keys, 'proof.key'), 'note'),
      files: await openFileEvidenceStore({ directory: data.evidence, limitBytes: 1_000 }),
    })(options);
  } finally {
    await store.close();
  }
}

const whatIsWrong = ({ damage, findings }: HistoryVerdict): readonly string[] =>
  [...damage, ...findings].map(({ finding }) => finding);

async function altered<Result>(
  alter: (directory: string) => unknown,
  look: (directory: string) => Promise<Result>,
): Promise<Result> {
  const directory = await mkdtemp(path.join(root, 'altered-'));
  try {
    await cp(intact, directory, { recursive: true });
    await alter(directory);
    return await look(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** As somebody does who has the file, and whom the triggers do not stop. */
function inHistory(directory: string, work: (db: DatabaseSync) => void): void {
  const db = new DatabaseSync(dataFolder(directory).events);
  db.exec('PRAGMA synchronous = OFF; BEGIN');
  db.exec('DROP TRIGGER events_are_never_changed; DROP TRIGGER events_are_never_removed');
  work(db);
  db.exec('COMMIT');
  db.close();
}

interface Choice {
  readonly at: number;
  readonly other: number;
  readonly byte: number;
}

const headOf = (db: DatabaseSync): number =>
  Number(db.prepare('SELECT max(position) AS head FROM events').get()?.['head']);

const set = (db: DatabaseSync, sql: string, ...values: SQLInputValue[]): void => {
  db.prepare(sql).run(...values);
};

/** Each changes what the history says, whatever is chosen. */
const ALTERATIONS: Readonly<Record<string, (db: DatabaseSync, choice: Choice) => void>> = {
  'a byte'(db, { at, other, byte }) {
    const column = ['stream', 'type', 'data', 'metadata', 'event_id'][other % 5] ?? '';
    const position = (at % headOf(db)) + 1;
    const row = db.prepare(`SELECT CAST(${column} AS BLOB) AS bytes FROM events WHERE position = ?`);
    const bytes = Buffer.from(row.get(position)?.['bytes'] as Uint8Array);
    const place = Math.floor(other / 5) % bytes.length;
    bytes[place] = (bytes[place] ?? 0) ^ byte;
    const value = column === 'event_id' ? '?' : 'CAST(? AS TEXT)';
    set(db, `UPDATE events SET ${column} = ${value} WHERE position = ?`, bytes, position);
  },
  'the bytes of another event'(db, { at, other }) {
    const head = headOf(db);
    const [one, two] = [at % head, (at + 1 + (other % (head - 1))) % head];
    set(
      db,
      'UPDATE events SET (type, data, metadata) = (SELECT type, data, metadata FROM events WHERE position = ?) WHERE position = ?',
      one + 1,
      two + 1,
    );
  },
  'an event of another stream'(db, { at }) {
    const position = (at % headOf(db)) + 1;
    set(db, "UPDATE events SET stream = 'case-somebody', revision = 0 WHERE position = ?", position);
  },
  'two events in the other order'(db, { at, other }) {
    const head = headOf(db);
    const [one, two] = [at % head, (at + 1 + (other % (head - 1))) % head];
    set(db, 'UPDATE events SET position = -1 WHERE position = ?', one + 1);
    set(db, 'UPDATE events SET position = ? WHERE position = ?', one + 1, two + 1);
    set(db, 'UPDATE events SET position = ? WHERE position = -1', two + 1);
  },
  'an event less'(db, { at }) {
    set(db, 'DELETE FROM events WHERE position = ?', (at % headOf(db)) + 1);
  },
  'a cut end'(db, { at }) {
    set(db, 'DELETE FROM events WHERE position > ?', at % headOf(db));
  },
  'a stream less'(db, { at }) {
    const position = (at % headOf(db)) + 1;
    set(db, 'DELETE FROM events WHERE stream = (SELECT stream FROM events WHERE position = ?)', position);
  },
  'an event more'(db, { at, other }) {
    const [head, place] = [headOf(db), (at % headOf(db)) + 1];
    set(db, 'UPDATE events SET position = -(position + 1) WHERE position >= ?', place);
    set(db, 'UPDATE events SET position = -position WHERE position < 0');
    set(
      db,
      `INSERT INTO events SELECT ?, stream, (SELECT max(revision) + 1 FROM events f WHERE f.stream = e.stream), randomblob(16), type, data, metadata
         FROM events e WHERE position <> ? ORDER BY position LIMIT 1 OFFSET ?`,
      place,
      place,
      other % head,
    );
  },
};

const choices = fc.record({
  at: fc.nat(1_000_000),
  other: fc.nat(1_000_000),
  byte: fc.integer({ min: 1, max: 255 }),
});

describe('D15 a data folder that somebody has altered', () => {
  it('is not alarmed about when nobody has', async () => {
    const verdict = await altered(() => undefined, verified);
    expect(whatIsWrong(verdict)).toEqual([]);
    expect(verdict).toMatchObject({
      linked: verdict.events,
      evidence: 3,
      covered: { events: verdict.events },
    });
    for (const caseId of CASES)
      expect(
        whatIsWrong(
          await altered(
            () => undefined,
            (at) => verified(at, { caseId }),
          ),
        ),
      ).toEqual([]);
  });

  it.each(Object.entries(ALTERATIONS))('is found out: %s', async (_name, alter) => {
    await fc.assert(
      fc.asyncProperty(choices, async (choice) => {
        const verdict = await altered((directory) => {
          inHistory(directory, (db) => {
            alter(db, choice);
          });
        }, verified);
        expect(whatIsWrong(verdict)).not.toEqual([]);
        expect(
          verdict.findings.some(({ position, finding }) => position !== undefined || finding === 'cut'),
        ).toBe(true);
      }),
      { numRuns: runs(8) },
    );
  });

  it('is found out: a byte or a whole file of the log, its checkpoints and the evidence', async () => {
    await fc.assert(
      fc.asyncProperty(choices, fc.boolean(), async ({ at, other, byte }, whole) => {
        const verdict = await altered(async (directory) => {
          const files = await provingFiles(directory);
          const file = files[at % files.length] ?? '';
          if (whole) return rm(file);
          const bytes = await readFile(file);
          bytes[other % bytes.length] = (bytes[other % bytes.length] ?? 0) ^ byte;
          return writeFile(file, bytes);
        }, verified);
        expect(whatIsWrong(verdict)).not.toEqual([]);
      }),
      { numRuns: runs(15) },
    );
  });
});

async function provingFiles(directory: string): Promise<readonly string[]> {
  const { proof, evidence } = dataFolder(directory);
  const found = await Promise.all(
    [proof, evidence].map((folder) => readdir(folder, { recursive: true, withFileTypes: true })),
  );
  return found
    .flat()
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .filter(
      (file) =>
        !file.includes(path.join(evidence, 'taken')) && !file.includes(path.join(evidence, 'incoming')),
    );
}
