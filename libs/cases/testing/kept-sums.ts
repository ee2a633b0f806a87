import { expect } from 'vitest';
import { BEGINNING, instant, type Query, type SumDocument } from '#event-sourcing';
import { sumsOver } from '#event-sourcing/testing';
import { loadProcedures } from '#procedures';
import { caseSums } from '../case-facts/counted.ts';
import type { CaseFacts } from '../case-facts/case-facts.ts';
import type { CaseQueryPorts } from '../reading/query.ts';
import { matches } from './facts.ts';

/** As the projection keeps them. */
export const sumsOf = (facts: readonly CaseFacts[]): readonly SumDocument[] => [
  ...sumsOver(caseSums, facts).values(),
];

interface Asked {
  readonly ports: CaseQueryPorts;
  /** Documents, and pages of them. */
  readonly read: { documents: number; pages: number; turns: number; checks: number };
}

/** A question to nothing but sums. */
export function asking(
  documents: readonly SumDocument[],
  isChanged: (checks: number) => boolean = () => false,
): Asked {
  const read = { documents: 0, pages: 0, turns: 0, checks: 0 };
  const query = (_: unknown, { where = [], limit, changedAfter, cursor = '0' }: Query) => {
    if (changedAfter !== undefined) {
      read.checks += 1;
      return Promise.resolve({ items: isChanged(read.checks) ? [{}] : [] });
    }
    expect(limit).toBeLessThanOrEqual(10);
    const found = documents.filter((each) => where.every((condition) => matches(each, condition)));
    const next = Number(cursor) + limit;
    const items = found.slice(Number(cursor), next);
    read.documents += items.length;
    read.pages += 1;
    return Promise.resolve({ items, ...(next < found.length && { nextCursor: String(next) }) });
  };
  const ports = {
    procedures: { ...loadProcedures(), installed: () => [] },
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
