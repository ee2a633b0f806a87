import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseCommands } from '#cases';
import { openEngine } from '#engine';
import { commandLine, type Said } from '../../command-line.ts';
import { hire } from '../../organisation.ts';

const COMPLAINT = {
  procedure: { id: 'residential-property', version: 1 },
  ...{ contactKind: 'complaint', channel: 'phone', description: 'The lift stands still.' },
  complainant: { kind: 'individual', name: 'Li Hua', phone: '13800000000' },
};

const END = [
  ['desk-1', 'ProgressReported', 'report-progress', '--method', 'phone', '--summary', 'Soon'],
  [
    ...([
      'pan.xin',
      'InvestigationConcluded',
      'conclude-investigation',
      '--outcome',
      'notSubstantiated',
    ] as const),
    ...['--responsibility', 'organisation', '--root-cause', 'facility', '--explanation', 'It was worn.'],
  ],
  ['pan.xin', 'CaseResolved', 'resolve', '--summary', 'A new belt'],
  [
    ...(['desk-1', 'OutcomeNotified', 'notify-outcome', '--to', 'complainant', '--method', 'phone'] as const),
    ...['--summary', 'A new belt', '--written', 'no'],
  ],
  [
    ...(['caller-1', 'FollowUpRecorded', 'record-follow-up', '--method', 'phone'] as const),
    ...['--reached', 'yes', '--satisfaction', '5'],
  ],
] as const;

const classifying = [
  ...['--category', 'facilities/lift', '--severity', 'minor', '--criterion', 'small-inconvenience'],
];

const DISPATCHED: readonly (readonly [person: string, command: string, ...args: string[]])[] = [
  ['desk-1', 'classify', ...classifying],
  ['desk-1', 'dispatch'],
  ['engineer-1', 'sign-receipt', '--dispatch', 'D1'],
];

