import { describe, expect, it } from 'vitest';
import { instant } from '#event-sourcing';
import {
  appealed,
  company,
  counted,
  deciding,
  heard,
  MARKET,
  onStep,
  PARK,
  portsOf,
  RecordWorld,
  reported,
  takenBack,
} from '../testing/world.ts';
import { conductReport } from './conduct-report.query.ts';

const reportOf = (worlds: readonly RecordWorld[], as?: string, now = '2026-12-01T00:00:00Z') =>
  conductReport.run(
    { month: '2026-11' },
    portsOf(worlds, now),
    as === undefined ? undefined : { id: as, roles: ['operations'], organisation: company, at: instant(now) },
  );

const warned = async (person = 'lin'): Promise<RecordWorld> => {
  const world = new RecordWorld(person);
  await world.send(counted('A', '2026-11-10', 'complaint-ignored'));
  await world.send(counted('B', '2026-11-11'));
  await world.send(counted('C', '2026-10-31'));
  await world.send(onStep('ImposeStep'), { by: 'manager' });
  return world;
};

describe('the conduct report of a month', () => {
  it('REP-8 counts what was confirmed of the month, with violations, points and steps', async () => {
    const park = new RecordWorld('wang', PARK);
    await park.send(reported('shirked'), { by: 'inspector' });
    await park.send(deciding('ConfirmViolation'), { by: 'centre' });
    await park.send(reported('careless'), { by: 'inspector' });
    const { rows } = await reportOf([await warned(), park]);
    expect(rows).toMatchObject([
      {
        ...{ record: `${PARK}.wang`, complaints: 0, points: 10 },
        violations: [{ violation: 'shirked', count: 1, points: 10 }],
      },
      {
        ...{ record: `${MARKET}.lin`, complaints: 2, points: 0 },
        steps: [
          { step: 'warning', status: 'imposed' },
          { step: 'administrative-warning', status: 'open' },
        ],
      },
    ]);
  });

  it('CON-4 leaves out what was taken back, struck or forgotten', async () => {
    const world = await warned();
    await world.send(takenBack('B'));
    await world.send(appealed('E1'), { by: 'lin' });
    await world.send(heard('upheld'), { by: 'store' });
    expect((await reportOf([world])).rows).toMatchObject([{ complaints: 0, violations: [] }]);
    const later = async (now: string) => (await reportOf([await warned()], undefined, now)).rows;
    expect(await later('2028-11-09T16:00:00Z')).toMatchObject([{ complaints: 1, violations: [] }]);
    // Nothing of the month is left: no row says that there was something.
    expect(await later('2028-11-10T16:00:00Z')).toEqual([]);
  });

  it('PRI-1 CON-4 is told to those above who may decide, and to each of their own', async () => {
    const worlds = [await warned(), await warned('supervisor')];
    const told = async (as: string) => (await reportOf(worlds, as)).rows.map(({ person }) => person);
    expect(await told('manager')).toEqual(['lin', 'supervisor']);
    expect(await told('lin')).toEqual(['lin']);
    for (const stranger of ['hill', 'stranger', 'inspector']) expect(await told(stranger)).toEqual([]);
  });
});
