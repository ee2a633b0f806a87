import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../apps/cli/commands.ts';
import { commandLine } from '../../command-line.ts';
import { CASE, prepare } from './prepared.ts';

const root = path.join(import.meta.dirname, '../../..');
const roster = path.join(root, 'apps/cli/demo/organisation.yaml');
const procedure = path.join(root, 'libs/procedures/shipped/residential-property.yaml');

/** Of every command a form that answers; those with `data` look into a data folder. */
const ANSWERING: Readonly<Record<string, readonly (readonly string[])[]>> = {
  serve: [['serve', '--port', '0']],
  api: [['api', '--port', '0']],
  demo: [['demo', '--no-serve', '--cases', '3', '--days', '5']],
  token: [['token', '--sub', 'staff-1', '--role', 'operations']],
  organisation: [
    ['organisation', 'show'],
    ['organisation', 'apply', roster, '--check'],
  ],
  cases: [
    ['cases', 'list'],
    ['cases', 'show', CASE],
    ['cases', 'timeline', CASE],
    ['cases', 'actions', CASE],
    ['cases', 'move-previews', '--procedure', 'residential-property', '--to', '1'],
    [
      'cases',
      'move',
      '--procedure',
      'residential-property',
      ...['--to', '1', '--reason', 'x', '--as', 'head'],
    ],
  ],
  case: [['case', 'report-progress', CASE, '--as', 'staff-1', '--method', 'phone', '--summary', 'Soon']],
  privacy: [['privacy', 'hold', CASE, '--reason', 'A claim']],
  breaches: [['breaches']],
  budgets: [
    ['budgets', 'list'],
    ['budgets', 'show', '2026-11.call-centre.lin'],
  ],
  readings: [['readings']],
  conduct: [['conduct', 'list']],
  feedback: [['feedback', 'list']],
  duties: [['duties', 'list']],
  improvements: [['improvements', 'list']],
  report: [
    ['report', 'monthly', '2026-09'],
    ['report', 'annual', '2026'],
    ['report', 'compensation'],
  ],
  events: [['events'], ['events', 'damage']],
  'what-if': [['what-if', '--file', procedure]],
  verify: [['verify']],
  proof: [
    ['proof', 'key'],
    ['proof', 'checkpoint'],
  ],
  quarantine: [['quarantine', 'list']],
  notices: [
    ['notices', 'list'],
    ['notices', 'of', CASE],
    ['notices', 'hold', '--reason', 'x'],
  ],
  projections: [
    ['projections', 'list'],
    ['projections', 'parked'],
    ['projections', 'rebuild'],
  ],
  procedures: [
    ['procedures', 'list'],
    ['procedures', 'show', 'residential-property'],
    ['procedures', 'check', procedure],
  ],
  import: [['import', path.join(root, 'nothing.csv'), '--mapping', 'cfpb']],
  openapi: [['openapi']],
};
/** One answers nothing, the others need a server or a folder of backups for their answers, change the keys of the folder, or write a file. */
const SILENT = ['worker', 'migrate', 'event-store', 'backup', 'restore', 'keys', 'case-file'];
/** They ask no folder, or make their own. */
const WITHOUT_DATA = ['demo', 'openapi', 'procedures'];
/** They begin a history where there is none. */
const BEGINNING = ['serve', 'api', 'import', 'worker'];

const commands = Object.entries(ANSWERING).flatMap(([name, forms]) =>
  forms.map((form) => ({ name, form, shown: form.filter((word) => !word.startsWith(root)).join(' ') })),
);
const answering = commands.filter(({ name }) => name !== 'import');
const onData = commands.filter(({ name }) => !WITHOUT_DATA.includes(name));
const reading = onData.filter(({ name, form }) => !BEGINNING.includes(name) && !form.includes('apply'));

describe('the command line in a broken place', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'redress-broken-'));
    await prepare(path.join(folder, 'data'));
    for (const name of ['empty', 'circle', 'unused']) await mkdir(path.join(folder, name));
    await writeFile(path.join(folder, 'empty', 'events.db'), '');
    // A circle of links can be followed by nobody, whoever they are.
    await symlink('events.db', path.join(folder, 'circle', 'events.db'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is tried with every command', () => {
    const known = COMMANDS.map(({ name }) => name);
    expect([...Object.keys(ANSWERING), ...SILENT].toSorted()).toEqual(known.toSorted());
  });

  it.each(reading)('takes a history without a byte for none: $shown', async ({ form }) => {
    const { code, stdout, stderr } = await commandLine([...form, '--data', path.join(folder, 'empty')]);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain('There is no data in');
  });

  it.each(onData)(
    'says that a folder cannot be read, and not that there is no data in it: $shown',
    async ({ form }) => {
      const circle = path.join(folder, 'circle');
      const { code, stdout, stderr } = await commandLine([...form, '--data', circle]);
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(/^redress: The data folder .*circle cannot be (read|used): .*\n$/);
    },
  );

  it.each(answering)(
    'says in one sentence that the answer could not be written: $shown',
    async ({ name, form }) => {
      const data = name === 'demo' ? path.join(folder, 'unused') : path.join(folder, 'data');
      const world = { unwritable: 'no space left on device', environment: { REDRESS_LOG_LEVEL: 'silent' } };
      const { code, stderr } = await commandLine([...form, '--data', data], world);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^redress: the answer could not be written: no space left on device\n$/m);
    },
  );

  it.runIf(process.platform === 'linux')('says so also where the system says it', async () => {
    const bin = path.join(root, 'apps/cli/bin/redress.mjs');
    const full = `"${process.execPath}" "${bin}" procedures list > /dev/full`;
    const { code, stderr } = await new Promise<{ code: number; stderr: string }>((resolve) => {
      execFile('sh', ['-c', full], (error, _stdout, said) => {
        resolve({ code: Number(error?.code ?? 0), stderr: said });
      });
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^redress: the answer could not be written: .*\n$/);
  });
});
