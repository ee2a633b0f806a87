import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventId, commandId, type Position, type ReadModelStore } from '#event-sourcing';
import { openSqliteReadModels } from './sqlite-read-models.ts';

const at = (number: number): Position => String(number).padStart(19, '0') as Position;
const event = eventId(commandId('scrub'), 0);

describe('writing the file of the read models anew (PRI-2)', () => {
  const notes = { name: 'notes', version: 2, fields: { about: 'texts' }, indexes: [['about']] } as const;
  let folder = '';
  let store: ReadModelStore;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'redress-scrub-'));
    store = openSqliteReadModels({ file: path.join(folder, 'read-models.db') });
  });
  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  const writes = (text: string, position: number, version = 2) =>
    store.write({ ...notes, version }, [{ id: 'one', position: at(position), document: { about: [text] } }]);
  const holds = async (text: string): Promise<boolean> => {
    const files = await readdir(folder);
    const bytes = await Promise.all(files.map((name) => readFile(path.join(folder, name))));
    return bytes.some((each) => each.includes(text));
  };

  it('leaves nothing of what was changed', async () => {
    await store.ensure(notes);
    await writes('he rang at night', 1);
    await writes('nobody rang', 2);
    expect(await holds('he rang at night')).toBe(true);
    expect(await store.scrub?.(at(2))).toBe(true);
    expect([await holds('he rang at night'), await holds('nobody rang')]).toEqual([false, true]);
  });

  it('answers questions meanwhile, and writes when it is over', async () => {
    await store.ensure(notes);
    await writes('he rang at night', 1);
    const order: string[] = [];
    const scrubbing = store.scrub?.(at(1)).then(() => order.push('anew'));
    const writing = writes('nobody rang', 2).then(() => order.push('written'));
    expect(await store.get(notes, 'one')).toEqual({ about: ['he rang at night'] });
    order.push('answered');
    await Promise.all([scrubbing, writing]);
    expect(order).toEqual(['answered', 'anew', 'written']);
    expect(await store.get(notes, 'one')).toEqual({ about: ['nobody rang'] });
  });

  it('drops copies that nobody feeds and that have not come so far, and no other', async () => {
    for (const [version, position] of [
      [1, 4],
      [2, 7],
      [3, 5],
    ] as const) {
      await store.ensure({ ...notes, version });
      await writes(`version ${String(version)} tells`, 1, version);
      const lease = await store.acquireLease(`notes@${String(version)}#0`, 'somebody', 60_000);
      expect(lease).toBeDefined();
      if (lease === undefined) continue;
      await store.saveCheckpoint(lease.name, { position: at(position), event }, lease);
      if (version !== 3) await store.releaseLease(lease);
    }
    const alone = { ...notes, name: 'alone' };
    await store.ensure(alone);
    await store.write(alone, [{ id: 'one', position: at(1), document: { about: ['the only one tells'] } }]);
    const behind = await store.acquireLease('alone@2#0', 'somebody', 60_000);
    if (behind !== undefined) {
      await store.saveCheckpoint(behind.name, { position: at(3), event }, behind);
      await store.releaseLease(behind);
    }
    expect(await store.scrub?.(at(6))).toBe(true);
    // Nothing takes its place: whoever reads it reads on.
    expect(await holds('the only one tells')).toBe(true);
    expect(await Promise.all([1, 2, 3].map((each) => holds(`version ${String(each)} tells`)))).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('is tried again where somebody still reads what was before', async () => {
    await store.ensure(notes);
    await writes('he rang at night', 1);
    const other = new DatabaseSync(path.join(folder, 'read-models.db'));
    other.exec('BEGIN');
    other.prepare('SELECT count(*) FROM checkpoints').get();
    expect(await store.scrub?.(at(1))).toBe(false);
    other.close();
    expect(await store.scrub?.(at(1))).toBe(true);
  });
});
