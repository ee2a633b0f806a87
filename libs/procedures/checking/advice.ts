import { undecreedYears } from '../calendars.ts';
import type { Finding, Path } from '../problems.ts';
import type { Procedure } from '../procedure.ts';
import { calendarsIn, endedLists, idleRules } from './idle-rules.ts';
import { valueGaps } from './value-ranges.ts';

/**
 * What is allowed and probably not meant: levels that decide nothing, goods of a value for which nobody is named, clocks
 * that nothing can end, holidays that are not known. `today` is a calendar date.
 */
export const adviceOn = (procedure: Procedure, today: string): readonly Finding[] =>
  [idleLevels, nobodyGrants, valueGaps, nobodyToTell, unanswered, repeatedApprovals, idleRules]
    .flatMap((advise) => advise(procedure))
    .concat(unknownHolidays(procedure, today), endedLists(procedure, today));

/** AUT-1: a level that is on the ladder and for which nothing is, is a delay. */
function idleLevels(procedure: Procedure): readonly Finding[] {
  const { ladder, authority, approvals, extensions, reviews, routing, directRoutes, duties } = procedure;
  const named = new Set([
    ...authority.matters.map(({ level }) => level),
    ...authority.compensation.map(({ level }) => level),
    ...approvals.map(({ level }) => level),
    ...reviews.map(({ by }) => by),
    ...extensions.map(({ approver }) => approver),
    ...routing.notify.map(({ level }) => level),
    ...directRoutes.map(({ to }) => to),
    ...duties.flatMap(({ owedBy, answersTo }) => [
      ...('level' in owedBy ? [owedBy.level] : []),
      ...answersTo,
    ]),
    // What no rule names is for the first.
    ladder[0]?.id,
  ]);
  return ladder.flatMap(({ id }, index) =>
    named.has(id)
      ? []
      : [
          advice(
            ['ladder', index],
            `nothing is for "${id}": no matter, limit, approval, extension or news names it`,
          ),
        ],
  );
}

/** SOL-4: with no limit at all nobody may give anything. */
const nobodyGrants = ({ authority }: Procedure): readonly Finding[] =>
  authority.compensation.some(({ upTo }) => upTo === null || upTo > 0)
    ? []
    : [advice(['authority', 'compensation'], 'nobody may grant anything; give at least one level a limit')];

/** DIS-3: a clock until somebody is told, and nobody is named who is. */
const nobodyToTell = ({ clocks, severities, routing }: Procedure): readonly Finding[] =>
  clocks.flatMap(({ id, stops, allowance }, index) => {
    if (!stops.includes('managerNotified')) return [];
    const running = severities.filter(
      (severity) => !('bySeverity' in allowance) || Object.hasOwn(allowance.bySeverity, severity.id),
    );
    const untold = running.filter(({ id: of }) => !routing.notify.some(({ severity }) => severity === of));
    return untold.length === 0
      ? []
      : [
          advice(
            ['clocks', index],
            `"${id}" waits until a manager is told, but routing.notify names none for ${list(untold)}`,
          ),
        ];
  });

/** AUT-4: a level that may be asked and has no time to answer. */
function unanswered({ clocks, ladder }: Procedure): readonly Finding[] {
  const answers = clocks.filter(({ starts }) => starts === 'escalated');
  const isTimed = (level: string): boolean =>
    answers.some(({ allowance }) => !('byLevel' in allowance) || Object.hasOwn(allowance.byLevel, level));
  const idle = ladder.filter(({ id }) => !isTimed(id));
  if (idle.length === 0) return [];
  return [
    advice(['clocks'], `no clock runs while ${list(idle)} is asked; add one that starts with "escalated"`),
  ];
}

/** AUT-5: the same level twice in a row is one approval. */
const repeatedApprovals = ({ approvals }: Procedure): readonly Finding[] =>
  approvals.flatMap(({ level, when }, index) =>
    approvals.slice(0, index).some((one) => one.level === level && Object.keys(one.when).length === 0) &&
    Object.keys(when).length > 0
      ? [advice(['approvals', index], `"${level}" approves every plan already`)]
      : [],
  );

/** CLK-2: in a year whose holidays nobody knows, weekdays decide. */
const unknownHolidays = (procedure: Procedure, today: string): readonly Finding[] =>
  calendarsIn(procedure).flatMap(({ path, calendar: each }) =>
    undecreedYears(each, [Number(today.slice(0, 4))]).map((year) =>
      advice(
        path,
        `the holidays of ${String(year)} are not known: list them under closedOn and openOn, and the year under decreedYears`,
      ),
    ),
  );

const list = (entries: readonly { readonly id: string }[]): string =>
  entries.map(({ id }) => `"${id}"`).join(', ');

const advice = (path: Path, reason: string): Finding => ({ path, reason });
