import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CASE_DETAILS } from '#cases';
import { openEngine } from '#engine';
import { commandLine } from '../../command-line.ts';
import { CASE, prepare } from './prepared.ts';

let root = '';
let data = '';
let kept = '';
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'redress-verify-'));
  [data, kept] = [path.join(root, 'data'), path.join(root, 'kept')];
  await prepare(data);
  expect(await redress('proof', 'checkpoint', '--out', kept)).toMatchObject({ code: 0 });
});
afterEach(() => rm(root, { recursive: true, force: true }));

const redress = (...words: readonly string[]) => commandLine([...words, '--data', data]);

/** Somebody who has everything, keys included, writes another history and signs it. */
async function forge(sql: string): Promise<void> {
  const db = new DatabaseSync(path.join(data, 'events.db'));
  db.exec('DROP TRIGGER events_are_never_changed; DROP TRIGGER events_are_never_removed');
  db.exec(sql);
  db.close();
  for (const file of ['proof', 'read-models.db', 'read-models.db-wal', 'read-models.db-shm'])
    await rm(path.join(data, file), { recursive: true, force: true });
  expect(await redress('proof', 'checkpoint')).toMatchObject({ code: 0 });
}

const LAST = 'position = (SELECT max(position) FROM events)';

describe('D15 redress verify', () => {
  it('finds nothing wrong with what nobody has changed, as a whole and case by case', async () => {
    const whole = await redress('verify', '--checkpoint', kept, '--json');
    expect(whole.code).toBe(0);
    expect(JSON.parse(whole.stdout)).toMatchObject({ damage: [], findings: [], tooBusy: [] });
    const one = await redress('verify', '--case', CASE);
    expect(one.code).toBe(0);
    const [, events] = /Verified: (\d+) events/.exec(one.stdout) ?? [];
    expect(one.stdout).toContain(`The log speaks for ${String(events)} of them.`);
    expect((await redress('verify')).stdout).toContain('Nothing is wrong.');
  });

  it('tells a history that was written anew and signed with its own key by the checkpoint that somebody kept', async () => {
    await forge(`UPDATE events SET metadata = replace(metadata, '"role":"', '"role":"x') WHERE ${LAST}`);
    expect(await redress('verify')).toMatchObject({ code: 0 });
    const found = await redress('verify', '--checkpoint', kept);
    expect(found.code).toBe(3);
    expect(found.stdout).toContain(`events are not those that ${kept} was signed over`);
  });

  it('tells a history that is shorter than a checkpoint that somebody kept', async () => {
    await forge(`DELETE FROM events WHERE ${LAST}`);
    const found = await redress('verify', '--checkpoint', kept, '--history-only');
    expect(found.code).toBe(3);
    expect(found.stdout).toMatch(/speaks of \d+ events; the history holds \d+/);
  });

  it('tells a version that is none from a newer program, and looks at everything else', async () => {
    await forge(
      `UPDATE events SET metadata = replace(metadata, '"schemaVersion":1', '"schemaVersion":99') WHERE position = 3`,
    );
    const found = await redress('verify', '--checkpoint', kept);
    expect(found.code).toBe(3);
    expect(found.stdout).toContain('a newer one has recorded it (upgrade this one), or it was changed');
    expect(found.stdout).toContain(`events are not those that ${kept} was signed over`);
  });

  it('takes no checkpoint of somebody else for one of this history', async () => {
    const [mine, theirs] = [data, path.join(root, 'theirs')];
    data = path.join(root, 'other');
    await prepare(data);
    await redress('proof', 'checkpoint', '--out', theirs);
    data = mine;
    const found = await redress('verify', '--checkpoint', theirs, '--history-only');
    expect(found.code).toBe(3);
    expect(found.stdout).toContain('speaks of another log, redress/');
  });

  it('names a list that does not tell what the history does', async () => {
    const engine = await openEngine({ dataDirectory: data });
    await engine.catchUp();
    const known = (await engine.readModels.load(CASE_DETAILS, [CASE])).get(CASE);
    const { position, document = {} } = known ?? { position: await engine.store.head() };
    const write = { id: CASE, position, replaces: position, document: { ...document, stage: 'closed' } };
    await engine.readModels.write(CASE_DETAILS, [write]);
    await engine.close();
    const found = await redress('verify');
    expect(found.code).toBe(3);
    expect(found.stdout).toContain('case-details: document 1 is not what the history tells');
    expect(await redress('verify', '--history-only')).toMatchObject({ code: 0 });
  });
});
