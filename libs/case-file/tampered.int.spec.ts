import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bagged, fileOf } from './bag/bag.ts';
import type { CaseFile } from './make-case-file.ts';
import { CASE, openDesk, withEvidence, type Desk } from './testing/desk.ts';
import { archiveOf, lookedAtInPage, openedOf, repacked, type Opened } from './testing/opened.ts';

const LISTS = /^(bagit|bag-info|\w*manifest-sha256|seal)[.]txt$/;

function edited(opened: Opened, name: string, change: (text: string) => string): Opened {
  const text = opened.get(name)?.toString('utf8') ?? '';
  const after = change(text);
  expect(after).not.toBe(text);
  return new Map([...opened, [name, Buffer.from(after)]]);
}

/** Of what was tampered with, where whoever did so has made the lists of hashes anew. */
function relisted(opened: Opened, { madeAt }: Pick<CaseFile, 'madeAt'>): Opened {
  const filesOf = (isPayload: boolean) =>
    [...opened]
      .filter(([name]) => name.startsWith('data/') === isPayload && !LISTS.test(name))
      .map(([name, content]) => fileOf(name, content));
  const info = { identifier: CASE, madeAt, description: '' };
  const seal = (): string => opened.get('seal.txt')?.toString() ?? '';
  const bag = bagged(filesOf(true), filesOf(false), info, seal);
  return new Map(bag.map(({ name, content }) => [name, content as Buffer]));
}

type Tampering = readonly [what: string, found: RegExp, tamper: (opened: Opened) => Opened];
const STORED = 'data/events/stored.ndjson';
const EVENTS = 'data/events/events.json';
const TAMPERED: readonly Tampering[] = [
  [
    'an event that was changed',
    /Event 0 was changed/,
    (opened) => edited(opened, STORED, (text) => text.replace('phone', 'email')),
  ],
  [
    'an event that was changed with its hash',
    /stand in the log|does not follow/,
    (opened) =>
      edited(opened, STORED, (text) => text.replace(/"hash":"[0-9a-f]{64}"/, `"hash":"${'0'.repeat(64)}"`)),
  ],
  [
    'an event that was taken out',
    /Event 1 is missing or out of order/,
    (opened) => edited(opened, STORED, (text) => text.replace(/\n[^\n]*"revision":"1"[^\n]*/, '')),
  ],
  [
    'events that change places',
    /out of order/,
    (opened) =>
      edited(opened, STORED, (text) => {
        const [first = '', second = '', ...rest] = text.split('\n');
        return [second, first, ...rest].join('\n');
      }),
  ],
  [
    'a text that is not the one that was sealed',
    /Event 0 is shown otherwise than it was recorded: .description/,
    (opened) => edited(opened, EVENTS, (text) => text.replace('The lift', 'The gift')),
  ],
  [
    'a fact that is shown otherwise than it was recorded',
    /Event 0 is shown otherwise than it was recorded[.]/,
    (opened) => edited(opened, EVENTS, (text) => text.replace('"channel": "phone"', '"channel": "email"')),
  ],
  [
    'somebody else in the place of who did it',
    /is shown otherwise/,
    (opened) => edited(opened, EVENTS, (text) => text.replace('"id": "staff-1"', '"id": "staff-2"')),
  ],
  [
    'evidence that was changed',
    /Evidence E2 is not what was added/,
    (opened) => edited(opened, 'data/evidence/E2-seen.txt', () => 'seen on Tuesday'),
  ],
  [
    'evidence that was taken out',
    /Evidence E2 is not/,
    (opened) => new Map([...opened].filter(([name]) => name !== 'data/evidence/E2-seen.txt')),
  ],
  [
    'another number of events under the signature',
    /checkpoint is not signed/,
    (opened) => edited(opened, 'data/proof/checkpoint', (text) => text.replace(/\n\d+\n/, '\n9\n')),
  ],
  [
    'a proof of another place',
    /stand in the log/,
    (opened) =>
      edited(opened, 'data/proof/inclusion.json', (text) => text.replace(/"index": \d+/, '"index": 0')),
  ],
  [
    'pages that were changed',
    /seal of another/,
    (opened) => edited(opened, 'data/case.pdf', (text) => `${text}%`),
  ],
  [
    'rules that were changed',
    /seal of another/,
    (opened) =>
      edited(opened, 'data/procedure/residential-property@1.json', (text) => text.replace('major', 'minor')),
  ],
  [
    'a file that was slipped in',
    /seal of another/,
    (opened) => new Map([...opened, ['data/evidence/E3.txt', Buffer.from('x')]]),
  ],
  [
    'another verifier',
    /seal of another/,
    (opened) => edited(opened, 'verify.mjs', (text) => `${text}process.exitCode = 0;\n`),
  ],
];

