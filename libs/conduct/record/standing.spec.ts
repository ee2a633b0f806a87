import { describe, expect, it } from 'vitest';
import { instant, personKey } from '#event-sourcing';
import type { CaseRecord } from '#cases';
import {
  company,
  counted,
  deciding,
  MARKET,
  onStep,
  PARK,
  procedures,
  RecordWorld,
  reported,
} from '../testing/world.ts';

const warned = async (person = 'lin'): Promise<RecordWorld> => {
  const world = new RecordWorld(person);
  await world.send(counted('A', '2026-11-10', 'complaint-ignored'));
  return world;
};
/** A case in which these people had a part, and nobody else. */
const handledBy = (parts: Partial<CaseRecord>): CaseRecord => {
  const nothing = { entrusted: [], handlers: [], respondents: [], approvals: [], prepared: [] };
  const procedure = { id: MARKET, version: 1 };
  // Of a case only who was in it is looked at.
  return { ...nothing, status: 'logged', receivedBy: 'desk', procedure, ...parts } as unknown as CaseRecord;
};

describe('who decides on a step', () => {
  it.each(['manager', 'second', 'store'])('CON-1 %s, who stands above the person', async (by) => {
    const world = await warned();
    expect(await world.send(onStep('ImposeStep'), { by })).toEqual(['StepImposed']);
  });

  it.each([
    ['the level below the one that the file names', 'supervisor', 'not-authorised'],
    ["the neighbour's manager", 'hill', 'not-authorised'],
    ["the neighbour's head of the store", 'hill-store', 'not-authorised'],
    ['somebody without a level', 'stranger', 'not-authorised'],
    ['a level of another procedure', 'centre', 'not-authorised'],
    ['whoever it is about', 'lin', 'conflict-of-interest'],
    ['whoever it is about, spelt otherwise', ' LIN', 'conflict-of-interest'],
    ['somebody who does not work here', 'nobody', 'unknown-actor'],
  ])('CON-1 D22 not %s', async (_, by, code) => {
    const world = await warned();
    expect(await world.send(onStep('ImposeStep'), { by })).toBe(code);
    expect(await world.send(onStep('WaiveStep'), { by })).toBe(code);
  });

  it('CON-1 D22 not a process of ours: a person decides', async () => {
    const world = await warned();
    const by = { id: 'conduct', role: 'system' };
    expect(await world.send(onStep('ImposeStep'), { by })).toBe('unknown-actor');
  });

  it('DIS-5 whoever stands in for the manager decides in their place, and nobody in the place of the person', async () => {
    const world = await warned();
    expect(await world.send(onStep('ImposeStep'), { by: 'deputy' })).toEqual(['StepImposed']);
    expect(world.events.at(-1)?.metadata.actor).toEqual({
      ...{ id: 'deputy', role: 'customer-service-manager', deputyFor: 'manager' },
    });
    const aboutManager = await warned('manager');
    expect(await aboutManager.send(onStep('ImposeStep'), { by: 'deputy' })).toBe('not-authorised');
  });

  it('CON-1 INV-4 about a manager the level above decides, and no colleague of the same level', async () => {
    const world = await warned('manager');
    expect(await world.send(onStep('ImposeStep'), { by: 'second' })).toBe('not-authorised');
    expect(await world.send(onStep('ImposeStep'), { by: 'store' })).toEqual(['StepImposed']);
  });

  it('CON-1 INV-4 about the head of the store whoever looks after the top decides, and nobody below', async () => {
    const world = await warned('store');
    for (const by of ['manager', 'supervisor'])
      expect(await world.send(onStep('ImposeStep'), { by })).toBe('not-authorised');
    expect(await world.send(onStep('ImposeStep'), { by: 'overseer' })).toEqual(['StepImposed']);
  });

  it('INV-4 a level that was held when it happened counts, though it was given up since', async () => {
    const world = await warned('manager');
    const [key, lost] = [personKey('manager'), instant('2026-11-24T05:00:00Z')];
    const manager = company.people.get(key);
    if (manager === undefined) throw new Error('there is no manager');
    const posts = manager.posts.map((post) => ({ ...post, until: lost }));
    const organisation = { ...company, people: new Map(company.people).set(key, { ...manager, posts }) };
    const at = instant('2026-11-25T05:00:00Z');
    expect(await world.send(onStep('ImposeStep'), { by: 'second', organisation, at })).toBe('not-authorised');
    expect(await world.send(onStep('ImposeStep'), { by: 'store', organisation, at })).toEqual([
      'StepImposed',
    ]);
  });

  it('D22 somebody who asks for a capacity that they do not hold does not get it', async () => {
    const world = await warned();
    const by = { id: 'manager', role: 'store-manager' };
    expect(await world.send(onStep('ImposeStep'), { by })).toBe('not-authorised');
  });
});

