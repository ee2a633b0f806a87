import { describe, expect, it } from 'vitest';
import { computeDeadline } from './deadline.ts';
import { loadProcedures } from './load.ts';
import { allowanceFor } from './select.ts';

const registry = loadProcedures();
const figures = (id: string) =>
  Object.fromEntries(
    (registry.get(id)?.clocks ?? []).map((clock) => [
      clock.id,
      { rule: clock.rule, allowance: clock.allowance },
    ]),
  );
const hours = (count: number) => ({ elapsedMinutes: count * 60 });

describe('residential-property', () => {
  const property = registry.get('residential-property');

  it('DIS-1 DIS-3 CLK-3 CLK-8 INT-8 OUT-1 carries the figures of its source', () => {
    expect(figures('residential-property')).toMatchObject({
      dispatch: { rule: 'DIS-1', allowance: { elapsedMinutes: 10 } },
      'notify-manager': {
        rule: 'DIS-3',
        allowance: { bySeverity: { important: hours(1), major: { sameDay: true } } },
      },
      'clear-answer': { rule: 'CLK-3', allowance: { bySeverity: { major: hours(48) } } },
      'resolve-minor': { rule: 'CLK-3', allowance: { bySeverity: { minor: hours(48) } } },
      resolve: { rule: 'CLK-3', allowance: { bySeverity: { important: hours(72), major: hours(240) } } },
      'one-month': { rule: 'CLK-8', allowance: { months: 1 } },
      callback: { rule: 'INT-8', allowance: hours(3) },
      'notify-outcome': { rule: 'OUT-1', allowance: { sameDay: true } },
    });
  });

  it('CLS-3 AUT-6 CLK-4 has three severities, the ladder, and the approvers of extensions', () => {
    expect(property?.severities.map(({ id }) => id)).toEqual(['minor', 'important', 'major']);
    expect(property?.ladder.map(({ id }) => id)).toEqual([
      'affairs-supervisor',
      'office-director',
      'general-manager',
    ]);
    expect(property?.extensions).toEqual([
      { clock: 'resolve-minor', severities: ['minor'], approver: 'office-director' },
      { clock: 'resolve', severities: ['important'], approver: 'general-manager' },
    ]);
  });

  it('ACC-3 a minor complaint of Wednesday 16:55 is due Friday 16:55', () => {
    const rule = property?.clocks.find(({ id }) => id === 'resolve-minor');
    const allowance = rule && allowanceFor(rule, { severity: 'minor' });
    if (property === undefined || allowance === undefined) throw new Error('not shipped');
    const { calendar, timeZone } = property;
    const deadline = computeDeadline({
      allowance,
      calendar,
      timeZone,
      startedAt: '2026-09-30T08:55:00.000Z',
      pauses: [],
    });
    expect(deadline.dueAt).toBe('2026-10-02T08:55:00.000Z');
  });
});

describe('supermarket-authority', () => {
  it('CLK-10 replies within 24 hours, results by 17:00, settles within three days', () => {
    expect(figures('supermarket-authority')).toMatchObject({
      'first-reply': { rule: 'CLK-10', allowance: hours(24) },
      'daily-result': { rule: 'CLK-10', allowance: { dailyBy: '17:00' } },
      settle: { rule: 'CLK-10', allowance: hours(72) },
      callback: { rule: 'INT-8', allowance: hours(3) },
    });
  });
});

/** What the sources say, and no house: `shipped/*.yaml` marks each of them with its requirement. */
describe('figures of the sources', () => {
  it.each([
    ['car-dealer', 'hand-over', { elapsedMinutes: 30 }],
    ['home-mall', 'first-reply', hours(24)],
    ['mall-desk', 'first-reply', hours(24)],
    ['mall-desk', 'daily-result', { dailyBy: '17:00' }],
    ['public-body', 'fast-track', { bySeverity: { urgent: hours(24) } }],
    ['shopping-centre-operations', 'dispatch', { elapsedMinutes: 10 }],
    ['shopping-centre-operations', 'feedback', { businessDays: 1 }],
    ['shopping-centre-operations', 'trading', hours(1)],
    ['shopping-centre-operations', 'outside', hours(48)],
    ['shopping-centre-operations', 'equipment', hours(72)],
    ['shopping-centre-operations', 'callback', hours(3)],
    ['supermarket', 'daily-sheet', { sameOpeningDay: true }],
    ['supermarket', 'resolve', { bySeverity: { 'to-be-settled': hours(72) } }],
    ['supermarket', 'box', { calendarDays: 1 }],
  ])('CLK-1 %s: %s', (id, clock, allowance) => {
    expect(figures(id)[clock]?.allowance).toEqual(allowance);
  });

  it('SOL-5 OUT-3 CLS-6 fifteen days at the counter, one to two calls, five grounds', () => {
    expect(registry.get('mall-quick-response')?.counterReturn).toMatchObject({
      withinDays: 15,
      excludedGoods: ['cosmetics', 'gold-and-platinum', 'jewellery-and-jade', 'watches', 'underwear'],
      otherwise: 'business-department',
    });
    expect(registry.get('call-centre')?.followUp).toMatchObject({ required: true, maxAttempts: 2 });
    expect(registry.get('hospital')?.inadmissibleGrounds.map(({ id }) => id)).toEqual([
      ...['in-court', 'petition-decided', 'no-facts', 'police-investigation', 'outside-remit'],
    ]);
  });
});

describe('historic-import', () => {
  it("INT-11 judges nothing by today's rules: no clock, no follow-up, nothing needed to close", () => {
    expect(registry.get('historic-import')).toMatchObject({
      categories: 'asRecorded',
      clocks: [],
      severities: [{ id: 'unrated' }],
      followUp: { required: false },
      closing: { requires: [] },
    });
  });
});

describe('every shipped procedure', () => {
  it('D13 there are twenty-six for live complaints, each in a file of its name', () => {
    const live = registry.list().filter(({ categories }) => categories !== 'asRecorded');
    expect(live).toHaveLength(26);
    for (const { id } of registry.list()) expect(registry.get(id)?.id).toBe(id);
  });

  it.each(registry.list().map((procedure) => [procedure.id, procedure] as const))(
    'D13 %s says its words in English and Chinese',
    (_id, { zh, severities, rootCauses, ladder, clocks, inadmissibleGrounds }) => {
      const said = [...severities, ...rootCauses, ...ladder, ...clocks, ...inadmissibleGrounds];
      expect([zh, ...said.map((each) => each.zh)].filter((word) => word === undefined)).toEqual([]);
    },
  );

  it.each(registry.list().map((procedure) => [procedure.id, procedure] as const))(
    'D13 %s cites a requirement for each clock',
    (_id, procedure) => {
      for (const { rule } of procedure.clocks) expect(rule).toMatch(/^[A-Z]{3}-\d+$/);
    },
  );
});
