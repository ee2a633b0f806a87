import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandLine, type Said } from '../../command-line.ts';
import { redress as program, runProgram, startProgram } from '../../faults/processes.ts';

import { actor, CASE, prepare } from './prepared.ts';

let root = '';
let data = '';

const redress = (...args: string[]): Promise<Said> => commandLine([...args, '--data', data]);
const redressWith = (...args: string[]): readonly string[] => program(...args, '--data', data);
const json = async (...args: string[]): Promise<unknown> =>
  JSON.parse((await redress(...args, '--json')).stdout);

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'redress-cli-'));
  data = path.join(root, 'data');
  await prepare(data);
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe('redress without a server', () => {
  it('lists and shows cases, catching the read models up itself', async () => {
    await expect(json('cases', 'list')).resolves.toMatchObject({
      items: [{ caseId: CASE, stage: 'received', breachedClocks: ['acknowledge', 'classify'] }],
    });
    const { code, stdout } = await redress('cases', 'show', CASE);
    expect(code).toBe(0);
    expect(stdout).toContain(`Case ${CASE}`);
    expect(stdout).toContain('acknowledge');
  });

  it('shows a case as it was at an earlier moment', async () => {
    const { code, stderr } = await redress('cases', 'show', CASE, '--as-of', '2026-09-01T08:59:00+08:00');
    expect([code, stderr]).toEqual([3, expect.stringContaining('no case')]);
    const before = (await json('cases', 'show', CASE, '--known-at', '2026-09-01T09:10:00+08:00')) as {
      timeline: { type: string }[];
    };
    expect(before.timeline.map(({ type }) => type)).not.toContain('DeadlineBreached');
    const now = (await json('cases', 'show', CASE)) as { timeline: { type: string }[] };
    expect(now.timeline.map(({ type }) => type)).toContain('DeadlineBreached');
  });

  it('lists missed deadlines and reports the month', async () => {
    await expect(json('breaches', '--status', 'open')).resolves.toMatchObject({
      items: [
        { caseId: CASE, clock: 'acknowledge', status: 'open' },
        { caseId: CASE, clock: 'classify', status: 'open' },
      ],
    });
    await expect(json('report', 'monthly', '2026-09')).resolves.toMatchObject({
      month: '2026-09',
      total: { count: 1 },
    });
    const { stdout } = await redress('report', 'monthly', '2026-09');
    expect(stdout).toContain('100.0%');
    expect(stdout).toContain('█');
  });

  it('prints the history as lines of JSON, filtered and continued from a position', async () => {
    const all = (await redress('events')).stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; position: string });
    expect(all[0]?.type).toBe('ComplaintLogged');
    const rest = (await redress('events', '--after', all[0]?.position ?? '')).stdout.trim().split('\n');
    expect(rest).toHaveLength(all.length - 1);
    const breached = (
      await redress('events', '--type', 'DeadlineBreached', '--case', CASE, '--limit', '1')
    ).stdout
      .trim()
      .split('\n');
    expect(breached).toHaveLength(1);
  });

  it('rebuilds read models beside the live ones', async () => {
    await expect(json('projections', 'rebuild', 'open-cases')).resolves.toMatchObject([
      { projection: 'open-cases', outcome: 'switched', documents: { live: 1, rebuilt: 1 } },
    ]);
    await expect(json('projections', 'list')).resolves.toContainEqual(
      expect.objectContaining({ name: 'open-cases', caughtUp: true, parked: 0 }),
    );
    await expect(json('cases', 'list')).resolves.toMatchObject({ items: [{ caseId: CASE }] });
  });

  it('REP-1 finds a case by its number without hyphens, and tells who has how many', async () => {
    await expect(json('cases', 'search', CASE.replaceAll('-', '').toLowerCase())).resolves.toMatchObject({
      items: [{ caseId: CASE }],
    });
    await expect(json('cases', 'load')).resolves.toMatchObject({ total: { open: 1 } });
    expect((await redress('cases', 'load')).stdout).toContain('due this week');
  });

  it('PRI-1 shows a case as a person is told of it: to whoever has a part in it, and to nobody else', async () => {
    expect((await redress('cases', 'show', CASE, '--as', actor.id)).code).toBe(0);
    const stranger = await redress('cases', 'show', CASE, '--as', 'somebody-else');
    expect([stranger.code, stranger.stdout]).toEqual([3, '']);
    expect(stranger.stderr).toContain(`There is no case ${CASE}`);
    await expect(json('cases', 'list', '--as', 'somebody-else')).resolves.toMatchObject({ items: [] });
  });

  it('PRI-1 has on record who read what at the machine, and as whom', async () => {
    await redress('cases', 'show', CASE, '--as', actor.id);
    await redress('events', '--case', CASE, '--limit', '1');
    const page = (await json('readings', '--case-id', CASE, '--limit', '2')) as { items: object[] };
    const at = {
      through: 'command-line',
      role: 'command-line',
      person: `system-user:${userInfo().username}`,
    };
    expect(page.items).toMatchObject([
      { ...at, what: 'events', caseId: CASE },
      { ...at, what: 'caseDetails', caseId: CASE, asPerson: actor.id },
    ]);
    await redress('organisation', 'show');
    await redress('token', '--sub', actor.id, '--role', 'operations');
    const latest = ((await json('readings', '--limit', '2')) as typeof page).items;
    expect(latest).toMatchObject([
      { ...at, what: 'token', asPerson: actor.id },
      { ...at, what: 'organisation show' },
    ]);
    const shown = await redress('readings', '--person', at.person, '--limit', '1');
    expect(shown.stdout).toMatch(new RegExp(`${at.person}.*readings.*command-line`));
  });

  it('D23 brings the organisation to what a file says, once, and tells who held what when', async () => {
    const file = path.join(root, 'people.yaml');
    const roster = (level: string) =>
      [
        'since: 2026-01-01T00:00:00Z',
        'departments: [{ id: works, name: Works }]',
        `people: [{ id: pan.xin, name: Pan Xin, departments: [works], levels: [{ procedure: residential-property, level: ${level} }] }]`,
      ].join('\n');
    await writeFile(file, roster('emperor'));
    const wrong = await redress('organisation', 'apply', file);
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toMatch(
      /people\.yaml: people\[0\]\.levels\[0\]\.level: .* no level "emperor".*\(line 3\)/,
    );
    await writeFile(file, roster('office-director'));
    const planned = (await json('organisation', 'apply', file, '--check')) as {
      applied: boolean;
      commands: unknown[];
    };
    expect([planned.applied, planned.commands.length]).toEqual([false, 3]);
    await expect(json('organisation', 'apply', file)).resolves.toMatchObject({ applied: true });
    await expect(json('organisation', 'apply', file)).resolves.toMatchObject({ applied: true, commands: [] });
    const held = async (at: string) =>
      ((await json('organisation', 'show', '--at', at)) as { people: { person: string }[] }).people.find(
        ({ person }) => person === 'pan.xin',
      );
    expect(await held('2026-02-01')).toMatchObject({ levels: [{ level: 'office-director' }] });
    expect(await held('2025-12-01')).toBeUndefined();
  });

  it('knows the procedures, and says what is wrong with a file', async () => {
    await expect(json('procedures', 'list')).resolves.toContainEqual(
      expect.objectContaining({ id: 'residential-property' }),
    );
    expect((await redress('procedures', 'show', 'residential-property')).stdout).toContain(
      'Acknowledge the complaint',
    );
    expect((await redress('procedures', 'show', 'residential-property@1')).stdout).toContain('version 1');
    const file = path.join(root, 'own.yaml');
    await writeFile(file, 'id: own\nversion: none\n');
    const { code, stderr } = await redress('procedures', 'check', file);
    expect(code).toBe(1);
    expect(stderr).toContain(file);
    expect(stderr).toContain('version');
  });

  it('prints the description of the API', async () => {
    const { stdout } = await redress('openapi');
    expect(JSON.parse(stdout)).toMatchObject({
      openapi: expect.stringMatching(/^3\.1/) as unknown,
      info: { title: 'Redress' },
    });
  });
});

