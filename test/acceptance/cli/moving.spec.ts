import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from '#engine';
import { commandId } from '#event-sourcing';
import { textOfFile } from '#procedures';
import { commandLine, type Said } from '../../command-line.ts';
import { hire } from '../../organisation.ts';
import { OWN, ownProcedure } from '../../procedures.ts';
import { CASE, prepare } from './prepared.ts';

const SHIPPED = new URL('../../../libs/procedures/shipped/residential-property.yaml', import.meta.url);
const OTHER = '8G4L-AN3R-Y5VC';
const OVER = '9H5M-BP4S-Z6WD';

describe('redress cases move', () => {
  let root = '';
  const redress = (...args: string[]): Promise<Said> =>
    commandLine([...args, '--data', path.join(root, 'data')], {
      environment: { REDRESS_PROCEDURES: path.join(root, 'rules') },
    });
  const move = (person: string): Promise<Said> =>
    redress(
      ...['cases', 'move', '--procedure', 'residential-property', '--to', '2', '--reason', 'New rules'],
      ...['--as', person, '--json'],
    );

  beforeAll(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'redress-move-'));
    await mkdir(path.join(root, 'rules'));
    const second = textOfFile(fileURLToPath(SHIPPED))
      .replace('version: 1', 'version: 2')
      .replace('    - followUpDone\n', '');
    await writeFile(path.join(root, 'rules', 'residential-property@2.yaml'), second);
    await prepare(path.join(root, 'data'), [CASE, OTHER]);
    await prepare(path.join(root, 'data'), [OVER], { channel: 'regulator' });
    const engine = await openEngine({ dataDirectory: path.join(root, 'data') });
    await hire(engine, { id: 'head', levels: ['general-manager'] });
    // Turned down, and in the lists until all know: it needs no move.
    const over = { caseId: OVER, actor: { id: 'head', role: 'general-manager' } };
    const withdrawn = { type: 'WithdrawCase', data: { reason: 'It works again.' } } as const;
    const ended = await engine.execute({
      ...over,
      command: withdrawn,
      commandId: commandId('test', 'withdrawn'),
    });
    expect(ended).toMatchObject({ outcome: 'accepted' });
    await engine.close();
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  it('D13 says in words what is different between two versions, and where nothing is', async () => {
    const diff = (...args: string[]): Promise<Said> => redress('procedures', 'diff', ...args);
    const [first, second] = ['residential-property@1', 'residential-property@2'];
    const told = await diff(first, second);
    expect([told.code, told.stderr]).toEqual([0, '']);
    expect(told.stdout).toMatch(/^The path of a case: "before it is closed: follow up done" is gone; .*\n$/);
    expect((await diff(first, path.join(root, 'rules', `${second}.yaml`))).stdout).toBe(told.stdout);
    expect((await diff(second, first)).stdout).toContain('new is "before it is closed: follow up done"');
    expect((await diff('small-shop', first)).stdout).toContain('instead of Complaints in a small shop');
    const chinese = await diff('small-shop', first, '--language', 'zh');
    expect(chinese.stdout).toContain('instead of 小店客户诉求处理');
    expect((await diff(first, first)).stdout).toBe('For a case nothing is different.\n');
    expect(await diff(first, 'residential-property@9')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('no procedure residential-property in version 9') as string,
    });
  });

  it('D13 D23 knows a procedure that was installed just before, and lies in no file here', async () => {
    const file = path.join(root, 'own-property.yaml');
    await writeFile(file, ownProcedure(1));
    expect((await redress('procedures', 'install', file)).code).toBe(0);
    const people = path.join(root, 'own-people.yaml');
    const post = `levels: [{ procedure: ${OWN}, level: office-director }]`;
    await writeFile(
      people,
      `since: 2026-01-01T00:00:00Z\npeople: [{ id: shu.qi, name: Shu Qi, departments: [], ${post} }]\n`,
    );
    const applied = await redress('organisation', 'apply', people);
    expect([applied.code, applied.stderr]).toEqual([0, '']);
    const withdrawn = await redress('procedures', 'withdraw', OWN, '1', '--reason', 'x'.repeat(501));
    expect([withdrawn.code, withdrawn.stderr]).toEqual([2, expect.stringContaining('500')]);
  });

  it('D13 tells what would change before anything does', async () => {
    const asked = ['cases', 'move-previews', '--procedure', 'residential-property', '--to', '2'];
    const { stdout } = await redress(...asked, '--json');
    const { items } = JSON.parse(stdout) as { items: { caseId: string; changes: { what: string }[] }[] };
    expect(items.map(({ caseId }) => caseId).toSorted()).toEqual([CASE, OTHER]);
    expect(items.every(({ changes }) => changes.some(({ what }) => what === 'toClose'))).toBe(true);
    expect((await redress(...asked)).stdout).toContain('before closing');
  });

  it('AUT-1 moves nothing in the name of somebody who may not, says so, and ends with 3', async () => {
    const { code, stdout, stderr } = await move('staff-1');
    expect([code, stderr]).toEqual([3, expect.stringContaining('2 of them stay')]);
    expect(JSON.parse(stdout)).toMatchObject([{ outcome: 'refused' }, { outcome: 'refused' }]);
  });

  it('D13 leaves alone what is over, though others have still to hear of it', async () => {
    const { stdout } = await redress('cases', 'list', '--json');
    expect(stdout).toContain(OVER);
    expect((await move('staff-1')).stdout).not.toContain(OVER);
  });

  it('D13 moves every open case once, whoever runs it again', async () => {
    const first = await move('head');
    expect([first.code, JSON.parse(first.stdout)]).toMatchObject([
      0,
      [
        { from: 1, outcome: 'accepted' },
        { from: 1, outcome: 'accepted' },
      ],
    ]);
    expect(await move('head')).toMatchObject({ code: 0, stdout: '[]\n' });
    const { stdout } = await redress('events', '--type', 'CaseMovedToVersion', '--json');
    expect(stdout.match(/"CaseMovedToVersion"/g)).toHaveLength(2);
  });

  it('DIS-5 hands the open cases of somebody over, tells who got what, and takes it back as one', async () => {
    const engine = await openEngine({ dataDirectory: path.join(root, 'data') });
    for (const id of ['desk-2', 'desk-3']) await hire(engine, { id });
    await engine.close();
    const handOver = (...args: string[]) =>
      redress('cases', 'hand-over', ...args, '--reason', 'On leave', '--as', 'staff-1', '--json');
    const given = ({ stdout }: Said) =>
      JSON.parse(stdout) as { name?: string; cases: { caseId: string; to: string; outcome: string }[] };
    const owned = async (...filter: string[]) =>
      (JSON.parse((await redress('cases', 'list', ...filter, '--json')).stdout) as { items: object[] }).items
        .length;
    const all = ['--from', 'staff-1', '--to', 'desk-2', '--to', 'desk-3', '--name', 'leave'];
    expect((await handOver('--from', 'staff-1')).code).toBe(2);
    expect((await handOver('--from', 'staff-1', '--to', 'desk-2')).stderr).toContain('--name');
    // One is over and only owes somebody the news: it stays.
    const before = (await owned('--owner', 'staff-1')) - 1;
    expect(before).toBeGreaterThan(1);
    expect(given(await handOver(...all, '--dry-run')).cases).toHaveLength(before);
    expect(await owned('--owner', 'staff-1')).toBe(before + 1);
    const told = given(await handOver(...all));
    expect(told).toMatchObject({ name: 'leave' });
    expect(told.cases.map(({ to, outcome }) => [to, outcome]).slice(0, 2)).toEqual([
      ['desk-2', 'accepted'],
      ['desk-3', 'accepted'],
    ]);
    // Run again, there is nothing left of it to do.
    expect(given(await handOver(...all)).cases).toEqual([]);
    expect([await owned('--owner', 'desk-2'), await owned('--hand-over', 'leave')]).toEqual([
      Math.ceil(before / 2),
      before,
    ]);
    expect(given(await handOver('--undo', 'leave')).cases).toHaveLength(before);
    expect([await owned('--owner', 'staff-1'), await owned('--hand-over', 'leave')]).toEqual([
      ...[before + 1, 0],
    ]);
  });
});
