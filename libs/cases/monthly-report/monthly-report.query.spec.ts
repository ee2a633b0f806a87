import { describe, expect, it } from 'vitest';
import { BEGINNING, instant, type Query, type SumDocument } from '#event-sourcing';
import { sumsOver } from '#event-sourcing/testing';
import { loadProcedures } from '#procedures';
import { caseSums } from '../case-facts/counted.ts';
import type { CaseFacts } from '../case-facts/case-facts.ts';
import type { CaseQueryPorts } from '../reading/query.ts';
import { aCase, MONTH, monthlyReport as reportOf } from '../testing/facts.ts';
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

/** As the projection keeps them. */
const sumsOf = (facts: readonly CaseFacts[]): readonly SumDocument[] => [
  ...sumsOver(caseSums, facts).values(),
];

interface Asked {
  readonly ports: CaseQueryPorts;
  /** Documents, and pages of them. */
  readonly read: { documents: number; pages: number; turns: number; checks: number };
}

function asking(documents: readonly SumDocument[], isChanged: (checks: number) => boolean): Asked {
  const read = { documents: 0, pages: 0, turns: 0, checks: 0 };
  const query = (_: unknown, { where = [], limit, changedAfter, cursor = '0' }: Query) => {
    if (changedAfter !== undefined) {
      read.checks += 1;
      return Promise.resolve({ items: isChanged(read.checks) ? [{}] : [] });
    }
    expect(limit).toBeLessThanOrEqual(10);
    const found = documents.filter(({ sum }) =>
      where.every(({ field, equals }) => sum[field.replace('sum.', '')] === equals),
    );
    const next = Number(cursor) + limit;
    const items = found.slice(Number(cursor), next);
    read.documents += items.length;
    read.pages += 1;
    return Promise.resolve({ items, ...(next < found.length && { nextCursor: String(next) }) });
  };
  const ports = {
    procedures: loadProcedures(),
    now: () => instant('2026-10-01T00:00:00Z'),
    history: () => Promise.reject(new Error('a report reads no history')),
    pepper: 'pepper',
    rest: () => Promise.resolve(void (read.turns += 1)),
    organisation: () => Promise.reject(new Error('a report names nobody')),
    readModels: {
      checkpoint: () => Promise.resolve(BEGINNING),
      get: () => Promise.reject(new Error('a report reads no case')),
      load: () => Promise.reject(new Error('a report reads no case')),
      query,
    },
  };
  return { ports, read };
}

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
