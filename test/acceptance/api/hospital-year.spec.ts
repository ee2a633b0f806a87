import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnnualReport } from '#cases';
import { instant, type Instant } from '#event-sourcing';
import { logComplaint, startApp, type Answer, type Client, type TestApp } from './app.ts';
import { send, type Send } from './sending.ts';

const procedure = 'hospital';
const post = (level: string) => ({ procedure, level });
/** So many of each cause, as the yearly figures of the source have them. */
const CAUSES = { attitude: 14, 'rule-broken': 3, 'duty-of-care': 2 } as const;

interface Matter {
  readonly month: number;
  readonly severity: 'complaint' | 'dispute';
  readonly rootCause: string;
  readonly more?: readonly Send[];
}

const complaints: readonly Matter[] = Object.entries(CAUSES)
  .flatMap(([rootCause, times]) => Array.from({ length: times }, () => rootCause))
  .map((rootCause, index) => ({ month: 1 + (index % 12), severity: 'complaint', rootCause }));
const paid: Send = [
  'grant-compensation',
  { remedy: { kind: 'money', amount: { minor: 300_000, currency: 'CNY' } }, reason: 'The wrong bag.' },
];
const disputes: readonly Matter[] = [
  {
    ...{ month: 5, severity: 'dispute', rootCause: 'attitude' },
    more: [paid, ['confirm-compensation', { grant: 'G1', reference: 'Transfer 3' }]],
  },
  { month: 9, severity: 'dispute', rootCause: 'unfounded' },
];

/** Every number, and what it is of. */
const counts = (breakdown: AnnualReport['byRootCause']): Readonly<Record<string, number>> =>
  Object.fromEntries(breakdown.rows.map(({ key, count }) => [key, count]));

describe('the year of a hospital', () => {
  let api: TestApp;
  let desk: Client;
  let leader: Client;
  let now: Instant = instant('2026-01-05T09:00:00+08:00');
  beforeAll(async () => {
    api = await startApp({ now: () => now });
    desk = await api.hired({ id: 'window-1', levels: [post('frontline')], frontline: false });
    leader = await api.hired({ id: 'leader-1', levels: [post('hospital-leadership')], frontline: false });
    for (const matter of [...complaints, ...disputes].toSorted((left, right) => left.month - right.month))
      await told(matter);
    // One of the year before, in the zone of the hospital, and none of this one.
    now = instant('2027-01-01T00:30:00+08:00');
    await told({ month: 13, severity: 'complaint', rootCause: 'skill' });
  });
  afterAll(() => api.close());

  async function told({ month, severity, rootCause, more = [] }: Matter): Promise<void> {
    if (month <= 12) now = instant(`2026-${String(month).padStart(2, '0')}-15T09:00:00+08:00`);
    const { caseId } = await logComplaint(desk, { procedure: { id: procedure, version: 1 } });
    const criterion = severity === 'complaint' ? 'complaint' : 'claim';
    const steps: readonly Send[] = [
      ['classify-case', { category: 'medical/nursing', severity, criterion }],
      ['record-finding', { kind: 'finding', content: 'Looked into.', evidence: [] }],
      [
        'conclude-investigation',
        { outcome: 'substantiated', responsibility: 'organisation', rootCause, explanation: 'Looked into.' },
      ],
      ['prepare-solutions', { options: [{ description: 'An apology, and the ward is told.' }] }],
      ['offer-solution', { method: 'phone' }],
      ['accept-solution', { option: 'S1' }],
      ['implement-solution', {}],
      ...more,
      ['resolve-case', { summary: 'Settled.' }],
    ];
    for (const step of steps) {
      const { status, body } = await send(leader, caseId, step);
      expect([step[0], status, body.code]).toEqual([step[0], 200, undefined]);
    }
  }

  const report = async (path: string): Promise<AnnualReport> => {
    const { body }: Answer<AnnualReport> = await leader.get(
      `/reports/annual/${path}${path.includes('?') ? '&' : '?'}minPosition=${await api.head()}`,
    );
    return body;
  };

  it('ACC-1 REP-4 21 matters are 19 complaints and 2 disputes: one compensated, one settled peacefully', async () => {
    const year = await report('2026');
    expect(year.total.count).toBe(21);
    expect(counts(year.bySeverity)).toEqual({ complaint: 19, dispute: 2 });
    expect(year.settlements.find(({ severity }) => severity === 'dispute')).toMatchObject({
      compensated: { count: 1 },
      peaceful: { count: 1 },
      open: { count: 0 },
    });
  });

  it('ACC-1 REP-4 the causes are those of the source', async () => {
    const year = await report('2026');
    expect(counts(year.byRootCause)).toEqual({
      ...{ attitude: 15, 'rule-broken': 3, 'duty-of-care': 2, unfounded: 1 },
    });
    expect(year.compensation.totals).toEqual([{ minor: 300_000, currency: 'CNY' }]);
  });

  it('REP-4 REP-10 the months make the year, and what lies before or behind it is in none', async () => {
    const year = await report('2026?procedure=hospital');
    expect(year.months.map(({ month }) => month).at(-1)).toBe('2026-12');
    expect(year.months.reduce((sum, { count }) => sum + count, 0)).toBe(21);
    expect(year.yearBefore).toEqual({ count: 0, change: 21 });
    const next = await report('2027');
    expect([next.total.count, next.yearBefore.count, next.yearBefore.change]).toEqual([1, 21, -20]);
    expect((await report('2026?procedure=bank')).total.count).toBe(0);
  });
});
