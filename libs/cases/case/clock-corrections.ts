import { isInstant, refuse, type Refusal } from '#event-sourcing';
import { FRONTLINE } from '#procedures';
import { answerableFor } from './answerable.ts';
import { holds } from './authority.ts';
import type { CaseContext } from './context.ts';
import type { CaseEventDraft } from './events.ts';
import { isSaidAtOnce } from './moments.ts';
import type { CaseClock, ClockBook } from './clock-state.ts';
import type { CaseState } from './state.ts';
import { ruleOf } from './wanted-clocks.ts';

const SOMEBODY_ELSE = 'Somebody else answered for it then, as was recorded later.';

/** LIF-5, CLK-6: misses on record for which a fact that was recorded later shows somebody else answerable. */
export function corrections(
  before: CaseState,
  state: CaseState,
  { procedure, lateBecause = SOMEBODY_ELSE }: CaseContext,
): readonly CaseEventDraft[] {
  if (before.status === 'none' || state.status === 'none') return [];
  const ours = before.clocks.clocks.filter((clock) => isMissedHere(clock, before.clocks));
  return ours.flatMap((clock) => {
    const known = state.clocks.clocks.find((each) => each.clock === clock.clock);
    if (!clock.breached || known?.breached !== true || known.responsible === undefined) return [];
    const rule = ruleOf(clock, procedure);
    const now = answerableFor(clock, rule, state.clocks);
    if (isSame(known.responsible, now.responsible)) return [];
    if (isSame(answerableFor(clock, rule, before.clocks), now)) return [];
    const { clock: name, kind } = clock;
    return [{ type: 'BreachCorrected', data: { clock: name, kind, ...now, reason: lateBecause } }];
  });
}

/** LIF-2: what a merged case had missed before it came is answered for there. */
const isMissedHere = ({ of, dueAt }: CaseClock, { threads }: ClockBook): boolean =>
  of === undefined || threads.some((thread) => thread.of === of && dueAt > thread.takenAt);

const isSame = (left: object, right: object): boolean => JSON.stringify(left) === JSON.stringify(right);

/**
 * LIF-5: a fact dated back that takes a recorded miss away needs the level that could have given more time, and a reason,
 * unless it was recorded at once. One that lays the miss on somebody else needs them however little it is dated back.
 */
export function undoneRecord(
  drafts: readonly CaseEventDraft[],
  state: CaseState,
  context: CaseContext,
): Refusal | undefined {
  if (state.status === 'none') return undefined;
  const moment = isInstant(context.stamp.happenedAt) ? context.stamp.happenedAt : context.happenedAt;
  const undone = drafts.flatMap(({ type, data }) => {
    if (type !== 'BreachWithdrawn' && type !== 'BreachCorrected') return [];
    const clock = state.clocks.clocks.find((each) => each.clock === data.clock);
    const isAtOnce =
      type === 'BreachWithdrawn' && clock !== undefined && isSaidAtOnce(moment, clock, context);
    return clock === undefined || isAtOnce ? [] : [clock];
  });
  return undone[0] && mayNotUndo(undone[0], state, context);
}

function mayNotUndo(clock: CaseClock, state: CaseState, context: CaseContext): Refusal | undefined {
  const level = levelFor(clock, state, context);
  const details = { clock: clock.clock, dueAt: clock.dueAt, neededLevel: level };
  if (!holds(level, context))
    return refuse(
      'LIF-5',
      'undoes-a-miss',
      `Dated back like this, it would undo the miss of "${clock.clock}" at ${clock.dueAt}, which is on record.`,
      {
        remedy: `Let somebody with the role "${level}" or above record it, with the reason in "lateBecause"; or record it with the present time.`,
        details,
      },
    );
  return context.lateBecause === undefined
    ? refuse('LIF-5', 'late-reason-needed', 'This undoes a miss that is on record, so it needs a reason.', {
        remedy: 'Say in "lateBecause" why it is recorded only now.',
        details,
      })
    : undefined;
}

/** Who may give more time on the clock (CLK-4), else at this severity, else the top of the ladder. */
function levelFor({ rule, kind }: CaseClock, state: CaseState, { procedure }: CaseContext): string {
  const severity = state.status === 'logged' ? state.severity : undefined;
  const ofSeverity = procedure.extensions.filter(
    ({ severities }) => severity === undefined || severities.includes(severity),
  );
  const own = ofSeverity.find(({ clock }) => clock === rule || clock === kind) ?? ofSeverity[0];
  return own?.approver ?? procedure.ladder.at(-1)?.id ?? FRONTLINE;
}
