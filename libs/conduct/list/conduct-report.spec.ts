import { describe, expect, it } from 'vitest';
import { BEGINNING, instant, type Instant } from '#event-sourcing';
import {
  appealed,
  company,
  counted,
  deciding,
  documentOf,
  heard,
  MARKET,
  onStep,
  PARK,
  procedures,
  RecordWorld,
  reported,
  takenBack,
} from '../testing/world.ts';
import { conductReport } from './conduct-report.query.ts';
import { CONDUCT } from './conduct.projection.ts';

const reportOf = (worlds: readonly RecordWorld[], as?: string, now = '2026-12-01T00:00:00Z') => {
  const documents = worlds.map(documentOf);
  const query = (collection: typeof CONDUCT) =>
    Promise.resolve({ items: collection.name === CONDUCT.name ? documents : [] });
  const none = () => Promise.reject(new Error('nothing else is read'));
  const at: Instant = instant(now);
  return conductReport.run(
    { month: '2026-11' },
    {
      procedures,
      now: () => at,
      rest: () => Promise.resolve(),
      organisation: none,
      knowable: none,
      readModels: { query, get: none, load: none, checkpoint: () => Promise.resolve(BEGINNING) },
    },
    as === undefined ? undefined : { id: as, roles: ['operations'], organisation: company, at },
  );
};

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
    expect((await reportOf([await warned()], undefined, '2028-11-10T16:00:00Z')).rows).toMatchObject([
      { complaints: 0, violations: [] },
    ]);
  });

  it('PRI-1 CON-4 is told to those above who may decide, and to each of their own', async () => {
    const worlds = [await warned(), await warned('supervisor')];
    const told = async (as: string) => (await reportOf(worlds, as)).rows.map(({ person }) => person);
    expect(await told('manager')).toEqual(['lin', 'supervisor']);
    expect(await told('lin')).toEqual(['lin']);
    for (const stranger of ['hill', 'stranger', 'inspector']) expect(await told(stranger)).toEqual([]);
  });
});
