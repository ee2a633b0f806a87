import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseStreamOf, type CaseCommand, type Reader } from '#cases';
import { canonicalJson, commandId, eventId, instant } from '#event-sourcing';
import { textOfFile } from '#procedures';
import { logging } from '../../test/complaints.ts';
import { hire, organise } from '../../test/organisation.ts';
import { installed, sendRules } from '../../test/procedures.ts';
import { openEngine, type RedressEngine } from './compose.ts';
import type { WhatIfAsked } from './what-if/asked.ts';
import type { WhatIfLine } from './what-if/what-if.ts';

const SHIPPED = new URL('../procedures/shipped/residential-property.yaml', import.meta.url);
const FIRST = textOfFile(fileURLToPath(SHIPPED)).replace('id: residential-property', 'id: own-property');
const SECOND = FIRST.replace('version: 1', 'version: 2').replace('allowance: 1 month', 'allowance: 2 months');
const own = { id: 'own-property', version: 1 };
const [ONE, ABOUT] = ['7F3K-9M2Q-X4TB', '8G4L-AN3R-Y5VC'] as const;
const BEFORE = instant('2026-09-01T02:00:00Z');

describe('cases that are moved to another version of their procedure (D13)', () => {
  let folder = '';
  let engine: RedressEngine;
  let now = instant('2026-09-01T01:00:00Z');

  const reader = async (id: string): Promise<Reader> => ({
    ...{ id, roles: ['operations'], at: engine.now(), organisation: await engine.organisation() },
  });
  const sends = (caseId: string, actor: string, command: CaseCommand, role = 'operations') =>
    engine.execute({
      ...{ caseId, command, actor: { id: actor, role } },
      commandId: commandId(caseId, actor, JSON.stringify(command)),
    });
  const dueOfMonth = async () =>
    (await engine.queries.deadlines({ caseId: ONE }))?.clocks.find(({ clock }) => clock === 'one-month');

  const told = async (asked: WhatIfAsked): Promise<readonly WhatIfLine[]> => {
    const lines: WhatIfLine[] = [];
    for await (const line of await engine.whatIf(asked)) lines.push(line);
    return lines;
  };

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'redress-moving-'));
    const rules = path.join(folder, 'rules');
    await mkdir(rules);
    await writeFile(path.join(rules, 'first.yaml'), FIRST);
    engine = await openEngine({
      ...{ dataDirectory: path.join(folder, 'data'), procedureDirectory: rules, now: () => now },
    });
    const posts = ['frontline', 'general-manager'].map((level) => ({ procedure: own.id, level }));
    await hire(engine, { id: 'staff-1', levels: [{ procedure: own.id, level: 'frontline' }] });
    await hire(engine, { id: 'head', levels: posts, frontline: false });
    await engine.execute(logging(ONE, { procedure: own }));
    await engine.execute(
      logging(ABOUT, { procedure: own, respondents: [{ kind: 'person', staffId: 'head' }] }),
    );
    await installed(engine, SECOND);
    await engine.catchUp();
    now = BEFORE;
  });
  afterAll(async () => {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('D13 a preview tells what would change, of one case and of all open ones, and changes nothing', async () => {
    const change = {
      ...{ what: 'dueTime', clock: 'one-month' },
      ...{ now: '2026-10-01T01:00:00.000Z', then: '2026-11-01T01:00:00.000Z' },
    };
    expect(await engine.queries.movePreview({ caseId: ONE, to: 2 })).toEqual({
      ...{ caseId: ONE, from: 1, to: 2, missing: [], changes: [change] },
    });
    const all = await engine.queries.movePreviews({ procedure: own.id, to: 2 });
    expect(all.items.map(({ caseId }) => caseId).sort()).toEqual([ONE, ABOUT]);
    expect((await dueOfMonth())?.dueAt).toBe(change.now);
  });

  it('D14 a replay under that version tells the same, and writes nothing', async () => {
    const head = await engine.store.head();
    const lines = await told({ procedure: own.id, version: 2 });
    const month = { what: 'dueTime', of: 'one-month' };
    const times = { before: '2026-10-01T01:00:00.000Z', after: '2026-11-01T01:00:00.000Z' };
    expect(lines.flatMap((line) => ('case' in line ? [line.case] : []))).toMatchObject(
      [ONE, ABOUT].map((caseId) => ({ caseId, differences: [{ ...month, ...times }] })),
    );
    expect(lines.at(-1)).toMatchObject({ summary: { slice: 2, compared: 2, changed: 2, position: head } });
    expect(await engine.store.head()).toBe(head);
    const same = { procedure: own.id, version: 2, set: ['clocks.one-month.allowance=1 month'] };
    expect((await told(same)).at(-1)).toMatchObject({
      summary: { slice: 2, changed: 0, leftOut: [] },
    });
  });

  it('D14 a replay ends when it is broken off', async () => {
    const asked = { procedure: own.id, version: 2 };
    const abort = new AbortController();
    const lines = await engine.whatIf(asked, { signal: abort.signal });
    expect(await lines.next()).toMatchObject({ value: { case: { caseId: ONE } } });
    abort.abort();
    await expect(lines.next()).rejects.toThrow('aborted');
    const others = await engine.whatIf(asked);
    await others.next();
    expect(await others.return(undefined)).toEqual({ done: true, value: undefined });
    expect(await others.next()).toEqual({ done: true, value: undefined });
  });

  it('INV-4 tells nobody of a case about themselves', async () => {
    const { movePreviews, movePreview } = Object.fromEntries(
      (await import('#cases')).caseQueries.map((query) => [query.name, query]),
    );
    const head = await reader('head');
    if (movePreviews === undefined || movePreview === undefined) throw new Error('there are no previews');
    const all = await engine.queries.ask(movePreviews, { procedure: own.id, to: 2 }, head);
    expect(all).toMatchObject({ items: [{ caseId: ONE }] });
    expect(await engine.queries.ask(movePreview, { caseId: ABOUT, to: 2 }, head)).toBeUndefined();
  });

  it('D13 a preview of a version that is not there is refused', async () => {
    await expect(engine.queries.movePreview({ caseId: ONE, to: 9 })).rejects.toThrow('version 9');
    await expect(engine.queries.movePreviews({ procedure: own.id, to: 9 })).rejects.toThrow('version 9');
  });

  it('D13 no move is previewed that the command would refuse: withdrawn, not in force yet, of other sites', async () => {
    const versionOf = (version: number) => FIRST.replace('version: 1', `version: ${String(version)}`);
    await installed(engine, versionOf(3));
    await sendRules(engine, own.id, { type: 'WithdrawVersion', data: { version: 3, reason: 'A mistake' } });
    await installed(engine, versionOf(4), { from: '2026-12-01T00:00:00.000Z' });
    await organise(engine, { type: 'RegisterSite', data: { site: 'elsewhere', name: 'Elsewhere' } });
    await installed(engine, versionOf(5), { sites: ['elsewhere'] });
    for (const [to, why] of [
      [3, 'withdrawn'],
      [4, 'not in force'],
    ] as const) {
      await expect(engine.queries.movePreview({ caseId: ONE, to })).rejects.toThrow(why);
      await expect(engine.queries.movePreviews({ procedure: own.id, to })).rejects.toThrow(why);
    }
    await expect(engine.queries.movePreview({ caseId: ONE, to: 5 })).rejects.toThrow('not for the site');
    expect((await engine.queries.movePreviews({ procedure: own.id, to: 5 })).items).toEqual([]);
    for (const version of [3, 4, 5])
      expect(
        await sends(
          ONE,
          'head',
          { type: 'MoveToVersion', data: { version, reason: 'x' } },
          'general-manager',
        ),
      ).toMatchObject({ outcome: 'refused' });
  });

  it('D13 D11 from the move on the case is handled and explained by the other version, and before it by the first', async () => {
    now = instant('2026-09-01T03:00:00Z');
    const move: CaseCommand = { type: 'MoveToVersion', data: { version: 2, reason: 'New rules' } };
    expect(await sends(ONE, 'staff-1', move)).toMatchObject({ outcome: 'refused' });
    expect(await sends(ABOUT, 'head', move)).toMatchObject({
      ...{ outcome: 'refused', refusal: { code: 'conflict-of-interest' } },
    });
    expect(await sends(ONE, 'head', move, 'general-manager')).toMatchObject({ outcome: 'accepted' });
    expect(await dueOfMonth()).toMatchObject({
      ...{ procedure: 'own-property@2', dueAt: '2026-11-01T01:00:00.000Z' },
    });
    const [then, today] = await Promise.all([
      engine.queries.caseDetails({ caseId: ONE, asOf: BEFORE }),
      engine.queries.caseDetails({ caseId: ONE, knownAt: now }),
    ]);
    expect([then?.state.procedure.version, today?.state.procedure.version]).toEqual([1, 2]);
    await engine.catchUp();
    expect(await engine.queries.openCases({ procedure: own.id, sort: 'receivedAt' })).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ caseId: ONE, procedureVersion: 2 })]),
    });
    expect((await engine.queries.movePreviews({ procedure: own.id, to: 2 })).items).toMatchObject([
      { caseId: ABOUT },
    ]);
  });

  it('D14 a case whose version has no such figure, or whose history has a hole, is left out and told of', async () => {
    await installed(engine, FIRST.replace('version: 1', 'version: 6').replaceAll('one-month', 'a-season'));
    const asked = { procedure: own.id, set: ['clocks.a-season.allowance=3 months'] };
    expect((await told(asked)).at(-1)).toMatchObject({
      summary: { slice: 2, compared: 0, leftOut: [{ why: 'unknownRules', cases: 2 }] },
    });
    const nobodys = { type: 'SomebodyElses', data: canonicalJson({}), metadata: canonicalJson({}) };
    const last = (await engine.store.readStream(caseStreamOf(ABOUT))).at(-1);
    await engine.store.append(caseStreamOf(ABOUT), last?.revision ?? 'no-stream', [
      { id: eventId(commandId('x'), 0), ...nobodys },
    ]);
    expect((await told({ procedure: own.id, version: 2 })).at(-1)).toMatchObject({
      summary: { slice: 2, compared: 1, leftOut: [{ why: 'unread', cases: 1 }] },
    });
  });
});
