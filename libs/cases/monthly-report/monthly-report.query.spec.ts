import { describe, expect, it } from 'vitest';
import type { CaseFacts } from '../case-facts/case-facts.ts';
import { aCase, MONTH, monthlyReport as reportOf } from '../testing/facts.ts';
import { asking, sumsOf } from '../testing/kept-sums.ts';
import { monthlyReport } from './monthly-report.query.ts';

const months = [MONTH, '2026-08', '2025-09'];
/** As many as are wanted, with the same few values. */
const cases = (count: number): readonly CaseFacts[] =>
  Array.from({ length: count }, (_, index) =>
    aCase({
      receivedMonth: months[index % 3] ?? MONTH,
      procedure: index % 5 === 0 ? 'hotel' : 'bank',
      rootCause: index % 2 === 0 ? 'skill' : 'attitude',
      category: `fees/${String(index % 7)}`,
      complainant: `f${String(index % 50)}`,
      complainants: [`f${String(index % 50)}`],
      timing: {
        ...{ acknowledge: { status: 'notYet' }, reply: { status: 'notYet' } },
        resolve: { status: 'counted', minutes: (index % 40) * 100 },
      },
    }),
  );

const settled = (): boolean => false;

describe('the monthly report as it is asked for', () => {
  const few = cases(601);

  it('REP-3: is what its cases add up to, for all procedures and for one', async () => {
    const { ports } = asking(sumsOf(few), settled);
    expect(await monthlyReport.run({ month: MONTH }, ports, undefined)).toEqual(reportOf(MONTH, few, few));
    const scope = [{ field: 'procedure', equals: 'hotel' }];
    const ofHotel = few.filter(({ procedure }) => procedure === 'hotel');
    expect(await monthlyReport.run({ month: MONTH, procedure: 'hotel' }, ports, undefined)).toEqual(
      reportOf(MONTH, ofHotel, ofHotel, scope),
    );
  });

  it('REP-3: reads as much as there are different values, however many cases have them', async () => {
    const [one, other] = [asking(sumsOf(few), settled), asking(sumsOf(cases(3_010)), settled)];
    await monthlyReport.run({ month: MONTH }, one.ports, undefined);
    await monthlyReport.run({ month: MONTH }, other.ports, undefined);
    expect(other.read).toEqual(one.read);
    expect(one.read.documents).toBeLessThan(150);
    // Others have their turn after every page.
    expect(one.read.turns).toBe(one.read.pages);
  });

  it('REP-3: asks again for a month that is written to meanwhile, so that its parts belong together', async () => {
    const calm = asking(sumsOf(few), settled);
    const busy = asking(sumsOf(few), (checks) => checks % 2 === 1);
    const report = await monthlyReport.run({ month: MONTH }, busy.ports, undefined);
    expect(report).toEqual(await monthlyReport.run({ month: MONTH }, calm.ports, undefined));
    expect(busy.read.documents).toBe(2 * calm.read.documents);
  });

  it('REP-3: comes to an end where every question meets something new', async () => {
    const { ports, read } = asking(sumsOf(few), () => true);
    await monthlyReport.run({ month: MONTH }, ports, undefined);
    // Thirteen months, three times.
    expect(read.checks).toBe(39);
  });
});
