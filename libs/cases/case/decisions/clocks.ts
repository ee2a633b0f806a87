import { refuse, type Refusal } from '#event-sourcing';
import type { ExtensionRule } from '#procedures';
import { breachOf, promotion, standsStill } from '../clock-end.ts';
import { deadlineOf } from '../clock-keeper.ts';
import { conflictOfInterest, needsLevel, severityAbove, type CaseContext } from '../context.ts';
import type { CaseCommands } from '../commands.ts';
import type { CaseEventDraft } from '../events.ts';
import type { CaseClock, CaseRecord, CaseState } from '../state.ts';
import { isTooLateToSay } from '../moments.ts';
import { ruleOf } from '../wanted-clocks.ts';
import { draft, firstOf, type CaseDecision, type Decide } from './decision.ts';
import { escalateAutomatically } from './escalation.ts';

const clockNamed = (name: string, state: CaseState): CaseClock | undefined =>
  state.status === 'none'
    ? undefined
    : state.clocks.clocks.find((each) => each.clock === name && each.status === 'running');

const noSuchClock = (name: string, state: CaseRecord): Refusal =>
  refuse('CLK-1', 'no-running-clock', `No clock "${name}" is running for this case.`, {
    details: {
      running: state.clocks.clocks.filter((each) => each.status === 'running').map((each) => each.clock),
    },
  });

const approverOf = (
  clock: CaseClock,
  state: CaseRecord,
  { procedure }: CaseContext,
): ExtensionRule | undefined =>
  procedure.extensions.find(
    (rule) =>
      (rule.clock === clock.rule || rule.clock === clock.kind) &&
      rule.severities.includes(state.severity ?? ''),
  );

const notExtendable = (clock: CaseClock): Refusal =>
  refuse(
    'CLK-4',
    'extension-not-allowed',
    `The procedure does not allow to extend "${clock.clock}" for this severity.`,
  );

/** A miss that is on record stays, and nobody dates an extension back to before the time ran out. */
const tooLate = (clock: CaseClock, context: CaseContext): Refusal | undefined =>
  clock.breached || context.happenedAt > clock.dueAt || isTooLateToSay(clock.dueAt, context)
    ? refuse(
        'CLK-4',
        'deadline-expired',
        `The time ran out at ${clock.dueAt}; an extension has to come before that.`,
      )
    : undefined;

/** CLK-4: with a reason, by the right approver, before the clock expires. */
export const grantExtension: Decide<'GrantExtension'> = ({ clock: name, to, reason }, state, context) => {
  const clock = clockNamed(name, state);
  if (!clock) return noSuchClock(name, state);
  const rule = approverOf(clock, state, context);
  if (!rule) return notExtendable(clock);
  const notLater =
    to <= clock.dueAt
      ? refuse('CLK-4', 'not-later', `The clock is due at ${clock.dueAt} already.`)
      : undefined;
  const refusal = firstOf(
    needsLevel(context, rule.approver, 'CLK-4', 'Extending this clock'),
    conflictOfInterest(state, context),
    tooLate(clock, context),
    notLater,
  );
  if (refusal) return refusal;
  const moved = { clock: name, from: clock.dueAt, to };
  return [
    draft('ExtensionGranted', { ...moved, reason, approverLevel: rule.approver }),
    draft('DeadlineMoved', { ...moved, ...newWarning(clock, to, context), cause: 'extended' }),
  ];
};

function newWarning(
  clock: CaseClock,
  extendedTo: string,
  context: CaseContext,
): { readonly warnAt?: string } {
  const fraction = ruleOf(clock, context.procedure)?.warnAt;
  const extended = { ...clock, extendedTo, extendedAt: context.happenedAt };
  const { warnAt } = deadlineOf(extended, fraction, context.procedure);
  return warnAt === undefined ? {} : { warnAt };
}

/** CLK-4: refused extensions are recorded. */
export const refuseExtension: Decide<'RefuseExtension'> = (data, state, context) => {
  const clock = clockNamed(data.clock, state);
  if (!clock) return noSuchClock(data.clock, state);
  const rule = approverOf(clock, state, context);
  if (!rule) return notExtendable(clock);
  const refusal = firstOf(
    needsLevel(context, rule.approver, 'CLK-4', 'Refusing this extension'),
    conflictOfInterest(state, context),
  );
  return refusal ?? [draft('ExtensionRefused', { ...data, approverLevel: rule.approver })];
};

