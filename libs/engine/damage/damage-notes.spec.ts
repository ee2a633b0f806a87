import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instant, revision, streamName, type Damage, type ReadModelStore } from '#event-sourcing';
import { eventually } from '#event-sourcing/testing';
import { silentLogger } from '#platform';
import { openSqliteReadModels } from '#read-models';
import { createDamageNotes, type DamageNote } from './damage-notes.ts';

const stream = streamName('case', '7F3K-9M2Q-X4TB');
const other = streamName('case', '8G4L-AN3R-Y5VC');
const deleted: Damage = { stream, finding: 'deleted' };
const cut: Damage = { stream, finding: 'missing-events', revision: revision(0) };

describe('what was found to be wrong with the history (D15)', () => {
  let readModels: ReadModelStore;
  let said: DamageNote[] = [];
  beforeEach(() => {
    readModels = openSqliteReadModels({ file: ':memory:' });
    said = [];
  });
  afterEach(() => readModels.close());

  const process = (through: Pick<ReadModelStore, 'ensure' | 'write' | 'load' | 'query'> = readModels) =>
    createDamageNotes({
      readModels: through,
      log: { ...silentLogger, error: (facts: object) => void said.push(facts as DamageNote) },
      now: () => instant('2026-11-20T12:00:00Z'),
    });
  const listed = async (): Promise<readonly string[]> =>
    (await process().list({ limit: 10 })).items.map((each) => `${each.stream} ${each.finding}`);

  it('is in the log with its reason, once in a process, and on the list of all', async () => {
    const notes = process();
    for (const damage of [cut, cut, deleted, cut]) notes.note(damage);
    expect(said.map(({ finding, message }) => `${finding}: ${message}`)).toEqual([
      `missing-events: The history of ${stream} lacks events: it was cut, or deleted and begun anew (revision 0).`,
      `deleted: The history of ${stream} is not there any more: it was deleted, or has a tombstone in its place.`,
    ]);
    await eventually(async () => (await listed()).length === 2, 'both on the list');
    process().note(cut);
    expect(said).toHaveLength(3);
    expect(await process().of(stream)).toHaveLength(2);
    expect(await process().of(other)).toEqual([]);
  });

  it('is told again as long as nobody could put it on the list', async () => {
    let away = true;
    const notes = process({
      ...readModels,
      ensure: (...args) => (away ? Promise.reject(new Error('away')) : readModels.ensure(...args)),
    });
    notes.note(deleted);
    await eventually(() => {
      notes.note(deleted);
      return said.length > 1;
    }, 'the second word');
    away = false;
    await eventually(async () => {
      notes.note(deleted);
      return (await listed()).length === 1;
    }, 'the note');
  });

  it('goes when it was mended, and is told anew when it comes again', async () => {
    const notes = process();
    for (const damage of [cut, deleted, { ...deleted, stream: other }]) notes.note(damage);
    await eventually(async () => (await listed()).length === 3, 'all on the list');
    await notes.replace(stream, [cut]);
    expect(await listed()).toEqual([`${stream} missing-events`, `${other} deleted`]);
    await notes.replace(stream, []);
    expect(await listed()).toEqual([`${other} deleted`]);
    said = [];
    notes.note(cut);
    expect(said).toHaveLength(1);
  });
});
