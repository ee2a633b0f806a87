import { expect, it } from 'vitest';
import { BEGINNING, instant, type Query } from '#event-sourcing';
import { loadProcedures } from '#procedures';
import { aCase, MONTH, monthlyReport as reportOf } from '../testing/facts.ts';
import { monthlyReport } from './monthly-report.query.ts';

it('REP-3: a report reads a few cases at a time, lets others have their turn after each, and misses none', async () => {
  const months = [MONTH, '2026-08', '2025-09'];
  const facts = Array.from({ length: 1_501 }, (_, index) =>
    aCase({ receivedMonth: months[index % 3] ?? MONTH, rootCause: index % 2 === 0 ? 'skill' : 'attitude' }),
  );
  const turns: string[] = [];
  const ports = {
    procedures: loadProcedures(),
    now: () => instant('2026-10-01T00:00:00Z'),
    history: () => Promise.reject(new Error('a report reads no history')),
    pepper: 'pepper',
    rest: () => {
      turns.push('others');
      return Promise.resolve();
    },
    organisation: () => Promise.reject(new Error('a report names nobody')),
    readModels: {
      checkpoint: () => Promise.resolve(BEGINNING),
      get: () => Promise.resolve(undefined),
      load: () => Promise.resolve(new Map()),
      query(_: unknown, { where = [], limit, cursor = '0' }: Query) {
        turns.push('report');
        expect(limit).toBeLessThanOrEqual(200);
        const found = facts.filter(({ receivedMonth }) => receivedMonth === where[0]?.equals);
        const next = Number(cursor) + limit;
        return Promise.resolve({
          items: found.slice(Number(cursor), next),
          ...(next < found.length && { nextCursor: String(next) }),
        });
      },
    },
  };
  expect(await monthlyReport.run({ month: MONTH }, ports, undefined)).toEqual(reportOf(MONTH, facts, facts));
  // 3 pages of each month that has cases, and one of each of the ten that have none.
  expect(turns).toEqual(Array.from({ length: 19 }, () => ['report', 'others']).flat());
});
