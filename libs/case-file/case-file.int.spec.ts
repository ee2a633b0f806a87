import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extractText, getDocumentProxy } from 'unpdf';
import { openEngine } from '#engine';
import { instant } from '#event-sourcing';
import { openSubjectKeys } from '#keys';
import { makeCaseFile, type CaseFile } from './make-case-file.ts';
import { CASE, openDesk, PICTURE, SEEN, sha256, withEvidence, type Desk } from './testing/desk.ts';
import { openedOf, type Opened } from './testing/opened.ts';
import { verifyCaseFile } from './verifier/verifier.ts';

const OCTOBER = instant('2026-10-01T00:00:00Z');

describe('a case file (ARC-1)', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await withEvidence(await openDesk());
  });
  afterAll(() => desk.close());

  const intact = async (file: CaseFile): Promise<Opened> => {
    const opened = await openedOf(file);
    const read = (name: string) => Promise.resolve(Uint8Array.from(opened.get(name) ?? []));
    expect((await verifyCaseFile({ names: [...opened.keys()], read })).findings).toEqual([]);
    return opened;
  };
  const holds = (opened: Opened, text: string): boolean =>
    [...opened.values()].some((content) => content.includes(text));

  it('ARC-1 holds everything about the case', async () => {
    const file = await desk.make();
    const opened = await intact(file);
    expect([...opened.keys()].toSorted()).toEqual(
      [
        ...['bag-info.txt', 'bagit.txt', 'manifest-sha256.txt', 'tagmanifest-sha256.txt', 'seal.txt'],
        ...['verify.html', 'verify.mjs', 'data/case.pdf', 'data/case.json', 'data/evidence.json'],
        ...['data/events/stored.ndjson', 'data/events/events.json', 'data/evidence/E1-电梯 _ 门.png'],
        ...['data/evidence/E2-seen.txt', 'data/procedure/residential-property@1.json'],
        ...['data/procedure/residential-property@1.md', 'data/proof/checkpoint', 'data/proof/inclusion.json'],
        ...['data/proof/key.txt', 'data/proof/openings.json'],
      ].toSorted(),
    );
    expect(opened.get('data/evidence/E1-电梯 _ 门.png')?.equals(PICTURE)).toBe(true);
    const field = expect.objectContaining({ field: 'description', by: '0' });
    expect(JSON.parse(opened.get('data/case.json')?.toString() ?? '')).toMatchObject({
      ...{ caseId: CASE, revision: file.revision, state: { stage: 'received' } },
      howKnown: { fields: expect.arrayContaining([field]) },
      conformance: { procedure: 'residential-property@1' },
    });
  });

  it('ARC-2 is as of one position, whatever is recorded meanwhile', async () => {
    const [file] = await Promise.all([desk.make(), desk.says('Once more.')]);
    const events = (await intact(file)).get('data/events/events.json')?.toString() ?? '';
    expect((JSON.parse(events) as object[]).length).toBe(Number(file.revision) + 1);
  });

  it('ARC-2 D11 leaves out what had not happened, or was not known, and proves what is there by the hashes of the rest', async () => {
    desk.waitsUntil(instant('2026-10-02T08:00:00Z'));
    await desk.says('Said later.');
    for (const moment of [{ asOf: OCTOBER }, { knownAt: OCTOBER }])
      expect(holds(await intact(await desk.make(moment)), 'Said later.')).toBe(false);
    await expect(desk.make({ asOf: instant('2026-01-01T00:00:00Z') })).rejects.toThrow('no such case');
  });

  it('PRI-1 CLS-9 leaves out who complains, what people said, or the evidence, and proves the rest', async () => {
    expect(holds(await intact(await desk.make()), 'Li Na')).toBe(true);
    for (const redact of [['complainant'], ['personal', 'evidence']] as const) {
      const opened = await intact(await desk.make({ redact }));
      expect(holds(opened, 'Li Na')).toBe(false);
      const isOnlyTheName = redact[0] === 'complainant';
      expect(holds(opened, '电梯停了')).toBe(isOnlyTheName);
      const evidence = [...opened.keys()].filter((each) => each.startsWith('data/evidence/'));
      expect(evidence.length).toBe(isOnlyTheName ? 2 : 0);
    }
  });

  it('ARC-1 reads in Chinese as in English, in letters that stand in the pages themselves', async () => {
    const told = async (language: 'en' | 'zh') => {
      const pdf = (await intact(await desk.make({ language }))).get('data/case.pdf') ?? Buffer.alloc(0);
      expect(pdf.length).toBeLessThan(1_000_000);
      expect(pdf.toString('latin1').match(/\/FontFile3/g)?.length).toBe(2);
      const { text } = await extractText(await getDocumentProxy(Uint8Array.from(pdf)), { mergePages: true });
      return text.replace(/\s/g, '');
    };
    const [english, chinese] = [await told('en'), await told('zh')];
    for (const text of ['Casefile7F3K-9M2Q-X4TB', 'Theliftstandsstill', '电梯停了。', sha256(PICTURE)])
      expect(english).toContain(text);
    for (const text of ['投诉案卷', '处理经过', '受理投诉', '电梯停了。']) expect(chinese).toContain(text);
  });

  it('INV-2 says which evidence could not be had, and holds the rest', async () => {
    const hash = sha256(SEEN);
    await rm(path.join(desk.folder, 'evidence', hash.slice(0, 2), hash.slice(2)));
    const file = await desk.make();
    expect(file.missing).toEqual([{ evidence: 'E2', missing: 'it is not on the disk any more' }]);
    const evidence = [...(await intact(file)).keys()].filter((name) => name.startsWith('data/evidence/'));
    expect(evidence).toHaveLength(1);
  });

  it('PRI-1 is on record before it is there, with what was asked for; what there is none of leaves none', async () => {
    await desk.make({ redact: ['evidence'], language: 'zh' });
    const asked = { language: 'en', redact: [], madeBy: { id: 'x', role: 'y' }, through: 'api' } as const;
    expect(await makeCaseFile({ caseId: 'WZS3-WNMG-E1E6', ...asked }, desk.engine)).toBeUndefined();
    await desk.engine.catchUp();
    const { items } = await desk.engine.queries.readings({});
    expect(items).toContainEqual(
      expect.objectContaining({
        ...{ what: 'caseFile', caseId: CASE, person: 'auditor-1', through: 'command-line' },
        filters: [
          { name: 'language', value: 'zh' },
          { name: 'redact', value: 'evidence' },
        ],
      }),
    );
    expect(items.filter(({ person }) => person === 'x')).toEqual([]);
  });

  it('PRI-2 shows what was erased as erased, and proves the rest', async () => {
    const keys = await openSubjectKeys(path.join(desk.folder, 'keys'));
    await keys.destroy(`case-${CASE}`);
    const later = await openEngine({ dataDirectory: desk.folder, now: () => desk.engine.now() });
    try {
      const asked = { caseId: CASE, language: 'en', redact: [], through: 'command-line' } as const;
      const file = await makeCaseFile({ ...asked, madeBy: { id: 'x', role: 'y' } }, later);
      if (file === undefined) throw new Error('there is no such case');
      const opened = await intact(file);
      expect(holds(opened, 'Li Na')).toBe(false);
      expect(opened.get('data/evidence/E1')?.equals(PICTURE)).toBe(true);
      const told = JSON.parse(opened.get('data/case.json')?.toString() ?? '') as object;
      expect(told).toMatchObject({ state: { description: { erased: true }, channel: 'phone' } });
    } finally {
      await later.close();
    }
  });
});
