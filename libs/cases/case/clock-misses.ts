import { answerableFor, missedAt } from './answerable.ts';
import { happening } from './clock-due.ts';
import { isBody, type BreachEffect } from '#procedures';
import {
  highestSeverity,
  levelAbout,
  levelAbove,
  rankOf,
  severityAbove,
  type CaseContext,
} from './context.ts';
import type { CaseEventData, CaseEventDraft } from './events.ts';
import { escalateAutomatically } from './rules/escalation.ts';
import { isOver } from './stage-policy.ts';
import type { CaseClock } from './clock-state.ts';
import type { CaseRecord, CaseState } from './state.ts';
import { ruleOf } from './wanted-clocks.ts';

/**
 * CLK-6, CLK-7: the miss, laid on whoever answered for it when the time ran out, and what it brings about. The same
 * whoever finds it: the scheduler in time or after days, or a command that comes first.
 */
export const miss = (
  clock: CaseClock,
  foundBy: CaseEventData<'DeadlineBreached'>['foundBy'],
  state: CaseState,
  context: CaseContext,
): readonly CaseEventDraft[] => [
  breachOf(clock, foundBy, state, context),
  ...(state.status === 'logged' && !isOver(state) ? effectsOf(clock, state, context) : []),
];

/** A breach happened when the time ran out, or began to apply when it was over; whenever it is recorded (CLK-6). */
function breachOf(
  clock: CaseClock,
  foundBy: CaseEventData<'DeadlineBreached'>['foundBy'],
  state: CaseState,
  { procedure }: CaseContext,
): CaseEventDraft {
  const { clock: name, kind, dueAt } = clock;
  const answerable =
    state.status === 'none'
      ? { responsible: { role: 'receiver' } }
      : answerableFor(clock, ruleOf(clock, procedure), state.clocks);
  return {
    type: 'DeadlineBreached',
    data: { clock: name, kind, dueAt, ...answerable, foundBy },
    ...happening(missedAt(clock)),
  };
}

/**
 * CLK-7. The severity rises with the miss. The level hears of it when it is recorded, and its own clock runs from then:
 * nobody answers for a time at which they could not know.
 */
function effectsOf(clock: CaseClock, state: CaseRecord, context: CaseContext): readonly CaseEventDraft[] {
  const effects = ruleOf(clock, context.procedure)?.breachEffects ?? [];
  const explanation = `The clock "${clock.clock}" ran out at ${clock.dueAt}`;
  const heard = [
    ...effects.flatMap((effect) => reported(effect, clock, state, context)),
    ...escalations(effects, explanation, state, context),
  ];
  return [
    ...(effects.includes('raiseSeverity') ? raisedSeverity(clock, explanation, state, context) : []),
    ...heard.map((draft): CaseEventDraft => ({ ...draft, ...happening(context.now) })),
  ];
}

/** To the level that the procedure names, or above the one that is complained about (INV-4). */
function reported(
  effect: BreachEffect,
  { clock, kind, dueAt }: CaseClock,
  state: CaseRecord,
  context: CaseContext,
): readonly CaseEventDraft[] {
  if (typeof effect !== 'object' || !('notify' in effect)) return [];
  const { procedure } = context;
  const about = levelAbout(state, context);
  const isBelow =
    about !== undefined &&
    !isBody(procedure, effect.notify) &&
    rankOf(procedure, effect.notify) <= rankOf(procedure, about);
  const level = isBelow ? levelAbove(procedure, about) : effect.notify;
  return level === undefined ? [] : [{ type: 'BreachReported', data: { clock, kind, dueAt, level } }];
}

/** To the highest of the levels that the effects name, else one level up. */
function escalations(
  effects: readonly BreachEffect[],
  explanation: string,
  state: CaseRecord,
  context: CaseContext,
): readonly CaseEventDraft[] {
  const named = effects.flatMap((effect) =>
    typeof effect === 'object' && 'escalateTo' in effect ? [effect.escalateTo] : [],
  );
  if (named.length === 0 && !effects.includes('escalate')) return [];
  const rank = (level: string): number => rankOf(context.procedure, level);
  const [to] = named.toSorted((left, right) => rank(right) - rank(left));
  return escalateAutomatically({ reason: 'breach', explanation, to }, state, context);
}

function raisedSeverity(
  clock: CaseClock,
  reason: string,
  { severity: from }: CaseRecord,
  { procedure }: CaseContext,
): readonly CaseEventDraft[] {
  const to = from === undefined ? undefined : severityAbove(procedure, from);
  return to === undefined || from === undefined
    ? []
    : [
        {
          type: 'SeverityChanged',
          data: { from, to, reason, cause: 'breach' },
          ...happening(missedAt(clock)),
        },
      ];
}

export const OVERDUE = 'Not reasonably settled within the time allowed';

/** CLK-8: a month without a settlement makes the case major by itself; not yet classified, as soon as it is. */
export function promotion(
  clock: CaseClock,
  state: CaseState,
  { procedure, happenedAt }: CaseContext,
): readonly CaseEventDraft[] {
  const { clock: name, kind, dueAt } = clock;
  const over: CaseEventDraft = {
    type: 'DeadlineCancelled',
    data: { clock: name, kind, why: 'promoted' },
    ...happening(happenedAt),
  };
  const from = state.status === 'logged' ? state.severity : undefined;
  const to = highestSeverity(procedure);
  if (from === undefined || from === to) return [over];
  const raised = { from, to, reason: OVERDUE, cause: 'oneMonth' } as const;
  return [{ type: 'SeverityChanged', data: raised, ...happening(dueAt) }, over];
}
