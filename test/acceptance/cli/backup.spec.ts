import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from '#engine';
import { turns } from '#event-sourcing/testing';
import { openFileEvidenceStore } from '#evidence';
import { commandLine, type World } from '../../command-line.ts';
import { logging } from '../../complaints.ts';
import { inFile } from '../../faults/migrate.fixtures.ts';
import { CASE, prepare } from './prepared.ts';

interface Report {
  readonly number: number;
  readonly events: { readonly all: number; readonly added: number };
  readonly evidence: { readonly all: number; readonly added: number; readonly removed: number };
}

let root = '';
const at = (...names: string[]): string => path.join(root, ...names);
const run = (data: string, args: readonly string[], world: World = {}) =>
  commandLine(['--data', at(data), ...args], world);

async function take(data: string, into: string, world?: World): Promise<Report> {
  const { code, stdout, stderr } = await run(data, ['backup', at(into), '--json'], world);
  expect([code, stderr.includes('redress:')]).toEqual([0, false]);
  return JSON.parse(stdout) as Report;
}

async function refused(said: Promise<{ readonly code: number; readonly stderr: string }>, code: number) {
  const ended = await said;
  expect(ended.stderr).toMatch(/^redress: .*\n$/);
  expect(ended.code).toBe(code);
  return ended.stderr;
}

/** Another complaint, and a photograph of what it is about. */
async function goOn(data: string, caseId: string, photograph?: string): Promise<string | undefined> {
  const engine = await openEngine({ dataDirectory: at(data) });
  // What a text may hold that was pasted: a line separator is no end of a line.
  const description = 'The lift stands still.\u2028Again.';
  expect(await engine.execute(logging(caseId, { description }))).toMatchObject({ outcome: 'accepted' });
  await engine.close();
  if (photograph === undefined) return undefined;
  const evidence = await openFileEvidenceStore({ directory: at(data, 'evidence') });
  const received = await evidence.receive(bytesOf(photograph));
  await received.keep();
  return received.sha256;
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}

/** Every file below, by its path. */
async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((each) => each.isFile()).map(({ parentPath, name }) => path.join(parentPath, name));
}

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'redress-backup-'));
  await prepare(at('data'));
});
afterAll(() => rm(root, { recursive: true }));

describe('redress backup and restore', () => {
  it('copies while others write, writes only what is new, and brings each of them back to the byte', async () => {
    expect((await run('data', ['proof', 'checkpoint', '--out', at('kept early')])).code).toBe(0);
    const first = await take('data', 'backups');
    const sha256 = (await goOn('data', '7F3K-9M2Q-X4TC', 'the lift')) ?? '';
    await mkdir(at('own'));
    await cp('libs/procedures/presets/nhs-england.yaml', at('mounted.yaml'));
    await symlink(at('mounted.yaml'), at('own/nhs-england.yaml'));
    await writeFile(at('data/keys/.DS_Store'), 'seen');
    expect((await run('data', ['proof', 'checkpoint', '--out', at('kept late')])).code).toBe(0);
    const second = await take('data', 'backups', { environment: { REDRESS_PROCEDURES: at('own') } });
    expect([first.number, second.number]).toEqual([1, 2]);
    expect(second.events.all).toBe(first.events.all + second.events.added);
    expect(second.evidence).toEqual({ all: 1, added: 1, removed: 0 });

    expect(await run('data', ['backup', 'verify', at('backups')])).toMatchObject({ code: 0 });
    const restored = await run('restored', ['restore', at('backups')]);
    expect(restored.stdout).toContain('is not in it');
    expect(restored.stdout).toContain('REDRESS_PROCEDURES');
    expect(await inFile(at('restored/events.db'))).toEqual(await inFile(at('data/events.db')));
    for (const file of [
      ...['proof/checkpoint', 'proof/first-checkpoint', 'keys/proof.key'],
      'keys/subjects.json',
      'keys/pepper',
      `evidence/${sha256.slice(0, 2)}/${sha256.slice(2)}`,
    ])
      expect(await readFile(at('restored', file))).toEqual(await readFile(at('data', file)));
    expect(await readFile(at('restored/procedures/nhs-england.yaml'))).toEqual(
      await readFile(at('own/nhs-england.yaml')),
    );
    for (const file of await filesIn(at('restored'))) expect((await stat(file)).mode & 0o077).toBe(0);
    expect((await run('restored', ['cases', 'show', CASE])).code).toBe(0);

    const grown = await run('restored', ['proof', 'consistency', at('kept late')]);
    expect([grown.code, grown.stdout]).toEqual([0, expect.stringContaining('has only grown')]);
    expect((await run('restored', ['verify', '--history-only'])).code).toBe(0);

    await run('earlier', ['restore', at('backups'), '--number', '1']);
    expect((await run('earlier', ['proof', 'consistency', at('kept early')])).code).toBe(0);
    const cut = await run('earlier', ['proof', 'consistency', at('kept late')]);
    expect([cut.code, cut.stderr]).toEqual([3, expect.stringContaining('an older backup was restored')]);
    const [earlier, all] = [await inFile(at('earlier/events.db')), await inFile(at('data/events.db'))];
    expect(earlier).toEqual(all.slice(0, first.events.all));
  });

  it('holds a beginning of the history, whatever is recorded meanwhile', async () => {
    await cp(at('data'), at('busy'), { recursive: true });
    const engine = await openEngine({ dataDirectory: at('busy') });
    let working = true;
    const work = async (): Promise<void> => {
      for (let number = 1_000; working; number += 1) {
        await engine.execute(logging(`2B4D-6F8H-${String(number)}`));
        await turns(20);
      }
    };
    const writing = work();
    for (let number = 1; number <= 4; number += 1) await take('busy', 'busy-backups');
    working = false;
    await writing;
    await engine.close();
    const history = await inFile(at('busy/events.db'));
    for (let number = 1; number <= 4; number += 1) {
      await run(`busy-${String(number)}`, ['restore', at('busy-backups'), '--number', String(number)]);
      const found = await inFile(at(`busy-${String(number)}/events.db`));
      expect(found).toEqual(history.slice(0, found.length));
    }
  });

  it('lets what was destroyed since stay away', async () => {
    await cp(at('data'), at('destroyed'), { recursive: true });
    await take('destroyed', 'destroyed-backups');
    await rm(at('destroyed/evidence'), { recursive: true });
    expect((await take('destroyed', 'destroyed-backups')).evidence).toEqual({ all: 0, added: 0, removed: 1 });
    await run('without', ['restore', at('destroyed-backups')]);
    expect(await filesIn(at('without/evidence'))).toEqual([]);
  });

  it('tells that events are gone from the history, since nothing behind them can be restored as it stood', async () => {
    await cp(at('data'), at('cut'), { recursive: true });
    const database = new DatabaseSync(at('cut/events.db'));
    database.exec('DROP TRIGGER events_are_never_removed; DELETE FROM events WHERE position = 2');
    database.close();
    expect(await refused(run('cut', ['backup', at('cut-backups')]), 1)).toContain('1 events are gone');
    expect(await refused(run('cut', ['backup', 'verify', at('cut-backups')]), 1)).toContain('redress verify');
  });

  it('tells damaged evidence and copies everything else', async () => {
    await cp(at('data'), at('damaged'), { recursive: true });
    const [file = ''] = (await filesIn(at('damaged/evidence'))).filter((name) => !name.includes('taken'));
    await writeFile(file, 'something else');
    const said = await run('damaged', ['backup', at('damaged-backups')]);
    expect([said.code, said.stderr]).toEqual([1, expect.stringContaining('damaged on disk')]);
    expect((await run('damaged', ['backup', 'verify', at('damaged-backups')])).code).toBe(0);
  });
});

