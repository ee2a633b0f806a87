import { field, refuse, type Refusal } from '#event-sourcing';
import type { ExtensionRule } from '#procedures';
import { deadlineOf, toldOf } from '../../clock-due.ts';
import { command } from '../../command.ts';
import type { CaseContext } from '../../context.ts';
import { draft, firstOf } from '../../decision.ts';
import { during, OPEN } from '../../stage-policy.ts';
import type { CaseClock } from '../../clock-state.ts';
import { ruleOf } from '../../wanted-clocks.ts';
import { deciding, weighing } from '../../who-policy.ts';
import { approverNeed, approverOf, clockNamed, noSuchClock, notExtendable } from './running-clocks.ts';

/** CLK-4: with a reason, by the right approver, before the clock expires. */
export const grantExtension = command({
  name: 'GrantExtension',
  summary: 'Grant more time before a clock runs out (CLK-4).',
  group: 'Clocks',
  data: {
    clock: field.reference({ of: 'clock', example: 'resolve' }),
    to: field.instant(),
    reason: field.text({ example: 'The part comes on Thursday.' }),
  },
  // More time is no answer to what a level was asked, so an open escalation does not stand against it.
  who: deciding({ level: 'extension', bound: false }),
  weighs: ({ clock }, state, context) =>
    weighing(approverNeed(clock, 'Extending this clock', state, context)),
  when: during(OPEN),
  decide: ({ clock: name, to, reason }, state, context) => {
    const clock = clockNamed(name, state);
    if (!clock) return noSuchClock(name, state);
    const rule = approverOf(clock, state, context);
    if (!rule) return notExtendable(clock);
    const notLater =
      to <= clock.dueAt
        ? refuse('CLK-4', 'not-later', `The clock is due at ${clock.dueAt} already.`)
        : undefined;
    const refusal = firstOf(tooLate(clock, context), notLater, tooLong(clock, to, rule, context));
    if (refusal) return refusal;
    const moved = { clock: name, from: clock.dueAt, to };
    return [
      draft('ExtensionGranted', { ...moved, reason, approverLevel: rule.approver }),
      draft('DeadlineMoved', { ...moved, ...newTimes(clock, to, context), cause: 'extended' }),
    ];
  },
});

/** A miss that is on record stays, and nobody dates an extension back to before the time ran out. */
const tooLate = (clock: CaseClock, context: CaseContext): Refusal | undefined =>
  clock.breached || context.now > clock.dueAt
    ? refuse(
        'CLK-4',
        'deadline-expired',
        `The time ran out at ${clock.dueAt}; an extension has to come before that.`,
      )
    : undefined;

/** However often it is asked for: what counts is how far all of it goes past the time that the clock had by itself. */
function tooLong(
  clock: CaseClock,
  to: string,
  { longest }: ExtensionRule,
  { procedure }: CaseContext,
): Refusal | undefined {
  if (longest === undefined) return undefined;
  const rule = ruleOf(clock, procedure);
  const { extendedTo: _to, extendedAt: _at, ...unextended } = clock;
  const { dueAt: startedAt } = deadlineOf(unextended, rule, procedure);
  const { dueAt: latest } = deadlineOf(
    { startedAt, allowance: longest, pauses: clock.pauses },
    rule,
    procedure,
  );
  return to <= latest
    ? undefined
    : refuse(
        'CLK-4',
        'too-long',
        `The procedure allows to extend "${clock.clock}" to ${latest} at the latest.`,
        {
          details: { latest },
        },
      );
}

function newTimes(clock: CaseClock, extendedTo: string, { happenedAt: extendedAt, procedure }: CaseContext) {
  const rule = ruleOf(clock, procedure);
  return toldOf(deadlineOf({ ...clock, extendedTo, extendedAt, carriedOver: false }, rule, procedure));
}
