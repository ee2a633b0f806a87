import { describe, expect, it } from 'vitest';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { BEGINNING, type Projection } from '#event-sourcing';
import { runs } from '#event-sourcing/testing';
import type { CaseEvent } from '../case/events.ts';
import { timelineEntry } from '../case-details/case-details.query.ts';
import { entryOf } from '../case-details/timeline.ts';
import { openCases } from '../open-cases/open-cases.query.ts';
import { openCasesProjection } from '../open-cases/open-cases.projection.ts';
import { slaBreachesProjection } from '../sla-breaches/sla-breaches.projection.ts';
import { breaches } from '../sla-breaches/sla-breaches.query.ts';
import { arbitraryHistory } from '../testing/arbitrary-events.ts';
import { project } from '../testing/recorded.ts';
import type { CaseQueryPorts } from './query.ts';

const ajv = formats.default(new Ajv2020({ allErrors: true, strict: false }));

/** Kinds of clocks are text to the history, and these histories have kinds of their own. */
function faultsOf(schema: object): (answered: unknown) => readonly unknown[] {
  const fits = ajv.compile(schema);
  return (answered) =>
    fits(answered)
      ? []
      : (fits.errors ?? []).filter(
          ({ keyword, instancePath }) => !(keyword === 'enum' && instancePath.endsWith('/kind')),
        );
}

/** The documents that histories leave, whatever is asked of them. */
const holding = (items: readonly object[]): CaseQueryPorts =>
  ({
    readModels: { query: () => Promise.resolve({ items }), checkpoint: () => Promise.resolve(BEGINNING) },
  }) as unknown as CaseQueryPorts;

const lists = [
  { ...openCases, asked: {}, projection: openCasesProjection, histories: arbitraryHistory() },
  {
    ...{ ...breaches, asked: {}, projection: slaBreachesProjection(() => 'Asia/Shanghai') },
    histories: arbitraryHistory(['DeadlineBreached', 'DeadlineMet', 'DeadlineCancelled', 'SeverityChanged']),
  },
] as const;

describe('answers', () => {
  it.each(lists)(
    'say nothing that is not described: $name',
    async ({ answers, projection, histories, run, asked }) => {
      const faults = faultsOf(answers);
      let seen = 0;
      await fc.assert(
        fc.asyncProperty(histories, async (events) => {
          const stored = project(projection as Projection<object, CaseEvent>, events);
          const items = [...stored.values()].flatMap(({ document }) => document ?? []);
          seen += items.length;
          const answered: unknown = await run(asked, holding(items), undefined);
          expect(faults(answered)).toEqual([]);
        }),
        { numRuns: runs(60) },
      );
      expect(seen).toBeGreaterThan(0);
    },
  );

  it('say nothing that is not described: an entry of a timeline', () => {
    const faults = faultsOf(timelineEntry);
    fc.assert(
      fc.property(arbitraryHistory(), (events) => {
        for (const event of events) expect(faults(entryOf(event))).toEqual([]);
      }),
      { numRuns: runs(60) },
    );
  });
});
