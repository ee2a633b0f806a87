import { isInstant, millisOf, refuse, type Refusal } from '#event-sourcing';
import type { AttemptsRule, Procedure } from '#procedures';
import type { CaseRecord, CaseState } from '../state.ts';

type Figures = Pick<Procedure, 'attempts'>;

const MINUTE = 60_000;

/** When somebody was tried in vain, without the attempts that came too soon after another: three in one minute are one. */
export const countedAttempts = (tried: readonly string[], procedure: Figures): readonly string[] =>
  tried
    .toSorted()
    .reduce<readonly string[]>(
      (counted, at) => (isAnother(at, counted.at(-1), procedure) ? [...counted, at] : counted),
      [],
    );

function isAnother(at: string, before: string | undefined, { attempts }: Figures): boolean {
  if (before === undefined || !isInstant(at) || !isInstant(before)) return true;
  return millisOf(at) - millisOf(before) >= attempts.minutesApart * MINUTE;
}

/** As often as the procedure asks for. */
export const isTriedEnough = (
  tried: readonly string[],
  about: Exclude<keyof AttemptsRule, 'minutesApart'>,
  procedure: Figures,
): boolean => countedAttempts(tried, procedure).length >= procedure.attempts[about];

/** Nobody is given up before the procedure says so (INT-8, SOL-1, OUT-1). */
export const tooFewAttempts = (
  rule: string,
  tried: readonly string[],
  about: Exclude<keyof AttemptsRule, 'minutesApart'>,
  { procedure }: { readonly procedure: Figures },
): Refusal | undefined => {
  const { minutesApart, [about]: needed } = procedure.attempts;
  const made = countedAttempts(tried, procedure).length;
  return made >= needed
    ? undefined
    : refuse(
        rule,
        'more-attempts-needed',
        `Of ${String(needed)} attempts to reach somebody ${String(made)} count: those ${String(minutesApart)} minutes after another.`,
        { remedy: 'Try again, and record each attempt.', details: { made, needed, minutesApart } },
      );
};

type FollowUps = CaseRecord['followUps'];

/** OUT-3: the contact with which the allowed ones are used up. */
export function lastFollowUp(
  followUps: FollowUps,
  procedure: Figures & Pick<Procedure, 'followUp'>,
): readonly string[] {
  const counted = countedAttempts(
    followUps.flatMap(({ at }) => at ?? []),
    procedure,
  );
  const last = counted.at(Math.max(procedure.followUp.maxAttempts, 1) - 1);
  return last === undefined ? [] : [last];
}

/** INT-8: of which no complaint came. */
export const isEnded = (state: CaseState): boolean =>
  state.status === 'awaitingCallback' && state.stage === 'closed';
