import { refuse } from '#event-sourcing';
import { localDate, severityRank } from '#procedures';
import { takesAuthorityAway, type CaseContext } from '../context.ts';
import type { CaseEventDraft } from '../events.ts';
import type { Flag } from '../events/fields.ts';
import { draft, type Decide } from './decision.ts';

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

/** Only what this flag demands: a severity that somebody lowered in spite of an earlier one stays lowered. */
export const raiseFlag: Decide<'RaiseFlag'> = (data, state, context) => {
  if (state.flags.includes(data.flag)) return [];
  const raised =
    state.severity === undefined ? undefined : severityByFlags(state.severity, [data.flag], context);
  return [draft('SensitiveFlagRaised', data), ...(raised ? [raised] : [])];
};

/** AUT-3: not to get round the level that the flag asks for. */
export const clearFlag: Decide<'ClearFlag'> = (data, state, context) => {
  if (!state.flags.includes(data.flag))
    return refuse('CLS-7', 'flag-not-raised', `The flag "${data.flag}" is not raised on this case.`);
  const flags = state.flags.filter((flag) => flag !== data.flag);
  return takesAuthorityAway(state, { ...state, flags }, context) ?? [draft('SensitiveFlagCleared', data)];
};