describe('redress case', () => {
  let folder = '';
  const redress = (args: readonly string[], stdin?: string): Promise<Said> =>
    commandLine([...args, '--data', folder], { ...(stdin !== undefined && { stdin }) });
  const does = (person: string, command: string, ...args: string[]): Promise<Said> =>
    redress(['case', command, ...args, '--as', person]);
  const done = (types: string) => ({ code: 0, stderr: '', stdout: expect.stringContaining(types) as string });
  const refusal = (words: string) => ({
    code: 3,
    stdout: '',
    stderr: expect.stringContaining(words) as string,
  });
  const usage = (words: string) => ({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining(words) as string,
  });
  const logged = async (): Promise<string> => {
    const said = await redress(
      ['case', 'log', '--as', 'desk-1', '--body', '-', '--json'],
      JSON.stringify(COMPLAINT),
    );
    expect(said).toMatchObject({ code: 0, stderr: '' });
    return (JSON.parse(said.stdout) as { caseId: string }).caseId;
  };

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'redress-case-'));
    const engine = await openEngine({ dataDirectory: folder });
    await hire(engine, { id: 'desk-1' });
    await hire(engine, { id: 'caller-1' });
    await hire(engine, { id: 'engineer-1', departments: ['engineering'] });
    await hire(engine, { id: 'pan.xin', levels: ['office-director'] });
    await engine.close();
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('LIF-1 takes a case from the first word to the end at a terminal', async () => {
    const caseId = await logged();
    const day: readonly (readonly [string, string, string, ...string[]])[] = [
      ['desk-1', 'CaseClassified', 'classify', ...classifying],
      ['desk-1', 'CaseDispatched', 'dispatch'],
      ['engineer-1', 'ReceiptSigned', 'sign-receipt', '--dispatch', 'D1'],
      ['engineer-1', 'FindingRecorded', 'record-finding', '--kind', 'inspection', '--content', 'A worn belt'],
      ['engineer-1', 'FormHandedBack', 'hand-back-form', '--dispatch', 'D1', '--summary', 'A worn belt'],
    ];
    for (const [person, types, command, ...args] of [...day, ...END])
      expect([command, await does(person, command, caseId, ...args)]).toEqual([command, done(types)]);
    expect((await redress(['cases', 'show', caseId])).stdout).toMatch(/stage +closed/);
  });

  it('LIF-1 AUT-1 is refused as it is over HTTP, and says what else can be done', async () => {
    const caseId = await logged();
    expect(await does('desk-1', 'close', caseId)).toEqual(refusal('close-case is not possible'));
    expect(await does('nobody-9', 'classify', caseId, ...classifying)).toEqual(refusal('does not belong'));
    expect(await does('desk-1', 'classify', caseId, ...classifying, '--role', 'office-director')).toEqual(
      refusal('You do not hold the level'),
    );
    expect(await does('desk-1', 'classify', '2222-2222-2222', ...classifying)).toEqual(refusal('no case'));
    expect(await does('desk-1', 'log', '2222-2222-2222', '--body', '-')).toMatchObject({ code: 2 });
    const { stdout } = await redress(['cases', 'actions', caseId, '--as', 'desk-1']);
    expect(stdout).toMatch(/classify-case.*operations.*category, severity/);
    expect(stdout).toMatch(/close-case.*LIF-1.*neither resolved/s);
  });

  it('refuses what is no value of a field, before anything is asked of the history', async () => {
    const caseId = await logged();
    expect(await does('desk-1', 'classify', caseId, '--category', 'facilities/lift')).toEqual(
      usage('severity'),
    );
    expect(await does('desk-1', 'assess-validity', caseId, '--valid', 'maybe', '--reason', 'x')).toEqual(
      usage('Say yes or no'),
    );
    expect(await does('desk-1', 'raise-flag', caseId, '--flag', 'nothing', '--reason', 'x')).toEqual(
      usage('media'),
    );
    const body = (text: string) =>
      redress(['case', 'classify', caseId, '--as', 'desk-1', '--body', '-'], text);
    expect(await body('[]')).toEqual(usage('no JSON object'));
    expect(await body('{')).toEqual(usage('no JSON'));
    expect(await body('{"nothing": 1}')).toEqual(usage('nothing'));
    expect(await body(`"${'x'.repeat(300_000)}"`)).toEqual(usage('longer than 256 KB'));
    const late = ['--happened-at', '2199-01-01T00:00:00Z'];
    expect(await does('desk-1', 'classify', caseId, ...classifying, ...late)).toEqual(usage('in the future'));
    expect(await redress(['case', 'classify', caseId, ...classifying])).toMatchObject({ code: 2 });
  });

  it('records nothing in a dry run, and does the same key once', async () => {
    const caseId = await logged();
    const before = (await redress(['events'])).stdout;
    expect(await does('desk-1', 'classify', caseId, ...classifying, '--dry-run')).toEqual(
      done('Nothing was recorded'),
    );
    expect(await does('desk-1', 'close', caseId, '--dry-run')).toEqual(refusal('not possible'));
    expect((await redress(['events'])).stdout).toBe(before);
    expect(await does('desk-1', 'classify', caseId, ...classifying, '--key', 'k1')).toEqual(
      done('CaseClassified'),
    );
    expect(await does('desk-1', 'classify', caseId, ...classifying, '--key', 'k1')).toEqual(done('before'));
    expect(
      await does('desk-1', 'raise-flag', caseId, '--flag', 'media', '--reason', 'x', '--key', 'k1'),
    ).toEqual(refusal('used before'));
    // Who was at the machine, and in whose name, is on record (PRI-1).
    const readings = await redress(['readings', '--json']);
    expect(readings.stdout).toMatch(/"what": "case classify"[^}]*"asPerson": "desk-1"/);
  });

  it('INT-13 takes no secret where other users of the machine see it', async () => {
    const caseId = await logged();
    expect(await does('desk-1', 'set-inquiry-secret', caseId, '--secret', 'tulip')).toEqual(
      usage('--secret'),
    );
    const args = ['case', 'set-inquiry-secret', caseId, '--as', 'desk-1', '--body', '-'];
    expect(await redress(args, '{"secret":"the yellow tulip"}')).toEqual(done('InquirySecret'));
  });

  it('takes the lists of a body as they are, and no list as an empty one', async () => {
    const caseId = await logged();
    const finding = { kind: 'inspection', content: 'A worn belt', evidence: ['E1'] };
    const records = (body: object, ...more: readonly string[]): Promise<Said> =>
      redress(
        ['case', 'record-finding', caseId, '--as', 'pan.xin', '--body', '-', ...more],
        JSON.stringify(body),
      );
    for (const [person, command, ...args] of DISPATCHED)
      expect((await does(person, command, caseId, ...args)).code).toBe(0);
    expect(await records(finding)).toEqual(refusal('no evidence E1'));
    expect(await records(finding, '--evidence', 'E2', '--evidence', 'E3')).toEqual(refusal('E2, E3'));
    const { kind, content } = finding;
    expect(await records({ kind, content })).toEqual(done('FindingRecorded'));
  });

  it('has every command that people send, but for files', async () => {
    const { stdout } = await redress(['case', '--help']);
    const people = caseCommands.filter(({ who, name }) => who.sentBy === 'staff' && name !== 'AddEvidence');
    for (const { summary } of people) expect(stdout.replaceAll(/\s+/g, ' ')).toContain(summary);
  });
});
