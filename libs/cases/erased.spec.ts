import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  revision,
  SUBJECT_ERASED,
  UNREADABLE,
  type Position,
  type Projection,
  type SubjectErased,
} from '#event-sourcing';
import { runs } from '#event-sourcing/testing';
import type { CaseEvent, RecordedCaseEvent } from './case/events.ts';
import { evolve, noCase } from './case/evolve.ts';
import { allCaseProjections } from './read-models.ts';
import { arbitraryHistory } from './testing/arbitrary-events.ts';
import { erased } from './testing/erased.ts';
import { project, recorded } from './testing/recorded.ts';
import { logged } from './testing/stories.ts';

const options = { zoneOf: () => 'Asia/Shanghai', pepper: 'pepper' };
const projections = allCaseProjections(options) as readonly Projection<object, CaseEvent>[];

/** As it stands in the stream of the case, after everything else. */
const erasing = (revisionAt: number): RecordedCaseEvent => {
  const [last] = recorded([logged()]);
  const place = {
    revision: revision(revisionAt),
    position: `9${String(revisionAt).padStart(18, '0')}` as Position,
  };
  const data: SubjectErased = { contacts: ['abcdef'], files: [] };
  return { ...last, ...place, type: SUBJECT_ERASED, data } as unknown as RecordedCaseEvent;
};

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

  it.each(projections)('$collection.name holds nothing of whoever was erased', (projection) => {
    fc.assert(
      fc.property(arbitraryHistory(), (events) => {
        const after = [...events, erasing(events.length)];
        expect(project(projection, after)).toEqual(
          project(projection, [...erased(events), erasing(events.length)]),
        );
      }),
      { numRuns: runs(60) },
    );
  });

  it('is the same for whoever decides', () => {
    fc.assert(
      fc.property(arbitraryHistory(), (events) => {
        const states = [events, erased(events)].map((told) =>
          [...told, erasing(events.length)].reduce(evolve, noCase),
        );
        expect(states[0]).toEqual(states[1]);
        expect(states[0]).toMatchObject({ erased: true });
      }),
      { numRuns: runs(60) },
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
