import canonicalize from 'canonicalize';
import type { Milestone } from '../milestones.ts';
import type { Finding } from '../problems.ts';
import type { BusinessCalendar, Procedure } from '../procedure.ts';
import { levelRank } from '../select.ts';

/** Lines of a file that can be read and that nothing ever comes of. */
export const idleRules = (procedure: Procedure): readonly Finding[] =>
  [overruledMatters, lowerLimits, idlePauses, neverReached].flatMap((advise) => advise(procedure));

/** AUT-3: where the same holds for two levels, the higher one decides, always. */
const overruledMatters = (procedure: Procedure): readonly Finding[] => {
  const { matters } = procedure.authority;
  return matters.flatMap(({ id, level, when }, index) => {
    const above = matters.find(
      (other) =>
        levelRank(procedure, other.level) > levelRank(procedure, level) &&
        canonicalize(other.when) === canonicalize(when),
    );
    return above === undefined
      ? []
      : [
          {
            path: ['authority', 'matters', index],
            reason: `"${id}" never decides: "${above.id}" holds for the same, and "${above.level}" stands above "${level}"`,
          },
        ];
  });
};

/** SOL-4: whoever stands above may grant as much as whoever stands below. */
const lowerLimits = (procedure: Procedure): readonly Finding[] => {
  const { compensation } = procedure.authority;
  const worth = (upTo: number | null): number => upTo ?? Infinity;
  return compensation.flatMap(({ level, upTo }) => {
    const below = compensation.find(
      (other) =>
        levelRank(procedure, other.level) < levelRank(procedure, level) && worth(other.upTo) > worth(upTo),
    );
    return below === undefined
      ? []
      : [
          {
            path: ['authority', 'compensation', level],
            reason: `the limit of "${level}" says nothing: "${below.level}" below it may grant more, and so may "${level}"`,
          },
        ];
  });
};

/** CLK-9: a reason to let clocks stand still where none does. */
const idlePauses = ({ clocks, pauseReasons }: Procedure): readonly Finding[] =>
  pauseReasons.length > 0 && clocks.every(({ pausable }) => !pausable)
    ? [{ path: ['pauseReasons'], reason: 'no clock stands still: mark those that do with "pausable: true"' }]
    : [];

/** What never happens under these rules begins no clock and ends none. */
const neverReached = ({ clocks, approvals }: Procedure): readonly Finding[] => {
  const never: ReadonlySet<Milestone> = new Set(approvals.length === 0 ? ['planApproved'] : []);
  return clocks.flatMap(({ id, starts, stops }, index) => [
    ...(never.has(starts)
      ? [
          {
            path: ['clocks', index, 'starts'],
            reason: `"${id}" never runs: no plan needs an approval; name who gives it under approvals`,
          },
        ]
      : []),
    ...(stops.every((stop) => never.has(stop))
      ? [
          {
            path: ['clocks', index, 'stops'],
            reason: `nobody can end "${id}" in time: no plan needs an approval; name who gives it under approvals`,
          },
        ]
      : []),
  ]);
};

/** CLK-2: holidays that are listed by hand end with the last year that somebody listed. */
export const endedLists = (procedure: Procedure, today: string): readonly Finding[] =>
  calendarsIn(procedure).flatMap(({ path, calendar: { closedOn } }) => {
    const years = Object.keys(closedOn ?? {}).map((date) => date.slice(0, 4));
    const last = years.toSorted().at(-1);
    const year = today.slice(0, 4);
    return last === undefined || last >= year
      ? []
      : [
          {
            path: [...path, 'closedOn'],
            reason: `the list ends with ${last}, so no day of ${year} is a holiday; redress procedures holidays lists those of a country`,
          },
        ];
  });

/** That of the procedure, and those of single clocks. */
export const calendarsIn = ({
  calendar,
  calendars,
}: Procedure): readonly { readonly path: readonly string[]; readonly calendar: BusinessCalendar }[] => [
  { path: ['calendar'], calendar },
  ...Object.entries(calendars).map(([id, each]) => ({ path: ['calendars', id], calendar: each })),
];
