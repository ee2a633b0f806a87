import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UNREADABLE, type Projection } from '#event-sourcing';
import { runs } from '#event-sourcing/testing';
import type { CaseEvent } from './case/events.ts';
import { evolve, noCase } from './case/evolve.ts';
import { allCaseProjections } from './read-models.ts';
import { arbitraryHistory } from './testing/arbitrary-events.ts';
import { erased } from './testing/erased.ts';
import { project } from './testing/recorded.ts';

const options = { zoneOf: () => 'Asia/Shanghai', pepper: 'pepper' };
const projections = allCaseProjections(options) as readonly Projection<object, CaseEvent>[];

describe('a case of which the texts are gone (PRI-2)', () => {
  it.each(projections)('$collection.name is folded of it all the same', (projection) => {
    fc.assert(
      fc.property(arbitraryHistory(), (events) => {
        for (const told of [erased(events), erased(events, UNREADABLE)])
          expect(project(projection, told).size).toBeLessThanOrEqual(events.length * 4);
      }),
      { numRuns: runs(30) },
    );
  });

  it('is at the same stage', () => {
    fc.assert(
      fc.property(arbitraryHistory(), (events) => {
        const [before, after] = [events, erased(events)].map((told) => told.reduce(evolve, noCase));
        expect(after).toMatchObject({ stage: before?.status === 'none' ? undefined : before?.stage });
      }),
      { numRuns: runs(30) },
    );
  });
});
