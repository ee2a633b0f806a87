import { FRONTLINE, PER_PERCENT, type Procedure } from '#procedures';
import type { CaseEvent } from '../../case/events.ts';
import { isOf } from './past.ts';
import { GIVES, promisesOf, type Promised } from './sums.ts';
import type { Watch } from './walk.ts';

type Limits = Procedure['authority']['remedies'][number];

/** What is given of the kind, in the measure of its limits. */
const muchOf = ({ kind, in: unit }: Limits, promised: readonly Promised[]): number =>
  promised
    .filter(({ remedy }) => remedy?.kind === kind)
    .map(({ remedy, minor }) => (unit === 'money' ? minor : (remedy?.percent ?? Infinity) * PER_PERCENT))
    .reduce((sum, each) => sum + each, 0);

/** The levels of whoever has decided on something that is given, up to now. */
const levelsOf = (events: readonly CaseEvent[]): readonly string[] =>
  events.flatMap((event) => {
    if (isOf(event, 'PlanApproved')) return [event.data.level];
    if (isOf(event, 'SolutionOffered')) return event.data.promise ? [event.data.promise.authority.level] : [];
    return isOf(event, 'OfferAuthorised') || isOf(event, 'CompensationGranted')
      ? [event.data.authority.level]
      : [];
  });

/** SOL-4, ACC-5: of a kind with limits of its own a case gives never more than one of those who decided on it may give. */
export const kindsWithinAuthority: Watch = {
  deed({ command, actor, before, events }, { house: { procedure } }) {
    if (!events.some(({ type }) => GIVES.has(type))) return;
    const told = [...before, ...events];
    const rank = (level: string): number => procedure.ladder.findIndex(({ id }) => id === level);
    const highest = Math.max(...[FRONTLINE, actor.role, ...levelsOf(told)].map(rank));
    for (const limits of procedure.authority.remedies) {
      const within = limits.limits.filter(({ level }) => rank(level) <= highest);
      const most = Math.max(0, ...within.map(({ upTo }) => upTo ?? Infinity));
      const much = muchOf(limits, promisesOf(told));
      // What nobody can measure, or no limit holds, is for the top.
      if (much > most && highest < procedure.ladder.length - 1)
        throw new Error(
          `SOL-4 ${command.type} by ${actor.id} as ${actor.role}: ${String(much)} of ${limits.kind}, ${String(most)} decided on`,
        );
    }
  },
};
