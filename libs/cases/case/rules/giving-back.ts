import { severityRank } from '#procedures';
import type { CaseContext } from '../context.ts';
import { draft } from '../decision.ts';
import type { CaseEventDraft } from '../events.ts';
import type { CaseRecord } from '../state.ts';
import type { TakenOver } from '../merge-state.ts';
import { severityWithFlags } from './flags.ts';

interface GivenBack {
  readonly given: readonly TakenOver[];
  readonly left: readonly TakenOver[];
  readonly state: CaseRecord;
  readonly context: CaseContext;
}

/** CLS-4, CLS-7: what only the merged case brought goes with it; what was decided here meanwhile stays. */
export function lessSerious(
  given: readonly TakenOver[],
  state: CaseRecord,
  context: CaseContext,
): readonly CaseEventDraft[] {
  const back = { given, left: state.takenOver.filter((each) => !given.includes(each)), state, context };
  const cleared = clearedFlags(back);
  const reason = 'It came with a merged case, which was given back.';
  return [
    ...cleared.map((flag) => draft('SensitiveFlagCleared', { flag, reason })),
    ...lowered(
      back,
      state.flags.filter((flag) => !cleared.includes(flag)),
    ),
  ];
}

const broughtBy = ({ flags, before }: TakenOver): CaseRecord['flags'] =>
  flags.filter((flag) => !before.flags.includes(flag));

const clearedFlags = ({ given, left, state }: GivenBack): CaseRecord['flags'] =>
  state.flags.filter(
    (flag) =>
      given.some((each) => broughtBy(each).includes(flag)) && !left.some((each) => each.flags.includes(flag)),
  );

/** By its severity or by a flag of it; what a missed time made of it since stays (CLK-7, CLK-8). */
function lowered(back: GivenBack, flags: CaseRecord['flags']): readonly CaseEventDraft[] {
  const { given, left, context } = back;
  const { severity: from, overdueSeverity } = back.state;
  const raisedBy = given.find((each) => raised(each, context) === from);
  if (from === undefined || from === overdueSeverity || raisedBy === undefined) return [];
  const severities = [raisedBy.before.severity, ...left.map(({ severity }) => severity)];
  const to = severityWithFlags(highest(severities, context) ?? from, flags, context);
  const reason = 'The more serious case was given back.';
  return to === from ? [] : [draft('SeverityChanged', { from, to, reason, cause: 'decision' })];
}

/** To what the taking over raised the severity, where it did. */
function raised(each: TakenOver, context: CaseContext): string | undefined {
  const { severity: before } = each.before;
  const to = highest([before, each.severity], context);
  if (before === undefined || to === undefined) return undefined;
  const withFlags = severityWithFlags(to, broughtBy(each), context);
  return withFlags === before ? undefined : withFlags;
}

const highest = (
  severities: readonly (string | undefined)[],
  { procedure }: CaseContext,
): string | undefined =>
  severities
    .flatMap((severity) => severity ?? [])
    .toSorted((left, right) => severityRank(procedure, right) - severityRank(procedure, left))[0];
