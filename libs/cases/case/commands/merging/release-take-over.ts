import { field } from '#event-sourcing';
import { severityRank } from '#procedures';
import { command } from '../../command.ts';
import type { CaseContext } from '../../context.ts';
import { draft } from '../../decision.ts';
import type { CaseEventDraft } from '../../events.ts';
import { isAmong } from '../../evolve-merging.ts';
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
    const given = state.takenOver.filter((each) => isAmong(data, each));
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

const onwardOf = ({ merging, mergedInto, mergedBy }: CaseRecord): Merge | undefined =>
  merging ??
  (mergedInto !== undefined && mergedBy !== undefined ? { into: mergedInto, merge: mergedBy } : undefined);

/** Its clocks go on in the case that they belong to, where their misses are on record. */
const clocksEnd = (given: readonly TakenOver[], { clocks }: CaseRecord): readonly CaseEventDraft[] =>
  clocks.clocks
    .filter(({ of, status }) => status === 'running' && given.some((each) => each.case === of))
    .flatMap(({ clock, kind, breached }) => [
      ...(breached
        ? [draft('BreachWithdrawn', { clock, kind, reason: 'The case that missed it was given back.' })]
        : []),
      draft('DeadlineCancelled', { clock, kind, why: 'givenBack' }),
    ]);

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

/** CLS-4, CLS-7: what only the merged case brought goes with it; what was decided here meanwhile stays. */
function lessSerious(
  given: readonly TakenOver[],
  state: CaseRecord,
  { procedure }: CaseContext,
): readonly CaseEventDraft[] {
  const left = state.takenOver.filter((each) => !given.includes(each));
  const cleared = state.flags.filter(
    (flag) =>
      given.some((each) => each.flags.includes(flag) && !each.before.flags.includes(flag)) &&
      !left.some((each) => each.flags.includes(flag)),
  );
  const reason = 'It came with a merged case, which was given back.';
  return [
    ...cleared.map((flag) => draft('SensitiveFlagCleared', { flag, reason })),
    ...lowered(given, left, state, (severity) => severityRank(procedure, severity)),
  ];
}

function lowered(
  given: readonly TakenOver[],
  left: readonly TakenOver[],
  { severity: from, overdueSeverity }: CaseRecord,
  rank: (severity: string) => number,
): readonly CaseEventDraft[] {
  const raisedBy = given.find((each) => each.severity === from && each.before.severity !== undefined);
  if (from === undefined || from === overdueSeverity || raisedBy?.before.severity === undefined) return [];
  const to = left
    .flatMap(({ severity }) => severity ?? [])
    .reduce((highest, each) => (rank(each) > rank(highest) ? each : highest), raisedBy.before.severity);
  return to === from
    ? []
    : [
        draft('SeverityChanged', {
          from,
          to,
          reason: 'The more serious case was given back.',
          cause: 'decision',
        }),
      ];
}
