import { describe, expect, it } from 'vitest';
import { instant, personKey } from '#event-sourcing';
import type { Organisation } from '#organisation';
import {
  company,
  counted,
  deciding,
  handledBy,
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
/** The company, in which the manager is no manager any more. */
const without = (manager: string, lost: string): Organisation => {
  const key = personKey(manager);
  const person = company.people.get(key);
  if (person === undefined) throw new Error(`nobody is called ${manager}`);
  const posts = person.posts.map((post) => ({ ...post, until: instant(lost) }));
  return { ...company, people: new Map(company.people).set(key, { ...person, posts }) };
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
    const organisation = without('manager', '2026-11-24T05:00:00Z');
    const at = instant('2026-11-25T05:00:00Z');
    expect(await world.send(onStep('ImposeStep'), { by: 'second', organisation, at })).toBe('not-authorised');
    expect(await world.send(onStep('ImposeStep'), { by: 'store', organisation, at })).toEqual([
      'StepImposed',
    ]);
  });

  it.each([
    ['five days after', '2026-11-15T00:00:00Z', 'not-authorised'],
    // It is one o'clock of the day in Shanghai.
    ['on the day, by the calendar of the procedure', '2026-11-09T17:00:00Z', 'not-authorised'],
    ['the day before', '2026-11-09T15:00:00Z', ['StepImposed']],
  ])(
    'INV-4 it counts from when it happened, not from when it came out: given up %s',
    async (_, lost, came) => {
      const world = await warned('manager');
      const organisation = without('manager', lost);
      expect(await world.send(onStep('ImposeStep'), { by: 'second', organisation })).toEqual(came);
    },
  );

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
    ['did anything else in it', { tookPart: ['manager'] }],
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

  it('CON-3 INV-4 whoever is complained about in a case learns nothing of it by reporting somebody', async () => {
    const world = new RecordWorld();
    const respondents = [{ kind: 'person' as const, staffId: 'supervisor' }];
    world.cases.set('A', handledBy({ receivedBy: 'lin', respondents }));
    const inCase = reported('complaint-ignored', { case: 'A' });
    expect(await world.send(inCase, { by: 'supervisor' })).toBe('no-part-in-case');
    expect(await world.send(inCase, { by: 'manager' })).toEqual(['ViolationReported']);
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