/** CLK-9: only for the reasons that the procedure allows; from an earlier time on only by a level. */
export const pauseClocks: Decide<'PauseClocks'> = (data, state, context) => {
  const { procedure } = context;
  if (!procedure.pauseReasons.includes(data.reason))
    return refuse(
      'CLK-9',
      'pause-not-allowed',
      'The procedure does not let clocks stand still for this reason.',
      {
        details: { allowed: procedure.pauseReasons },
      },
    );
  if (isPaused(state)) return [];
  const level = procedure.ladder[0]?.id;
  const refusal =
    level !== undefined && isTooLateToSay(context.happenedAt, context)
      ? needsLevel(context, level, 'CLK-9', 'Letting the clocks stand still from an earlier time on')
      : undefined;
  return refusal ?? [draft('ClocksPaused', data)];
};

const isPaused = ({ clocks: { pauses } }: CaseRecord): boolean =>
  pauses.length > 0 && pauses.at(-1)?.to === undefined;

export const resumeClocks: Decide<'ResumeClocks'> = (data, state) =>
  isPaused(state)
    ? [draft('ClocksResumed', data)]
    : refuse('CLK-9', 'not-paused', 'The clocks of this case are not paused.');

const nextPromise = (state: CaseRecord): string => `P${String(state.clocks.promises.length + 1)}`;

const inThePast = (dueAt: string | undefined, context: CaseContext): Refusal | undefined =>
  dueAt !== undefined && dueAt <= context.happenedAt
    ? refuse('CLK-5', 'time-in-the-past', 'The promised time has already passed.', {
        remedy: 'Promise a later time.',
      })
    : undefined;

/** CLK-5 */
export const promiseReply: Decide<'PromiseReply'> = (data, state, context) =>
  inThePast(data.dueAt, context) ?? [draft('ReplyPromised', { ...data, promise: nextPromise(state) })];

const SETTLED: readonly string[] = ['resolved', 'outcomeNotified', 'followedUp'];

/** CLK-5: an answer whatever the progress, and a new promise, until resolved. */
export const reportProgress: Decide<'ReportProgress'> = ({ nextPromise: dueAt, ...data }, state, context) => {
  const promised = state.clocks.clocks.some(
    (clock) => clock.status === 'running' && clock.kind === 'promise',
  );
  if (promised && dueAt === undefined && !SETTLED.includes(state.stage))
    return refuse(
      'CLK-5',
      'new-promise-needed',
      'A reply was promised and the case is not resolved, so give the next time too.',
      {
        remedy: 'Add "nextPromise".',
      },
    );
  const refusal = inThePast(dueAt, context);
  if (refusal) return refusal;
  const about = 'Next progress report';
  return [
    draft('ProgressReported', data),
    ...(dueAt === undefined ? [] : [draft('ReplyPromised', { promise: nextPromise(state), dueAt, about })]),
  ];
};

type Timer = CaseCommands['RecordDeadlineBreach'];

/** A timer that is early, late for another due time, or done already, changes nothing (CLK-6, D9). */
function due(data: Timer, state: CaseState): CaseClock | undefined {
  const clock = clockNamed(data.clock, state);
  return clock?.dueAt === data.dueAt && !clock.breached && !standsStill(clock) ? clock : undefined;
}

/** CLK-6: recorded once, however often the scheduler runs. */
export function recordDeadlineWarning(data: Timer, state: CaseState, context: CaseContext): CaseDecision {
  const clock = due(data, state);
  if (clock?.warnAt === undefined || clock.warned || context.now < clock.warnAt || context.now >= clock.dueAt)
    return [];
  return [draft('DeadlineWarningRaised', { clock: clock.clock, kind: clock.kind, dueAt: clock.dueAt })];
}

/** CLK-6, CLK-7, CLK-8: the breach with its true due time, and what it triggers. */
export function recordDeadlineBreach(data: Timer, state: CaseState, context: CaseContext): CaseDecision {
  const clock = due(data, state);
  if (!clock || context.now < clock.dueAt) return [];
  if (clock.onDue === 'promote') return promotion(clock, state, context);
  const breach = breachOf(clock, 'scheduler', state, context);
  if (state.status !== 'logged') return [breach];
  const effects = ruleOf(clock, context.procedure)?.breachEffects ?? [];
  const explanation = `The clock "${clock.clock}" ran out at ${clock.dueAt}`;
  return [
    breach,
    ...(effects.includes('raiseSeverity') ? raisedSeverity(explanation, state, context) : []),
    ...(effects.includes('escalate') ? escalateAutomatically('breach', explanation, state, context) : []),
  ];
}

function raisedSeverity(
  reason: string,
  state: CaseRecord,
  { procedure }: CaseContext,
): readonly CaseEventDraft[] {
  const to = state.severity === undefined ? undefined : severityAbove(procedure, state.severity);
  return to === undefined || state.severity === undefined
    ? []
    : [draft('SeverityChanged', { from: state.severity, to, reason, cause: 'breach' })];
}
