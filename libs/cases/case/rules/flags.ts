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

/** CLS-7: the severity that the flags demand, when it is above the given one. */
export function severityByFlags(
  severity: string,
  flags: readonly string[],
  { procedure }: CaseContext,
): CaseEventDraft | undefined {
  const effect = procedure.flagEffects
    .filter((each) => flags.includes(each.flag) && each.raiseSeverityTo !== undefined)
    .sort(
      (a, b) =>
        severityRank(procedure, b.raiseSeverityTo ?? '') - severityRank(procedure, a.raiseSeverityTo ?? ''),
    )[0];
  if (effect?.raiseSeverityTo === undefined) return undefined;
  if (severityRank(procedure, effect.raiseSeverityTo) <= severityRank(procedure, severity)) return undefined;
  const reason = `Sensitive flag "${effect.flag}"`;
  return draft('SeverityChanged', { from: severity, to: effect.raiseSeverityTo, reason, cause: 'flag' });
}