describe('redress backup refuses', () => {
  it('another history, one that lost what is in the backup, other folders, and one in the data folder', async () => {
    await run('other', ['organisation', 'apply', 'apps/cli/demo/organisation.yaml']);
    await take('other', 'refusing');
    expect(await refused(run('data', ['backup', at('refusing')]), 3)).toContain('another history');
    await take('restored', 'restored-backups');
    await run('older', ['restore', at('restored-backups')]);
    await goOn('restored', '7F3K-9M2Q-X4TD');
    await take('restored', 'restored-backups');
    expect(await refused(run('older', ['backup', at('restored-backups')]), 3)).toContain(
      'holds more than this history',
    );
    await mkdir(at('full'));
    await writeFile(at('full/letter.txt'), '');
    expect(await refused(run('data', ['backup', at('full')]), 3)).toContain('letter.txt');
    expect(await refused(run('data', ['backup', at('data/backups')]), 3)).toContain(
      'lies in the data folder',
    );
    const environment = { EVENT_STORE: 'esdb://127.0.0.1:1?tls=false' };
    expect(await refused(run('data', ['backup', at('server')], { environment }), 3)).toContain(
      'EventStoreDB',
    );
    expect(await refused(run('new', ['restore', at('refusing')], { environment }), 3)).toContain(
      'EVENT_STORE is set',
    );
  });

  it('a place that is not free, and a backup that is not there', async () => {
    expect(await refused(run('data', ['restore', at('refusing')]), 3)).toContain('is not empty');
    expect(await refused(run('new', ['restore', at('refusing'), '--number', '7']), 3)).toContain(
      'the last one is 1',
    );
    expect(await refused(run('new', ['backup', 'verify', at('own')]), 3)).toContain('no backup');
    expect(await refused(run('new', ['restore', at('nowhere')]), 3)).toContain('no backup');
  });

  it('to restore anything from a backup that is not what was written, and names what is wrong', async () => {
    await take('data', 'whole');
    for (const file of await filesIn(at('whole'))) {
      const name = path.relative(at('whole'), file);
      await rm(at('broken'), { recursive: true, force: true });
      await cp(at('whole'), at('broken'), { recursive: true });
      const content = await readFile(file);
      const middle = content.length >> 1;
      content[middle] = (content[middle] ?? 0) ^ 1;
      await chmod(at('broken', name), 0o600);
      await writeFile(at('broken', name), content);
      expect(await refused(run('new', ['backup', 'verify', at('broken')]), 1)).toContain(name);
      expect(await refused(run('new', ['restore', at('broken')]), 1)).toContain(name);
      await rm(at('broken', name));
      const gone = run('new', ['backup', 'verify', at('broken')]);
      if (name.startsWith('backup-')) await refused(gone, 3);
      else expect(await refused(gone, 1)).toContain(`${name} is missing`);
    }
    await rm(at('backups/backup-00000001.json'));
    expect(await refused(run('new', ['restore', at('backups')]), 1)).toContain('does not follow');
    expect((await readdir(root)).filter((name) => name.startsWith('new'))).toEqual([]);
  });
});
