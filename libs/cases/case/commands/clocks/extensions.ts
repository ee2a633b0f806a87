import { isRefusal, refuse, type Refusal } from '#event-sourcing';
import type { ExtensionRule } from '#procedures';
import { deadlineOf, moved } from '../../clock-due.ts';
import type { CaseClock } from '../../clock-state.ts';
import type { CaseContext } from '../../context.ts';
import type { ExtensionAsked } from '../../course-state.ts';
import { draft, firstOf, type CaseDecision } from '../../decision.ts';
import type { CaseEventDraft } from '../../events.ts';
import type { CaseRecord } from '../../state.ts';
import { ruleOf } from '../../wanted-clocks.ts';
import { approverOf, clockNamed, noSuchClock, notExtendable } from './running-clocks.ts';

interface MoreTime {
  readonly clock: string;
  readonly to: string;
  readonly reason: string;
}

/** CLK-4: the clock and who approves, where so much more time is possible at all. */
export function extendable(
  { clock: name, to }: Omit<MoreTime, 'reason'>,
  state: CaseRecord,
  context: CaseContext,
): { readonly clock: CaseClock; readonly rule: ExtensionRule } | Refusal {
  const clock = clockNamed(name, state);
  if (!clock) return noSuchClock(name, state);
  const rule = approverOf(clock, state, context);
  if (!rule) return notExtendable(clock);
  const notLater =
    to <= clock.dueAt
      ? refuse('CLK-4', 'not-later', `The clock is due at ${clock.dueAt} already.`)
      : undefined;
  return firstOf(tooLate(clock, context), notLater, tooLong(clock, to, rule, context)) ?? { clock, rule };
}

export function extended(
  { reason, ...asked }: MoreTime,
  state: CaseRecord,
  context: CaseContext,
): CaseDecision {
  const found = extendable(asked, state, context);
  if (isRefusal(found)) return found;
  const { clock, rule } = found;
  return [
    draft('ExtensionGranted', { ...asked, from: clock.dueAt, reason, approverLevel: rule.approver }),
    withMoreTime(clock, asked.to, context),
  ];
}

/** The clock with the time that it was given. */
export function withMoreTime(
  clock: CaseClock,
  to: string,
  { happenedAt: extendedAt, procedure }: CaseContext,
): CaseEventDraft {
  const given = { ...clock, extendedTo: to, extendedAt, carriedOver: false };
  return moved(clock, 'extended', { ...deadlineOf(given, ruleOf(clock, procedure), procedure), dueAt: to });
}

export function notExtended(
  { clock: name, to: requested, reason }: MoreTime,
  state: CaseRecord,
  context: CaseContext,
): CaseDecision {
  const clock = clockNamed(name, state);
  if (!clock) return noSuchClock(name, state);
  const rule = approverOf(clock, state, context);
  if (!rule) return notExtendable(clock);
  return [draft('ExtensionRefused', { clock: name, requested, reason, approverLevel: rule.approver })];
}

/**
 * What still waits for an answer, and of which level by the rules of now: a clock that has ended or run out needs none any
 * more, nor one that the procedure gives no more time to since the case became another (CLK-4).
 */
export const extensionsWaiting = (
  state: CaseRecord,
  context: Pick<CaseContext, 'procedure'>,
): readonly ExtensionAsked[] =>
  (state.extensionsAsked ?? []).flatMap((asked) => {
    const clock = asked.answered === true ? undefined : clockNamed(asked.clock, state);
    const rule = clock?.breached === false ? approverOf(clock, state, context) : undefined;
    return rule === undefined ? [] : [{ ...asked, level: rule.approver }];
  });

export const nextExtension = ({ extensionsAsked = [] }: CaseRecord): string =>
  `X${String(extensionsAsked.length + 1)}`;

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
