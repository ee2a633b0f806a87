import { localDate, severityRank } from '#procedures';
import type { CaseContext } from '../context.ts';
import { draft } from '../decision.ts';
import type { CaseEventDraft } from '../events.ts';
import type { Flag } from '../events/fields.ts';

const CONSUMER_RIGHTS_DAY = '-03-15';

/** CLS-7: flags given at intake, and the consumer rights day by the calendar of the procedure. */
export function flagsOnLogging(flags: readonly Flag[], context: CaseContext): readonly CaseEventDraft[] {
  const day = localDate(context.procedure.timeZone, context.happenedAt);
  const calendar: readonly Flag[] = day.endsWith(CONSUMER_RIGHTS_DAY) ? ['consumerRightsDay'] : [];
  return [...new Set([...flags, ...calendar])].map((flag) =>
    draft('SensitiveFlagRaised', {
      flag,
      reason: flag === 'consumerRightsDay' ? '15 March' : 'Recorded at intake',
    }),
  );
}

interface Raised {
  readonly flag: string;
  readonly to: string;
}

/** CLS-7: what the flags make of a severity, where they demand a higher one. */
function raisedByFlags(
  severity: string,
  flags: readonly string[],
  { procedure }: CaseContext,
): Raised | undefined {
  const rank = (id: string): number => severityRank(procedure, id);
  const [highest] = procedure.flagEffects
    .flatMap(({ flag, raiseSeverityTo: to }) =>
      to !== undefined && flags.includes(flag) ? [{ flag, to }] : [],
    )
    .toSorted((a, b) => rank(b.to) - rank(a.to));
  return highest !== undefined && rank(highest.to) > rank(severity) ? highest : undefined;
}

export const severityWithFlags = (severity: string, flags: readonly string[], context: CaseContext): string =>
  raisedByFlags(severity, flags, context)?.to ?? severity;

/** CLS-7: the change that the flags demand. */
export function severityByFlags(
  from: string,
  flags: readonly string[],
  context: CaseContext,
): CaseEventDraft | undefined {
  const raised = raisedByFlags(from, flags, context);
  return (
    raised &&
    draft('SeverityChanged', {
      ...{ from, to: raised.to },
      ...{ reason: `Sensitive flag "${raised.flag}"`, cause: 'flag' },
    })
  );
}
