import { commandsOf, decideBy, type CommandOf, type Decider, type HappenedAt } from '#event-sourcing';
import type { CaseState } from '#cases';
import type { Procedure } from '#procedures';
import { draft, type OccurrenceEvent, type OccurrenceEventDraft } from './events.ts';
import { isSameSubject, subjectsOf, type Subject } from './subjects.ts';

/** A case as one time that something happened: for which recurrences it has been counted. */
export interface OccurrenceState {
  readonly noted: number;
  readonly at?: HappenedAt;
  readonly subjects: readonly Subject[];
}

/** The case as it stands, looked up by the caller. */
export interface OccurrenceContext {
  readonly about: CaseState;
  /** The version that the case is handled under; absent where it is not known here. */
  readonly procedure: Procedure | undefined;
}

interface OccurrenceTypes {
  readonly state: OccurrenceState;
  readonly context: OccurrenceContext;
  readonly draft: OccurrenceEventDraft;
  readonly who: 'ourselves';
  readonly weight: undefined;
  readonly when: 'ours';
  readonly group: 'Improvement';
}

/** IMP-1: what it counts for is a matter of the case as it is: a correction takes it out of one and into another. */
const noteOccurrence = commandsOf<OccurrenceTypes>()({
  name: 'NoteOccurrence',
  summary: 'Note for which recurrences a case counts (IMP-1).',
  ...{ group: 'Improvement', who: 'ourselves', when: 'ours', route: 'none' },
  data: {},
  decide(_data, state, { about, procedure }) {
    if (about.status !== 'logged' || procedure === undefined) return [];
    const at = state.at ?? about.receivedAt;
    if (at === undefined) return [];
    const { id, version } = procedure;
    const now = subjectsOf(about, procedure);
    const without = (some: readonly Subject[], others: readonly Subject[]) =>
      some
        .filter((one) => !others.some((other) => isSameSubject(one, other)))
        .map(({ rule, parts }) => ({ rule, parts: [...parts] }));
    const [added, dropped] = [without(now, state.subjects), without(state.subjects, now)];
    return added.length + dropped.length === 0
      ? []
      : [
          draft('OccurrenceNoted', {
            noted: state.noted + 1,
            at,
            procedure: { id, version },
            added,
            dropped,
          }),
        ];
  },
});

export const occurrenceCommands = [noteOccurrence] as const;
export type OccurrenceCommand = CommandOf<typeof occurrenceCommands>;

export const notCounted: OccurrenceState = { noted: 0, subjects: [] };

/** Unknown events leave it as it is. */
const isNoting = ({ type }: { readonly type: string }): boolean => type === 'OccurrenceNoted';

export function evolve(state: OccurrenceState, event: OccurrenceEvent): OccurrenceState {
  if (!isNoting(event)) return state;
  const { noted, at, added, dropped } = event.data;
  const kept = state.subjects.filter((each) => !dropped.some((gone) => isSameSubject(each, gone)));
  return { noted, at: at as HappenedAt, subjects: [...kept, ...added] };
}

export const occurrenceDecider: Decider<
  OccurrenceState,
  OccurrenceCommand,
  OccurrenceEventDraft,
  OccurrenceEvent,
  OccurrenceContext
> = {
  initialState: notCounted,
  decide: decideBy<OccurrenceTypes>(occurrenceCommands, (_definition, state) => state),
  evolve,
};
