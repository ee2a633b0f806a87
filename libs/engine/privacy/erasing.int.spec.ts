import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BEGINNING, commandId, type CommandId } from '#event-sourcing';
import { eventually, swiftTiming } from '#event-sourcing/testing';
import { logging } from '../../../test/complaints.ts';
import { hire } from '../../../test/organisation.ts';
import { addEvidenceTo, recordUpTo } from '../testing/as-recorded.ts';
import { saidIn } from '../testing/said-in.ts';
import { openEngine, type RedressEngine } from '../compose.ts';
import type { CommandRequest } from '../engine.ts';

const [CASE, OTHER] = ['7F3K-9M2Q-X4TB', '7F3K-9M2Q-X4TC'];
const SAID = [
  'Zhang Wei',
  '138 0013 8000',
  'zhang.wei@example.com',
  'fell on my cat',
  'rang at night',
  'my-cat.jpg',
];
const complainant = {
  kind: 'individual',
  name: 'Zhang Wei',
  phone: '138 0013 8000',
  email: SAID[2] ?? '',
} as const;
const actor = { id: 'staff-1', role: 'operations' };
const compliance = { id: 'compliance-1', role: 'compliance' };

describe('erasing whoever complained (PRI-2)', () => {
  let folder = '';
  let engine: RedressEngine;
  const open = async (scheduler = false): Promise<void> => {
    engine = await openEngine({ dataDirectory: folder, scheduler, timing: swiftTiming() });
  };
  const does = async (command: CommandRequest['command'], caseId = CASE): Promise<void> => {
    const id = commandId('erasing', caseId, command.type);
    const director = { id: 'director-1', role: 'general-manager' };
    const outcome = await engine.execute({ caseId, actor: director, commandId: id, command });
    expect(
      outcome,
      JSON.stringify(outcome, (_, v: unknown) => (typeof v === 'bigint' ? '' : v)),
    ).toMatchObject({
      outcome: 'accepted',
    });
  };
  const privacy = (type: string, data: object, id = commandId(type, JSON.stringify(data))) =>
    engine.send('privacy', {
      id: CASE,
      command: { type, data },
      commandId: id,
      actor: compliance,
    });
  const erase = (id?: CommandId) => privacy('EraseComplainant', { ground: 'request' }, id);
  const addsFile = (caseId: string, text: string): Promise<void> =>
    addEvidenceTo(engine, caseId, { text, fileName: caseId === CASE ? 'my-cat.jpg' : 'lift.jpg' });
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'redress-erasing-'));
    await open();
    await hire(engine, { id: 'staff-1' }, { id: 'director-1', levels: ['general-manager'] });
    const description = 'The lift fell on my cat';
    await engine.execute(logging(CASE, { complainant, description }));
    await engine.execute(logging(OTHER, { complainant: { kind: 'individual', phone: '13800138000' } }));
    await addsFile(CASE, 'A photo of Zhang Wei’s cat');
    await addsFile(CASE, 'The lift, as both have seen it');
    await addsFile(OTHER, 'The lift, as both have seen it');
    await does({ type: 'WithdrawCase', data: { reason: 'He rang at night and let it go' } });
    await engine.catchUp();
  });
  afterEach(async () => {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  });

  const found = (): Promise<readonly string[]> => saidIn(folder, [...SAID, 'A photo of']);
  const figures = async (): Promise<unknown> => {
    const month = '2026-09';
    return Promise.all([
      engine.queries.monthlyReport({ month }),
      engine.queries.annualReport({ year: 2026 }),
    ]);
  };
  const history = async (): Promise<readonly string[]> =>
    (await engine.store.readAll(BEGINNING, 1_000)).map(({ type }) => type);

  it('leaves no byte of theirs in any file, every figure as it was, and a history that verifies', async () => {
    expect(await found()).not.toEqual([]);
    const before = await figures();
    expect(await erase()).toMatchObject({ outcome: 'accepted' });
    expect(await found()).toEqual([]);
    expect(await figures()).toEqual(before);
    const { damage, findings, evidence } = await engine.verifyHistory();
    expect({ damage, findings, evidence }).toEqual({ damage: [], findings: [], evidence: 1 });
    expect((await history()).slice(-4)).toEqual([
      ...['ErasureDecided', 'SubjectErased', 'ErasureCarriedOut', 'TracesRemoved'],
    ]);
  });

  it('shows what was said as erased, and goes on with nothing in the case', async () => {
    await erase();
    const details = await engine.queries.caseDetails({ caseId: CASE });
    expect(details).toMatchObject({
      state: { erased: true, description: { erased: true }, complainant: { name: { erased: true } } },
    });
    const reopening = { type: 'ReopenCase', data: { cause: 'newFacts', reason: 'Again' } } as const;
    expect(
      await engine.execute({ caseId: CASE, actor, commandId: commandId('again'), command: reopening }),
    ).toMatchObject({ refusal: { code: 'case-erased' } });
    expect(await engine.execute(logging('7F3K-9M2Q-X4TD', { complainant }))).toMatchObject({
      outcome: 'accepted',
    });
    await engine.catchUp();
    expect(JSON.stringify(await engine.queries.caseDetails({ caseId: OTHER }))).toContain('13800138000');
  });

  it('is refused for an open case, under a hold, and to nobody in particular', async () => {
    const other = {
      id: OTHER,
      command: { type: 'EraseComplainant', data: { ground: 'request' } },
      actor: compliance,
    };
    const code = { refusal: { code: 'case-not-over' } };
    expect(await engine.send('privacy', { ...other, commandId: commandId('1') })).toMatchObject(code);
    const none = { ...other, id: 'NO-SUCH-CASE', commandId: commandId('2') };
    expect(await engine.send('privacy', none)).toMatchObject({ refusal: { code: 'case-not-found' } });
    await privacy('PlaceLegalHold', { reason: 'The court has asked for it' });
    expect(await erase(commandId('3'))).toMatchObject({ refusal: { code: 'legal-hold' } });
    expect(await found()).not.toEqual([]);
    await privacy('LiftLegalHold', { hold: 'H1', reason: 'It is over' });
    expect(await erase(commandId('4'))).toMatchObject({ outcome: 'accepted' });
  });

  it('lets nobody go on in a case that a backup has brought back without its key, and erases it, open as it is', async () => {
    await engine.close();
    const before = await mkdtemp(path.join(tmpdir(), 'redress-erasing-before-'));
    await cp(folder, before, { recursive: true });
    await open();
    await does({ type: 'WithdrawCase', data: { reason: 'She let it go' } }, OTHER);
    const about = (type: string, data: object, name: string) =>
      engine.send('privacy', {
        ...{ id: OTHER, command: { type, data }, commandId: commandId('restored', name), actor: compliance },
      });
    const ground = { ground: 'request' };
    expect(await about('EraseComplainant', ground, 'once')).toMatchObject({ outcome: 'accepted' });
    await engine.close();
    await rm(path.join(before, 'keys'), { recursive: true });
    await cp(path.join(folder, 'keys'), path.join(before, 'keys'), { recursive: true });
    await rm(folder, { recursive: true });
    folder = before;
    await open();
    const whole = await history();
    const withdrawal = { type: 'WithdrawCase', data: { reason: 'She rang' } } as const;
    const director = { id: 'director-1', role: 'general-manager' };
    const goesOn = { caseId: OTHER, actor: director, commandId: commandId('goes on'), command: withdrawal };
    const refusal = { code: 'case-key-destroyed', remedy: expect.stringContaining(OTHER) as unknown };
    expect(await engine.execute(goesOn)).toMatchObject({ refusal });
    expect(await history()).toEqual(whole);
    await about('PlaceLegalHold', { reason: 'The court has asked for it' }, 'hold');
    expect(await about('EraseComplainant', ground, 'held')).toMatchObject({
      refusal: { code: 'legal-hold' },
    });
    await about('LiftLegalHold', { hold: 'H1', reason: 'It is over' }, 'lift');
    expect(await about('EraseComplainant', ground, 'again')).toMatchObject({ outcome: 'accepted' });
    expect((await history()).slice(-4)).toEqual([
      ...['ErasureDecided', 'SubjectErased', 'ErasureCarriedOut', 'TracesRemoved'],
    ]);
    expect(JSON.stringify(await engine.queries.caseDetails({ caseId: OTHER }))).not.toContain('13800138000');
    expect(await engine.execute({ ...goesOn, commandId: commandId('later') })).toMatchObject({
      refusal: { code: 'case-erased' },
    });
    expect((await engine.verifyHistory()).damage).toEqual([]);
  });

  it('does not say that no trace is left while a read model stands still in the case, and goes on when asked again', async () => {
    const file = new DatabaseSync(path.join(folder, 'read-models.db'));
    const parking = `INSERT INTO parked SELECT name, 'case-${CASE}', position, 'it fits nowhere' FROM checkpoints WHERE name LIKE 'open-cases@%'`;
    expect(file.prepare(parking).run().changes).toBe(1);
    await erase();
    expect((await history()).at(-1)).toBe('ErasureCarriedOut');
    file.exec('DELETE FROM parked');
    file.close();
    await erase(commandId('once more'));
    expect((await history()).at(-1)).toBe('TracesRemoved');
  });

  it('erases them from a read model of which the parked events are discarded', async () => {
    const file = new DatabaseSync(path.join(folder, 'read-models.db'));
    // Whatever comes in the case from here on is parked behind it.
    const parking = `INSERT INTO parked SELECT name, 'case-${CASE}', position, 'it fits nowhere' FROM checkpoints WHERE name LIKE 'case-details@%'`;
    expect(file.prepare(parking).run().changes).toBe(1);
    file.close();
    await engine.close();
    await open();
    await erase();
    expect((await history()).at(-1)).toBe('ErasureCarriedOut');
    expect(await found()).not.toEqual([]);
    await engine.discard('case-details', `case-${CASE}`, {
      actor: { id: 'admin-1', role: 'admin' },
      through: 'command-line',
    });
    await erase(commandId('once more'));
    expect((await history()).at(-1)).toBe('TracesRemoved');
    expect(await found()).toEqual([]);
  });

  it('does not wait for what a version of a read model that was replaced has left parked', async () => {
    const file = new DatabaseSync(path.join(folder, 'read-models.db'));
    file.exec(`INSERT INTO parked VALUES ('open-cases@1#0', 'case-${CASE}', '1', 'it fits nowhere')`);
    file.close();
    await erase();
    expect((await history()).at(-1)).toBe('TracesRemoved');
    expect(await found()).toEqual([]);
  });

  it.each(['ErasureDecided', 'SubjectErased', 'ErasureCarriedOut'])(
    'goes on at the next start where it was killed after %s was recorded',
    async (last) => {
      await engine.close();
      const before = await mkdtemp(path.join(tmpdir(), 'redress-erasing-before-'));
      await cp(folder, before, { recursive: true });
      await open();
      await erase();
      const recorded = await engine.store.readAll(BEGINNING, 1_000);
      await engine.close();
      // What the step after it does is done in the folder that is thrown away.
      if (last === 'ErasureCarriedOut')
        for (const part of ['keys', 'evidence']) {
          await rm(path.join(before, part), { recursive: true });
          await cp(path.join(folder, part), path.join(before, part), { recursive: true });
        }
      await rm(folder, { recursive: true });
      folder = before;
      await recordUpTo(path.join(folder, 'events.db'), recorded, last);
      expect(await found()).not.toEqual([]);
      await open(true);
      await eventually(async () => (await history()).includes('TracesRemoved'), `it goes on after ${last}`);
      expect(await found()).toEqual([]);
      expect((await history()).filter((type) => /Eras|Traces/.test(type))).toEqual([
        ...['ErasureDecided', 'SubjectErased', 'ErasureCarriedOut', 'TracesRemoved'],
      ]);
    },
  );
});
