import { describe, expect, it } from 'vitest';
import { caseOf, type CaseTold } from '../testing/world.ts';
import { procedures } from '../testing/streams.ts';
import { evolve, notCounted, occurrenceDecider } from './occurrence.ts';
import { subjectsOf } from './subjects.ts';

const procedure = procedures.get('residential-property', 1);
const classified = (category: string): CaseTold => ({
  type: 'CaseClassified',
  data: { category, severity: 'minor' },
});
const corrected = (data: object): CaseTold => ({
  type: 'IntakeCorrected',
  data: { reason: 'Known now', ...data },
});
const concluded = (outcome: 'substantiated' | 'notSubstantiated', responsiblePerson?: string): CaseTold => ({
  type: 'InvestigationConcluded',
  data: {
    ...{ outcome, responsibility: 'person', rootCause: 'attitude', explanation: 'x' },
    ...(responsiblePerson !== undefined && { responsiblePerson }),
  },
});
const said = (...events: readonly CaseTold[]): readonly string[] =>
  subjectsOf(caseOf(...events), procedure).map(
    ({ rule, parts }) => `${rule}: ${parts.map(({ value }) => value).join(', ')}`,
  );

describe('what a case counts for (IMP-1)', () => {
  it('IMP-1 is what its procedure watches, as far as it is known', () => {
    expect(said()).toEqual([]);
    expect(said(classified('facilities/lift'))).toEqual([]);
    expect(said(classified('facilities/lift'), corrected({ site: 'hill' }))).toEqual([
      'same-matter-at-one-site: facilities/lift, hill',
    ]);
    expect(said(concluded('substantiated'))).toEqual(['same-cause: attitude']);
  });

  it('IMP-1 of people each by their id, however it is written, and whoever was found responsible', () => {
    const respondents = [
      { kind: 'person', staffId: 'Wu.Tao' },
      { kind: 'person', staffId: 'pan.xin' },
      { kind: 'person', name: 'The tall one' },
    ];
    expect(said(corrected({ respondents }), concluded('substantiated', 'WU.TAO'))).toEqual([
      'same-cause: attitude',
      'same-person: wu.tao',
      'same-person: pan.xin',
    ]);
  });

  it('IMP-1 is nothing where it is no complaint, turned out to be none, or counts in another case', () => {
    const lift = [classified('facilities/lift'), corrected({ site: 'hill' })];
    expect(said(...lift, { type: 'ValidityAssessed', data: { valid: false, reason: 'Not ours' } })).toEqual(
      [],
    );
    expect(said(...lift, concluded('notSubstantiated'))).toEqual([]);
    expect(said(...lift, { type: 'CaseMerged', data: { into: '4XQ7-M2K9-D3TB', reason: 'Same' } })).toEqual(
      [],
    );
    expect(
      said(...lift, {
        type: 'CaseDeclaredInadmissible',
        data: { ground: 'in-court', explanation: 'x' },
      }),
    ).toEqual([]);
    expect(
      said(...lift, { type: 'ContactPromoted', data: { from: 'complaint', to: 'enquiry', reason: 'x' } }),
    ).toEqual([]);
  });

  it('IMP-1 is noted when it changes, and only then', () => {
    const note = (state: typeof notCounted, ...events: readonly CaseTold[]) =>
      occurrenceDecider.decide({ type: 'NoteOccurrence', data: {} }, state, {
        about: caseOf(...events),
        procedure,
      });
    const before = [corrected({ site: 'hill' }), classified('facilities/lift')];
    const first = note(notCounted, ...before);
    expect(first).toMatchObject([
      { data: { noted: 1, added: [{ rule: 'same-matter-at-one-site' }], dropped: [] } },
    ]);
    const state = (first as never[]).reduce(evolve, notCounted);
    expect(note(state, ...before)).toEqual([]);
    const change: CaseTold = {
      type: 'CategoryChanged',
      data: { from: 'x', to: 'facilities/leak', reason: 'y' },
    };
    expect(note(state, ...before, change)).toMatchObject([
      { data: { noted: 2, added: [{ parts: [{ value: 'facilities/leak' }, {}] }], dropped: [{}] } },
    ]);
  });
});