describe('whoever had a part in it', () => {
  it.each([
    ['received it', { receivedBy: 'manager' }],
    ['owns it', { owner: 'manager' }],
    ['owns it, spelt otherwise', { owner: 'MANAGER' }],
    ['was given it once', { entrusted: ['manager'] }],
    ['handled it', { handlers: ['manager'] }],
    ['is complained about beside them', { respondents: [{ kind: 'person' as const, staffId: 'manager' }] }],
    ['settled it', { settledBy: { role: 'x', by: ['manager'] } }],
  ])('CON-1 does not decide: who %s', async (_, parts) => {
    const world = await warned();
    world.cases.set('A', handledBy(parts));
    expect(await world.send(onStep('ImposeStep'), { by: 'manager' })).toBe('had-a-part');
    expect(await world.send(onStep('ImposeStep'), { by: 'deputy' })).toBe('had-a-part');
    expect(await world.send(onStep('ImposeStep'), { by: 'second' })).toEqual(['StepImposed']);
  });

  it('CON-3 does not confirm what they have reported themselves', async () => {
    const world = new RecordWorld();
    await world.send(reported('complaint-ignored'), { by: 'manager' });
    expect(await world.send(deciding('ConfirmViolation'), { by: 'manager' })).toBe('had-a-part');
    expect(await world.send(deciding('ConfirmViolation'), { by: 'second' })).toContain('ViolationConfirmed');
  });
});

describe('who reports', () => {
  it.each([
    ['a level that the file names', MARKET, 'lin', 'supervisor', ['ViolationReported']],
    ['a body that the file names', PARK, 'wang', 'inspector', ['ViolationReported']],
    ['a level above that it does not name', PARK, 'wang', 'park', 'not-authorised'],
    ['a colleague', MARKET, 'lin', 'stranger', 'not-authorised'],
    ['the one next door', MARKET, 'lin', 'hill', 'not-authorised'],
    ['the person themselves', MARKET, 'lin', 'lin', 'conflict-of-interest'],
  ])('CON-3 D22 %s', async (...[, procedure, person, by, came]) => {
    const world = new RecordWorld(person, procedure);
    const kind = procedure === MARKET ? 'complaint-ignored' : 'careless';
    expect(await world.send(reported(kind), { by })).toEqual(came);
  });

  it('CON-3 INV-4 a level below the person reports, and does not decide', async () => {
    const world = new RecordWorld('manager');
    await world.send(reported('complaint-ignored'), { by: 'supervisor' });
    expect(await world.send(deciding('ConfirmViolation'), { by: 'supervisor' })).toBe('not-authorised');
  });

  it('D23 CON-3 not of somebody whom nobody knows', async () => {
    const world = new RecordWorld('ghost', PARK);
    expect(await world.send(reported('careless'), { by: 'inspector' })).toBe('unknown-person');
  });

  it('CON-3 no violation that the procedure does not know, and none of tomorrow', async () => {
    const world = new RecordWorld();
    expect(await world.send(reported('laughing'), { by: 'supervisor' })).toBe('unknown-violation');
    const tomorrow = reported('complaint-ignored', { on: '2026-11-25' });
    expect(await world.send(tomorrow, { by: 'supervisor' })).toBe('in-the-future');
  });

  it('CON-3 no points for a case in which the person had no part, or that is none', async () => {
    const world = new RecordWorld();
    const inCase = reported('complaint-ignored', { case: 'A' });
    expect(await world.send(inCase, { by: 'supervisor' })).toBe('no-part-in-case');
    world.cases.set('A', handledBy({}));
    expect(await world.send(inCase, { by: 'supervisor' })).toBe('no-part-in-case');
    world.cases.set('A', handledBy({ receivedBy: 'Lin', procedure: { id: PARK, version: 1 } }));
    expect(await world.send(inCase, { by: 'supervisor' })).toBe('no-part-in-case');
    world.cases.set('A', handledBy({ receivedBy: 'Lin' }));
    expect(await world.send(inCase, { by: 'supervisor' })).toEqual(['ViolationReported']);
  });

  it('CON-3 nothing under a procedure that keeps no record', async () => {
    const world = new RecordWorld('lin', 'small-shop');
    expect(procedures.get('small-shop')?.conduct).toBeUndefined();
    expect(await world.send(reported('careless'), { by: 'supervisor' })).toBe('conduct-not-kept');
  });

  it('CON-4 nothing under a procedure that there is none', async () => {
    const world = new RecordWorld('lin', 'moon');
    expect(await world.send(reported('careless'), { by: 'supervisor' })).toBe('conduct-record-not-found');
  });
});
