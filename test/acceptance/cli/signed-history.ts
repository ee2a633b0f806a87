import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect } from 'vitest';
import { commandLine, type Said } from '../../command-line.ts';
import { CASE, prepare } from './prepared.ts';

let root = '';
let data = '';
let witnesses: string | undefined;

/** Before each test a history of its own, of which a checkpoint and the public key were kept (`kept`, `key`). */
export function withSignedHistory(): void {
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'redress-proof-'));
    data = at('data');
    witnesses = undefined;
    await prepare(data);
    expect(await redress('proof', 'checkpoint', '--out', at('kept'))).toMatchObject({ code: 0 });
    const { stdout } = await redress('proof', 'key');
    await writeFile(at('key'), stdout);
  });
  afterEach(() => rm(root, { recursive: true, force: true }));
}

export const at = (name: string): string => path.join(root, name);
export const inData = (...names: readonly string[]): string => path.join(data, ...names);

export const redress = (...words: readonly string[]): Promise<Said> =>
  commandLine([...words, '--data', data], {
    environment: witnesses === undefined ? {} : { REDRESS_WITNESSES: witnesses },
  });

/** Whose signatures count from now on. */
export async function trust(policy: string): Promise<void> {
  witnesses = at('witnesses');
  await writeFile(witnesses, policy);
}

/** Something is recorded. */
export const goOn = (): Promise<Said> => redress('cases', 'show', CASE);

export function alter(sql: string): void {
  const db = new DatabaseSync(inData('events.db'));
  db.exec('DROP TRIGGER IF EXISTS events_are_never_changed; DROP TRIGGER IF EXISTS events_are_never_removed');
  db.exec(sql);
  db.close();
}

/** Somebody who has everything, keys included, writes another history and signs it. */
export async function forge(sql: string): Promise<void> {
  alter(sql);
  for (const file of ['proof', 'read-models.db', 'read-models.db-wal', 'read-models.db-shm'])
    await rm(inData(file), { recursive: true, force: true });
}
