import { breachOf, promotion } from '../../clock-end.ts';
import { command } from '../../command.ts';
import { severityAbove, type CaseContext } from '../../context.ts';
import { draft } from '../../decision.ts';
import type { CaseEventDraft } from '../../events.ts';
import { escalateAutomatically } from '../../rules/escalation.ts';
import { always } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { ruleOf } from '../../wanted-clocks.ts';
import { ourOwn } from '../../who-policy.ts';
import { dueClock, timerFields } from './timer.ts';

/** CLK-6, CLK-7, CLK-8: the breach with its true due time, and what it triggers. */
export const recordDeadlineBreach = command({
  name: 'RecordDeadlineBreach',
  summary: 'Record that a clock has run out, and what that brings about (CLK-6).',
  group: 'Clocks',
  data: timerFields,
  who: ourOwn('scheduler'),
  when: always,
  route: 'none',
  decide(data, state, context) {
    const clock = dueClock(data, state);
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
  },
});

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
