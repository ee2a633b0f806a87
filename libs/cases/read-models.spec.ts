import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { streamName, type Projection } from '#event-sourcing';
import { runs } from '#event-sourcing/testing';
import type { CaseEvent, RecordedCaseEvent } from './case/events.ts';
import { allCaseProjections, caseReadModels } from './read-models.ts';
import { arbitraryHistory } from './testing/arbitrary-events.ts';
import { project, recorded } from './testing/recorded.ts';
import { logged, PERSONAL } from './testing/stories.ts';

const options = { zoneOf: () => 'Asia/Shanghai', pepper: 'pepper' };
const projections = allCaseProjections(options) as readonly Projection<object, CaseEvent>[];

describe('read models of the cases', () => {
  it('have names of their own', () => {
    expect(projections.map(({ collection: { name } }) => name)).toEqual([
      'deadlines', 'open-cases', 'case-details', 'sla-breaches', 'compensation-ledger', 'complainants', 'case-search', 'case-facts',
    ]); // prettier-ignore
  });

  it.each(caseReadModels.map((model) => [model.projection(options).collection.name, model] as const))(
    'PRI-1: %s holds what the complainant said and who it is only where its value says so',
    (_, model) => {
      const stored = project(
        model.projection(options) as Projection<object, CaseEvent>,
        recorded([logged()]),
      );
      const documents = [...stored.values()].map(({ document }) => document ?? {});
      const said = (parts: readonly unknown[]): readonly string[] =>
        PERSONAL.filter((each) => JSON.stringify(parts).includes(each));
      const fields = documents.flatMap((document) => Object.entries(document));
      expect(said(fields.filter(([name]) => !model.personal.includes(name)))).toEqual([]);
      for (const each of model.personal)
        expect(said(fields.filter(([name]) => name === each))).not.toEqual([]);
    },
  );

  describe.each(projections)('$collection.name', (projection) => {
    it('indexes declared fields only', () => {
      for (const field of projection.collection.indexes.flat())
        expect(projection.collection.fields).toHaveProperty([field]);
    });

    it('ignores other streams, and types that this program does not know', () => {
      const [event] = recorded([logged()]);
      if (event === undefined) return;
      expect(projection.keys({ ...event, stream: streamName('budget', '1') })).toEqual([]);
      expect(projection.keys({ ...event, type: 'MovedToTheMoon' } as unknown as RecordedCaseEvent)).toEqual(
        [],
      );
      expect(projection.keys({ ...event, type: 'constructor' } as unknown as RecordedCaseEvent)).toEqual([]);
    });

    it('never throws, changes no document in place, and makes documents that JSON keeps whole', () => {
      fc.assert(
        fc.property(arbitraryHistory(), (events) => {
          const before = new Map<string, string>();
          const stored: ReturnType<typeof project> = new Map();
          for (const event of events) {
            const held = [...stored].map(([key, { document }]) => ({ key, document }));
            project(projection, [event], stored);
            for (const { key, document } of held) expect(JSON.stringify(document)).toBe(before.get(key));
            for (const [key, { document }] of stored) {
              if (document === undefined) before.delete(key);
              else before.set(key, JSON.stringify(document));
            }
          }
          for (const { document } of stored.values())
            if (document !== undefined) expect(JSON.parse(JSON.stringify(document))).toStrictEqual(document);
        }),
        { numRuns: runs(30) },
      );
    });

    it('D5: gives the same documents when batches are folded twice, from wherever they are taken up again', () => {
      fc.assert(
        fc.property(arbitraryHistory(), fc.nat(), fc.nat(), (events, cut, again) => {
          const upTo = cut % (events.length + 1);
          const from = again % (upTo + 1);
          const interrupted = project(projection, events.slice(0, upTo));
          project(projection, events.slice(from), interrupted);
          expect(interrupted).toEqual(project(projection, events));
        }),
        { numRuns: runs(30) },
      );
    });

    it('folds what was stored as JSON the same way', () => {
      fc.assert(
        fc.property(arbitraryHistory(), (events) => {
          const stored: ReturnType<typeof project> = new Map();
          for (const event of events) {
            project(projection, [event], stored);
            for (const [key, { document, position }] of stored)
              if (document !== undefined)
                stored.set(key, { document: JSON.parse(JSON.stringify(document)) as object, position });
          }
          expect(stored).toEqual(project(projection, events));
        }),
        { numRuns: runs(30) },
      );
    });
  });
});