describe('the verifier of a case file (ARC-3)', () => {
  let desk: Desk;
  let intact: CaseFile;
  let page = '';
  beforeAll(async () => {
    desk = await withEvidence(await openDesk());
    intact = await desk.make();
    page = (await openedOf(intact)).get('verify.html')?.toString('utf8') ?? '';
  });
  afterAll(() => desk.close());

  const findingsIn = async (opened: Opened, key?: string): Promise<readonly string[]> => {
    const { verdict, findings } = await lookedAtInPage(page, await repacked(opened, intact), key);
    expect(verdict.startsWith('Intact')).toBe(findings.length === 0);
    return findings;
  };

  it('ARC-3 says of a file that nobody touched that it is intact, and what it looked at', async () => {
    const { verdict, findings, facts } = await lookedAtInPage(page, await archiveOf(intact));
    expect([verdict, findings]).toEqual(['Intact · 完整无改动', []]);
    expect(facts.join('\n')).toMatch(/sealed as the case file of 7F3K-9M2Q-X4TB/);
    expect(facts.join('\n')).toMatch(
      /\n[1-9]\d* texts are sealed in the history, and are the ones that were/,
    );
  });

  it.each(TAMPERED)('ARC-3 finds %s, with the lists of hashes made anew or not', async (_, found, tamper) => {
    const tampered = tamper(await openedOf(intact));
    expect(await findingsIn(tampered)).not.toEqual([]);
    expect((await findingsIn(relisted(tampered, intact))).join('\n')).toMatch(found);
  });

  it('ARC-3 finds every file that was changed, or is missing, or is too many, by the lists of hashes', async () => {
    const opened = await openedOf(intact);
    for (const [name, content] of opened) {
      const changed = Buffer.from(content);
      changed[0] = (changed[0] ?? 0) ^ 1;
      expect([name, await findingsIn(new Map([...opened, [name, changed]]))]).not.toEqual([name, []]);
      const without = new Map([...opened].filter(([each]) => each !== name));
      expect([name, await findingsIn(without)]).not.toEqual([name, []]);
    }
    expect(await findingsIn(new Map([...opened, ['notes.txt', Buffer.from('x')]]))).toEqual([
      'notes.txt does not belong to the file.',
    ]);
  });

  it('ARC-3 tells a file that somebody else has signed from one that is signed by the key that is trusted', async () => {
    const opened = await openedOf(intact);
    const key = opened.get('data/proof/key.txt')?.toString().trim() ?? '';
    expect(await findingsIn(opened, key)).toEqual([]);
    const forger = await openDesk('Nothing was wrong.');
    try {
      const forged = await openedOf(await forger.make());
      expect(await findingsIn(forged)).toEqual([]);
      expect(await findingsIn(forged, key)).toEqual([
        'It is signed with another key than the one that you trust.',
      ]);
    } finally {
      await forger.close();
    }
  });

  it('ARC-3 says the same at a terminal, with nothing but Node', async () => {
    const script = path.join(desk.folder, 'verify.mjs');
    const runs = (file: string) =>
      promisify(execFile)(process.execPath, [script, file]).then(
        ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
        (error: unknown) => error as Record<'stdout' | 'stderr', string> & { readonly code: number },
      );
    const opened = await openedOf(intact);
    await writeFile(script, opened.get('verify.mjs') ?? '');
    const archives = [opened, edited(opened, 'data/case.json', (text) => text.replace('phone', 'email'))];
    const results = [];
    for (const [index, each] of archives.entries()) {
      const file = path.join(desk.folder, `${String(index)}.zip`);
      await writeFile(file, await repacked(each, intact));
      results.push(await runs(file));
    }
    expect(results[0]).toMatchObject({ code: 0, stdout: expect.stringMatching(/Intact[.]\n$/) });
    const changed = expect.stringContaining('! data/case.json was changed.');
    expect(results[1]).toMatchObject({ code: 1, stdout: changed });
    const broken = path.join(desk.folder, 'broken.zip');
    await writeFile(broken, (await archiveOf(intact)).subarray(0, -30));
    for (const file of [broken, path.join(desk.folder, 'none.zip')]) {
      const { code, stdout, stderr } = await runs(file);
      expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(/ is no case file: [^\n]*\n$/)]);
    }
  });
});
