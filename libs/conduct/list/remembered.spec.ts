import { describe, expect, it } from 'vitest';
import { instant } from '#event-sourcing';
import { appealed, counted, documentOf, onStep, portsOf, procedures, RecordWorld } from '../testing/world.ts';
import { conductRecords } from './conduct-records.query.ts';
import { remembered } from './remembered.ts';

/** Ignored on 10 November, warned for it on the 24th; a second complaint of the month, and an appeal. */
async function told() {
  const world = new RecordWorld();
  await world.send(counted('A', '2026-11-10', 'complaint-ignored'));
  await world.send(onStep('ImposeStep'), { by: 'manager' });
  await world.send(counted('B', '2026-11-20'));
  await world.send(appealed('E1'), { by: 'lin' });
  return documentOf(world);
}
const at = async (moment: string) => {
  const { entries, proposals, appeals } = remembered(await told(), {
    ...{ procedures, now: () => instant(moment) },
  });
  return [
    entries.map(({ entry }) => entry),
    proposals.map(({ step, status }) => `${step} ${status}`),
    appeals.length,
  ];
};

describe('what is forgotten', () => {
  it('CON-4 is shown to nobody from that day on, by the calendar of the procedure', async () => {
    const all = [['E1', 'E2'], ['warning imposed', 'administrative-warning open'], 1];
    expect(await at('2028-11-09T15:59:59Z')).toEqual(all);
    // What was proposed for it goes with it; what was decided is forgotten in its own time.
    expect(await at('2028-11-09T16:00:00Z')).toEqual([['E2'], ['warning imposed'], 0]);
    expect(await at('2028-11-24T00:00:00Z')).toEqual([[], [], 0]);
  });

  it('CON-4 counts for no month and has nobody wait for a decision', async () => {
    const world = new RecordWorld();
    await world.send(counted('A', '2026-10-31', 'complaint-ignored'));
    await world.send(counted('B', '2026-11-20'));
    const later = (moment: string) => {
      const { months, waiting } = remembered(documentOf(world), { procedures, now: () => instant(moment) });
      return { months, waiting };
    };
    expect(later('2028-10-30T15:59:59Z')).toEqual({ months: ['2026-10', '2026-11'], waiting: true });
    expect(later('2028-10-30T16:00:00Z')).toEqual({ months: ['2026-11'], waiting: false });
  });

  it('CON-4 matches no list by its month, or by what there was to decide', async () => {
    const world = new RecordWorld();
    await world.send(counted('A', '2026-10-31', 'complaint-ignored'));
    const listed = async (now: string, asked: { readonly month?: string; readonly waiting?: boolean }) =>
      (await conductRecords.run(asked, portsOf([world], now), undefined)).items.length;
    for (const asked of [{ month: '2026-10' }, { waiting: true }]) {
      expect(await listed('2028-10-30T15:59:59Z', asked)).toBe(1);
      expect(await listed('2028-10-30T16:00:00Z', asked)).toBe(0);
    }
  });
});
