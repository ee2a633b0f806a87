import { commandsOf, decideBy, field, type CommandOf, type DataOf, type Decider } from '#event-sourcing';
import { RECURRING, type RecurrenceRule } from '#procedures';
import { crowdAround } from './crowd.ts';
import { draft, type RecurrenceEvent, type RecurrenceEventDraft } from './events.ts';
import {
  entryOf,
  evolve,
  indexOf,
  neverHappened,
  placeOf,
  standing,
  type Entry,
  type RecurrenceState,
} from './state.ts';

export interface RecurrenceContext {
  /** Of the version that the case is handled under; absent where that has no such rule, so that nothing counts for it. */
  readonly rule: RecurrenceRule | undefined;
}

interface RecurrenceTypes {
  readonly state: RecurrenceState;
  readonly context: RecurrenceContext;
  readonly draft: RecurrenceEventDraft;
  readonly who: 'ourselves';
  readonly weight: undefined;
  readonly when: 'ours';
  readonly group: 'Improvement';
}

/** What of a case may repeat, with what it is there. */
export const partsOf = () =>
  field.parts(
    'RecurringPart',
    { of: field.choice(RECURRING), value: field.reference({ example: 'facilities/lift' }) },
    { min: 1, max: 3 },
  );

export const ruleSetField = () =>
  field.part('RuleSet', {
    id: field.reference({ of: 'procedure', example: 'residential-property' }),
    version: field.wholeNumber({ min: 1, example: 1 }),
  });

const data = {
  case: field.reference({ of: 'case', example: '7F3K-9M2Q-X4TB' }),
  at: field.moment(),
  noted: field.wholeNumber({ min: 1, example: 1 }),
  counts: field.yesNo(),
  procedure: ruleSetField(),
  rule: field.reference({ example: 'same-cause' }),
  parts: partsOf(),
};
type Counting = DataOf<typeof data>;

/** IMP-1: whatever order they come in, the same cases make the same recurrences, and each is found once. */
const countOccurrence = commandsOf<RecurrenceTypes>()({
  name: 'CountOccurrence',
  summary: 'Count a case for something that may repeat, or not any more (IMP-1).',
  ...{ group: 'Improvement', who: 'ourselves', when: 'ours', route: 'none' },
  data,
  decide(counting, state, { rule }) {
    const { case: caseId, at, noted, counts } = counting;
    const known = entryOf(state, counting);
    if ((known?.noted ?? 0) >= noted || (counts && rule === undefined)) return [];
    const said = draft('OccurrenceCounted', { case: caseId, at, noted, counts });
    return [
      said,
      ...(counts && rule !== undefined ? recurring(state, counting, rule) : leaving(state, known)),
    ];
  },
});

export const recurrenceCommands = [countOccurrence] as const;
export type RecurrenceCommand = CommandOf<typeof recurrenceCommands>;

const leaving = ({ joined }: RecurrenceState, known: Entry | undefined): readonly RecurrenceEventDraft[] =>
  known?.recurrence === undefined
    ? []
    : [draft('RecurrenceShrank', { recurrence: standing(joined, known.recurrence), cases: [known.case] })];

function recurring(
  state: RecurrenceState,
  counting: Counting,
  rule: RecurrenceRule,
): readonly RecurrenceEventDraft[] {
  const { case: caseId, noted, procedure, parts } = counting;
  const place = placeOf(counting);
  const index = indexOf(state.entries, place);
  const known = entryOf(state, counting);
  const entry: Entry = { ...place, case: caseId, noted, counts: true };
  const entries = state.entries.toSpliced(index, known === undefined ? 0 : 1, entry);
  const crowd = crowdAround(entries, index, rule);
  if (crowd.length === 0) return [];
  const fresh = crowd.filter((each) => each.recurrence === undefined);
  const [first, ...others] = recurrencesIn(crowd, state);
  const cases = fresh.map((each) => each.case);
  const { id, times, withinDays } = rule;
  if (first === undefined) {
    const about = { procedure, rule: id, parts: [...parts], times, withinDays };
    return [draft('RecurrenceFound', { recurrence: state.found + 1, ...about, cases })];
  }
  const lastAt = new Date(Math.max(...fresh.map(({ millis }) => millis))).toISOString();
  return [
    ...others.map((recurrence) => draft('RecurrencesJoined', { recurrence, into: first })),
    draft('RecurrenceGrew', { recurrence: first, cases, lastAt }),
  ];
}

const recurrencesIn = (crowd: readonly Entry[], { joined }: RecurrenceState): readonly number[] =>
  [
    ...new Set(
      crowd.flatMap(({ recurrence }) => (recurrence === undefined ? [] : standing(joined, recurrence))),
    ),
  ].sort((one, other) => one - other);

export const recurrenceDecider: Decider<
  RecurrenceState,
  RecurrenceCommand,
  RecurrenceEventDraft,
  RecurrenceEvent,
  RecurrenceContext
> = {
  initialState: neverHappened,
  decide: decideBy<RecurrenceTypes>(recurrenceCommands, (_definition, state) => state),
  evolve,
};

/** How many came in from one moment until before another. */
export const countedBetween = ({ entries }: RecurrenceState, from: number, until: number): number =>
  entries.filter(({ counts, millis }) => counts && millis >= from && millis < until).length;