describe('redress tells by its exit code and one sentence what went wrong', () => {
  it.each([
    [2, ['cases', 'list', '--limit', 'many'], 'whole number'],
    [2, ['cases', 'list', '--severity', 'majr'], 'Perhaps major'],
    [2, ['cases', 'list', '--mine'], '--as <id>'],
    [2, ['cases', 'search', 'ab'], 'too little to look for'],
    [2, ['cases', 'list', '--stage', 'foo'], 'Choose one of: awaitingCallback, received,'],
    [2, ['events', '--type', 'Nope'], 'Choose one of: ComplaintLogged,'],
    [2, ['events', '--min-position', 'foo'], '--min-position: Give the "position"'],
    [2, ['events', '--after', 'foo'], 'position'],
    [
      2,
      ['events', '--min-position', '8999999999999999999'],
      '--min-position: is not a position of this history',
    ],
    [2, ['token', '--sub', 'a', '--role', 'desk'], 'Roles are: operations, '],
    [3, ['procedures', 'show', 'residential-property@99'], 'no procedure residential-property in version 99'],
    [2, ['no-such-command'], 'unknown command'],
    [2, ['report', 'monthly', 'September'], 'month such as'],
    [2, ['serve', '--port', '70000'], '--port: must be a port'],
    [3, ['cases', 'show', 'XXXX-XXXX-XXXX'], 'no case XXXX-XXXX-XXXX'],
    [3, ['procedures', 'show', 'nothing'], 'no procedure nothing'],
    [3, ['projections', 'rebuild', 'nothing'], 'no projection "nothing"'],
  ])('exit %i: redress %j', async (expected, args, sentence) => {
    const { code, stderr } = await redress(...args);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain('    at ');
    expect(code).toBe(expected);
  });

  it('exit 3: a folder without data', async () => {
    const { code, stderr } = await commandLine(['cases', 'list', '--data', path.join(root, 'nothing')]);
    expect([code, stderr]).toEqual([3, expect.stringContaining('There is no data in')]);
  });

  it('exit 0: help, with the exit codes', async () => {
    const { code, stdout } = await commandLine(['--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('Exit codes:');
  });
});

describe('the real program', () => {
  it('ends with the exit code of what it did, and prints the same', async () => {
    for (const args of [
      ['cases', 'show', CASE],
      ['cases', 'show', 'XXXX-XXXX-XXXX'],
    ]) {
      const { code, stdout, stderr } = await runProgram({ args: redressWith(...args) });
      expect({ code, stdout, stderr }).toEqual(await redress(...args));
    }
  });

  it('ends quietly when nobody reads on', async () => {
    const { child, ended } = startProgram({ args: redressWith('events') });
    child.stdout.destroy();
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
  });
});
