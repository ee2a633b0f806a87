import { describe, expect, it } from 'vitest';
import type { ConductCommand } from './commands.ts';
import { cn, counted, deciding, onStep, RecordWorld, reported, takenBack } from '../testing/world.ts';

const IGNORED = 'complaint-ignored';
const ignored = async (...cases: readonly string[]): Promise<RecordWorld> => {
  const world = new RecordWorld();
  for (const caseId of cases)
    await world.send(counted(caseId, `2026-0${String(cases.indexOf(caseId) + 1)}-10`, IGNORED));
  return world;
};

describe('steps that are proposed', () => {
  it('CON-1 the first time a complaint is ignored: the allowance withheld and a warning', async () => {
    const world = await ignored('A');
    expect(world.open).toEqual(['warning for complaint-ignored/1']);
  });

  it('CON-1 the second time a major demerit, the third dismissal, and so every further one', async () => {
    const world = await ignored('A', 'B', 'C', 'D');
    expect(world.open).toEqual([
      'dismissal for complaint-ignored/3',
      'dismissal for complaint-ignored/4',
      'major-demerit for complaint-ignored/2',
      'warning for complaint-ignored/1',
    ]);
  });

  it('CON-1 nothing is done by the system itself', async () => {
    const world = await ignored('A', 'B', 'C');
    expect(world.state.proposals.map(({ status }) => status)).toEqual(['open', 'open', 'open']);
  });

  it('CON-2 two confirmed complaints in a calendar month: an administrative warning, once', async () => {
    const world = new RecordWorld();
    await world.send(counted('A', '2026-09-01'));
    expect(world.open).toEqual([]);
    await world.send(counted('B', '2026-09-30'));
    await world.send(counted('C', '2026-09-15'));
    expect(world.open).toEqual(['administrative-warning for 2026-09']);
  });

  it('CON-2 not for one in each of two months, however near they lie', async () => {
    const world = new RecordWorld();
    await world.send(counted('A', '2026-09-30'));
    await world.send(counted('B', '2026-10-01'));
    expect(world.open).toEqual([]);
  });

  it('CON-2 the month is that of the complaint, whenever the record hears of it', async () => {
    const world = new RecordWorld();
    await world.send(counted('A', '2026-09-30'), { at: cn('2026-10-02T08:00') });
    await world.send(counted('B', '2026-09-30'), { at: cn('2027-01-15T08:00') });
    expect(world.open).toEqual(['administrative-warning for 2026-09']);
  });

  it('CON-2 INT-11 a complaint of which nobody knows the day counts in no month', async () => {
    const world = new RecordWorld();
    await world.send(counted('A', ''));
    await world.send(counted('B', ''));
    expect(world.state.entries).toHaveLength(2);
    expect(world.open).toEqual([]);
  });

  it('CON-2 what was reported by a level is no complaint', async () => {
    const world = new RecordWorld();
    await world.send(counted('A', '2026-11-02'));
    await world.send(reported(IGNORED), { by: 'supervisor' });
    await world.send(deciding('ConfirmViolation', 'E2'), { by: 'manager' });
    expect(world.open).toEqual(['warning for complaint-ignored/1']);
  });

  it('CON-3 what is only alleged costs nothing, and nothing is proposed for it', async () => {
    const world = new RecordWorld('wang', 'property-commercial');
    await world.send(reported('shirked'), { by: 'inspector' });
    expect(world.points()).toBe(0);
    await world.send(deciding('ConfirmViolation'), { by: 'centre' });
    expect(world.points()).toBe(10);
  });

  it.each([
    ['not-by-the-procedure', 2],
    ['shirked', 10],
    ['careless', 1],
  ])('CON-3 %s costs %i points', async (violation, points) => {
    const world = new RecordWorld('wang', 'property-commercial');
    await world.send(reported(violation), { by: 'inspector' });
    await world.send(deciding('ConfirmViolation'), { by: 'centre' });
    expect(world.points()).toBe(points);
  });

  it('CON-4 points and proposals go with a complaint that is taken back', async () => {
    const world = await ignored('A', 'B');
    await world.send(takenBack('A'));
    expect(world.open).toEqual(['warning for complaint-ignored/1']);
    await world.send(takenBack('B'));
    expect(world.open).toEqual([]);
  });

  it('CON-4 a step that was imposed for it stands until somebody lifts it, and is shown to be groundless', async () => {
    const world = await ignored('A');
    await world.send(onStep('ImposeStep'), { by: 'manager' });
    expect(await world.send(onStep('LiftStep'), { by: 'manager' })).toBe('step-still-grounded');
    await world.send(takenBack('A'));
    expect(world.state.proposals).toMatchObject([{ status: 'imposed' }]);
    expect(await world.send(onStep('LiftStep'), { by: 'second' })).toEqual(['StepLifted']);
  });

  it('CON-1 what was decided is not proposed again, whichever way', async () => {
    const world = await ignored('A', 'B');
    await world.send(onStep('ImposeStep', 'S1'), { by: 'manager' });
    await world.send(onStep('WaiveStep', 'S2'), { by: 'manager' });
    await world.send(counted('C', '2026-04-10'));
    expect(world.open).toEqual([]);
  });

  it('CON-1 an earlier violation that comes out later makes what was decided on the second of two', async () => {
    const world = new RecordWorld();
    await world.send(counted('A', '2026-03-10', IGNORED));
    await world.send(onStep('ImposeStep'), { by: 'manager' });
    await world.send(counted('B', '2026-01-10', IGNORED));
    expect(world.open).toEqual(['major-demerit for complaint-ignored/2']);
  });

  it('CON-1 whoever was warned for what does not stand is warned for the next, which is the first', async () => {
    const world = await ignored('A');
    await world.send(onStep('ImposeStep'), { by: 'manager' });
    await world.send(takenBack('A'));
    await world.send(counted('B', '2026-05-10', IGNORED));
    expect(world.open).toEqual(['warning for complaint-ignored/1']);
  });

  it('CON-1 nobody decides on a step that is not proposed, or not any more', async () => {
    const world = await ignored('A');
    expect(await world.send(onStep('ImposeStep', 'S9'), { by: 'manager' })).toBe('step-not-proposed');
    await world.send(takenBack('A'));
    expect(await world.send(onStep('ImposeStep'), { by: 'manager' })).toBe('step-not-proposed');
  });
});

