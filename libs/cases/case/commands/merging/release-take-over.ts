import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import type { CaseEventDraft } from '../../events.ts';
import { isAmong } from '../../evolve-merging.ts';
import { lessSerious } from '../../rules/giving-back.ts';
import { always } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import type { Merge, TakenOver } from '../../merge-state.ts';
import { ourOwn } from '../../who-policy.ts';
import { mergeFields } from './merge-parts.ts';

/** LIF-2: what was taken over is given back, whatever has become of this case since. */
export const releaseTakeOver = command({
  name: 'ReleaseTakeOver',
  summary: 'Give a case back that was taken over (LIF-2).',
  group: 'Merging',
  data: {
    from: field.reference({ of: 'case', example: '7F3K-9M2Q-X4TB' }),
    cases: field.references({ of: 'case', min: 1, max: 50, example: ['7F3K-9M2Q-X4TB'] }),
    ...mergeFields,
  },
  who: ourOwn('merging'),
  when: always,
  route: 'none',
  decide: (data, state, context) => {
    if (state.status !== 'logged') return [];
    const given = givenBack(data, state);
    if (given.length === 0) return [];
    const [onward, level] = [onwardOf(state), levelBefore(given, state)];
    return [
      ...clocksEnd(given, state),
      draft('TakeOverReleased', {
        ...{ ...data, cases: [...data.cases] },
        ...(onward && { onward }),
        ...(level && { level }),
      }),
      ...lessSerious(given, state, context),
    ];
  },
});

/** Of the cases that were taken over, those that it gives back. */
export const givenBack = (
  data: Parameters<typeof isAmong>[0],
  { takenOver }: CaseRecord,
): readonly TakenOver[] => takenOver.filter((each) => isAmong(data, each));

const onwardOf = ({ merging, mergedInto, mergedBy }: CaseRecord): Merge | undefined =>
  merging ??
  (mergedInto !== undefined && mergedBy !== undefined ? { into: mergedInto, merge: mergedBy } : undefined);

/** Its clocks go on in the case that they belong to, where their misses are on record: nobody has missed anything twice. */
export function clocksEnd(given: readonly TakenOver[], { clocks }: CaseRecord): readonly CaseEventDraft[] {
  const own = clocks.clocks.filter(({ of }) => given.some((each) => each.case === of));
  const reason = 'The case that missed it was given back.';
  return [
    // A run that goes on with a miss is on record under the name of the one that missed it.
    ...own
      .filter(({ breached, missedAs }) => breached && missedAs === undefined)
      .map(({ clock, kind }) => draft('BreachWithdrawn', { clock, kind, reason })),
    ...own
      .filter(({ status }) => status === 'running')
      .map(({ clock, kind }) => draft('DeadlineCancelled', { clock, kind, why: 'givenBack' })),
  ];
}

/** AUT-4: the level as it was, unless somebody has moved the case since. */
function levelBefore(
  given: readonly TakenOver[],
  { level, levelAwaited }: CaseRecord,
): { readonly level: string; readonly awaited: boolean } | undefined {
  const raisedBy = given.find((each) => each.level === level && each.before.level !== level);
  const asked = given.find((each) => each.level === level && each.levelAwaited && !each.before.levelAwaited);
  const before = raisedBy?.before ?? (levelAwaited ? asked?.before : undefined);
  return before && { level: before.level, awaited: before.levelAwaited };
}
