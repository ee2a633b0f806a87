import { describe, expect, it } from 'vitest';
import {
  appealed,
  counted,
  handledBy,
  heard,
  onStep,
  PARK,
  RecordWorld,
  reported,
  deciding,
  takenBack,
} from '../testing/world.ts';

const imposed = async (): Promise<RecordWorld> => {
  const world = new RecordWorld();
  await world.send(counted('A', '2026-11-10', 'complaint-ignored'));
  await world.send(onStep('ImposeStep'), { by: 'manager' });
  return world;
};

describe('an appeal', () => {
  it('CON-4 against an entry takes away what was counted, and what was proposed for it', async () => {
    const world = new RecordWorld();
    await world.send(counted('A', '2026-11-10', 'complaint-ignored'));
    expect(await world.send(appealed('E1'), { by: 'lin' })).toEqual(['AppealLodged']);
    expect(world.open).toHaveLength(1);
    expect(await world.send(heard('upheld'), { by: 'store' })).toEqual(['AppealUpheld', 'ProposalLapsed']);
    expect(world.state.entries).toMatchObject([{ status: 'struck' }]);
    expect(world.open).toEqual([]);
  });

  it('CON-4 gives points back', async () => {
    const world = new RecordWorld('wang', PARK);
    await world.send(reported('shirked'), { by: 'inspector' });
    await world.send(deciding('ConfirmViolation'), { by: 'centre' });
    await world.send(appealed('E1'), { by: 'wang' });
    expect(world.points()).toBe(10);
    await world.send(heard('upheld'), { by: 'overseer' });
    expect(world.points()).toBe(0);
  });

  it('CON-4 against a step lifts it, and it is not proposed again', async () => {
    const world = await imposed();
    await world.send(appealed('S1'), { by: 'lin' });
    await world.send(heard('upheld'), { by: 'store' });
    expect(world.state.proposals).toMatchObject([{ status: 'lifted' }]);
    await world.send(counted('B', '2026-01-10'));
    expect(world.open).toEqual([]);
  });

  it('CON-4 that is dismissed changes nothing', async () => {
    const world = await imposed();
    await world.send(appealed('S1'), { by: 'lin' });
    expect(await world.send(heard('dismissed'), { by: 'store' })).toEqual(['AppealDismissed']);
    expect(world.state.proposals).toMatchObject([{ status: 'imposed' }]);
  });

  it('CON-4 what was struck stays so, however often the case is counted anew', async () => {
    const world = new RecordWorld();
    await world.send(counted('A', '2026-11-10', 'complaint-ignored'));
    await world.send(appealed('E1'), { by: 'lin' });
    await world.send(heard('upheld'), { by: 'store' });
    await world.send(takenBack('A'));
    await world.send({ type: 'CountComplaint', data: { case: 'A', count: 'C2', on: '2026-11-10' } });
    expect(world.state.entries.map(({ status }) => status)).toEqual(['struck', 'struck']);
  });

  it('CON-4 against what was reported of a case strikes no complaint of the same case', async () => {
    const world = new RecordWorld();
    world.cases.set('A', handledBy({ receivedBy: 'lin' }));
    await world.send(reported('complaint-ignored', { case: 'A' }), { by: 'supervisor' });
    await world.send(deciding('ConfirmViolation'), { by: 'manager' });
    await world.send(appealed('E1'), { by: 'lin' });
    await world.send(heard('upheld'), { by: 'store' });
    await world.send(counted('A'));
    expect(world.state.entries.map(({ status }) => status)).toEqual(['struck', 'standing']);
  });
});

describe('who appeals', () => {
  it.each(['manager', 'store', 'deputy', 'stranger'])('CON-4 not %s: only the person', async (by) => {
    const world = await imposed();
    expect(await world.send(appealed('S1'), { by })).toBe('not-authorised');
  });

  it('D23 CON-4 the person, however the id is typed', async () => {
    const world = await imposed();
    expect(await world.send(appealed('S1'), { by: 'LIN ' })).toEqual(['AppealLodged']);
  });

  it('CON-4 once, and only against what stands', async () => {
    const world = await imposed();
    expect(await world.send(appealed('E9'), { by: 'lin' })).toBe('nothing-to-appeal');
    await world.send(appealed('S1'), { by: 'lin' });
    expect(await world.send(appealed('S1'), { by: 'lin' })).toBe('appealed-before');
    await world.send(heard('dismissed'), { by: 'store' });
    expect(await world.send(appealed('S1'), { by: 'lin' })).toBe('appealed-before');
    await world.send(takenBack('A'));
    expect(await world.send(appealed('E1'), { by: 'lin' })).toBe('nothing-to-appeal');
  });
});

describe('who hears an appeal', () => {
  it.each([
    ['whoever decided', 'manager', 'not-authorised'],
    ['a colleague of the level that decided', 'second', 'not-authorised'],
    ['the head of another store', 'hill-store', 'not-authorised'],
    ['the person', 'lin', 'conflict-of-interest'],
  ])('CON-4 D22 not %s', async (_, by, code) => {
    const world = await imposed();
    await world.send(appealed('S1'), { by: 'lin' });
    expect(await world.send(heard('upheld'), { by })).toBe(code);
  });

  it('CON-4 above the head of the store, where they have decided', async () => {
    const world = new RecordWorld();
    await world.send(counted('A', '2026-11-10', 'complaint-ignored'));
    await world.send(onStep('ImposeStep'), { by: 'store' });
    await world.send(appealed('S1'), { by: 'lin' });
    expect(await world.send(heard('upheld'), { by: 'store' })).toBe('not-authorised');
    expect(await world.send(heard('upheld'), { by: 'overseer' })).toContain('AppealUpheld');
  });

  it('CON-4 nobody who decided as whoever looks after the top hears it a second time', async () => {
    const world = new RecordWorld('store');
    await world.send(counted('A', '2026-11-10', 'complaint-ignored'));
    await world.send(onStep('ImposeStep'), { by: 'overseer' });
    await world.send(appealed('S1'), { by: 'store' });
    expect(await world.send(heard('dismissed'), { by: 'overseer' })).toBe('had-a-part');
  });

  it('CON-4 once', async () => {
    const world = await imposed();
    await world.send(appealed('S1'), { by: 'lin' });
    await world.send(heard('dismissed'), { by: 'store' });
    expect(await world.send(heard('upheld'), { by: 'store' })).toBe('no-open-appeal');
  });
});