describe('what is forgotten', () => {
  it('CON-4 a complaint does not count after the time that the procedure says', async () => {
    const world = new RecordWorld();
    await world.send(counted('A', '2026-11-10', IGNORED));
    expect(world.state.entries).toMatchObject([{ forgottenOn: '2028-11-10' }]);
    await world.send(counted('B', '2028-11-10', IGNORED), { at: cn('2028-11-10T09:00') });
    expect(world.open).toEqual(['warning for complaint-ignored/1']);
    expect(world.state.proposals.map(({ basis, status }) => [basis, status])).toEqual([
      [['E1'], 'lapsed'],
      [['E2'], 'open'],
    ]);
  });

  it('CON-4 the day before, it still counts', async () => {
    const world = new RecordWorld();
    await world.send(counted('A', '2026-11-10', IGNORED));
    await world.send(counted('B', '2028-11-09', IGNORED), { at: cn('2028-11-09T23:59') });
    expect(world.open).toContain('major-demerit for complaint-ignored/2');
  });

  it('CON-1 nobody decides on what was forgotten since it was proposed', async () => {
    const world = await ignored('A');
    expect(await world.send(onStep('ImposeStep'), { by: 'manager', at: cn('2028-01-10T00:00') })).toBe(
      'step-not-proposed',
    );
  });

  it('CON-2 CON-4 a month that was decided on is not proposed again when part of it is forgotten', async () => {
    const world = new RecordWorld();
    for (const [caseId, on] of [['A', '2026-09-01'], ['B', '2026-09-15'], ['C', '2026-09-30']] as const)
      await world.send(counted(caseId, on)); // prettier-ignore
    await world.send(onStep('ImposeStep'), { by: 'manager' });
    await world.send(counted('D', '2028-09-10'), { at: cn('2028-09-10T09:00') });
    expect(world.state.proposals).toMatchObject([{ basis: ['E1', 'E2'], status: 'imposed' }]);
  });

  it('CON-2 CON-4 it is proposed again when part of it was taken back, or nobody had decided', async () => {
    const told = async (...commands: readonly ConductCommand[]) => {
      const world = new RecordWorld();
      for (const on of ['2026-09-01', '2026-09-15', '2026-09-30']) await world.send(counted(on, on));
      for (const each of commands) await world.send(each, { by: 'manager' });
      return world;
    };
    const decided = await told(onStep('WaiveStep'));
    await decided.send(takenBack('2026-09-01'));
    expect(decided.state.proposals.map(({ basis, status }) => [basis, status])).toEqual([
      [['E1', 'E2'], 'waived'],
      [['E2', 'E3'], 'open'],
    ]);
    const open = await told();
    await open.send(counted('D', '2028-09-10'), { at: cn('2028-09-10T09:00') });
    expect(open.state.proposals.map(({ basis, status }) => [basis, status])).toEqual([
      [['E1', 'E2'], 'lapsed'],
      [['E2', 'E3'], 'open'],
    ]);
  });

  it('CON-1 CON-4 the second, decided on, is not decided on as the first when that is forgotten', async () => {
    const world = await ignored('A', 'B');
    await world.send(onStep('WaiveStep', 'S1'), { by: 'manager' });
    await world.send(onStep('ImposeStep', 'S2'), { by: 'manager' });
    await world.send(counted('C', '2028-01-20', IGNORED), { at: cn('2028-01-20T09:00') });
    // The third violation is the second of those that are not forgotten.
    expect(world.open).toEqual(['major-demerit for complaint-ignored/2']);
    expect(world.state.proposals.at(-1)).toMatchObject({ basis: ['E2', 'E3'] });
  });

  it('CON-3 CON-4 what was reported and dismissed is forgotten, too', async () => {
    const world = new RecordWorld('wang', 'property-commercial');
    await world.send(reported('shirked'), { by: 'inspector' });
    await world.send(deciding('DismissViolation'), { by: 'centre' });
    expect(world.state.entries).toMatchObject([{ status: 'dismissed', forgottenOn: '2027-11-20' }]);
  });

  it('CON-3 points end with what they were for', async () => {
    const world = new RecordWorld('wang', 'property-commercial');
    await world.send(reported('shirked'), { by: 'inspector' });
    await world.send(deciding('ConfirmViolation'), { by: 'centre' });
    expect([world.points('2027-11-19'), world.points('2027-11-20')]).toEqual([10, 0]);
  });
});

describe('what comes twice', () => {
  it('CON-2 counts once', async () => {
    const world = await ignored('A');
    expect(await world.send(counted('A', '2026-01-10', IGNORED))).toEqual([]);
    await world.send(takenBack('A'));
    expect(await world.send(takenBack('A'))).toEqual([]);
    expect(await world.send(counted('A', '2026-01-10', IGNORED))).toEqual([]);
  });

  it('CON-3 a report is confirmed or dismissed once', async () => {
    const world = new RecordWorld('wang', 'property-commercial');
    await world.send(reported('careless'), { by: 'inspector' });
    await world.send(deciding('DismissViolation'), { by: 'centre' });
    expect(await world.send(deciding('ConfirmViolation'), { by: 'centre' })).toBe('nothing-reported');
    expect(world.points()).toBe(0);
  });
});
