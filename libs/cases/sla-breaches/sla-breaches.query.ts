import { equal, field, isInstant, personKey, type Condition, type HappenedAt } from '#event-sourcing';
import { CLOCK_KINDS } from '#procedures';
import { filters, list, optionalMonth, optionalWeek } from '../reading/query.ts';
import { LISTED_CASES, visibleTo } from '../reading/listing.ts';
import { ofManyCases } from '../reading/reading.ts';
import { breach, STATUSES } from './sla-breach.answer.ts';
import { daysOfWeek } from './weeks.ts';
import { SLA_BREACHES, type SlaBreach } from './sla-breaches.projection.ts';

export const breaches = list({
  name: 'breaches',
  summary: 'Missed deadlines, open and historic (REP-2).',
  group: 'Lists and reports',
  at: 'breaches',
  who: ofManyCases,
  compressed: true,
  of: SLA_BREACHES,
  besides: [LISTED_CASES],
  filters: {
    status: field.choice(STATUSES, { optional: true }),
    kind: field.choice(CLOCK_KINDS, { optional: true, example: 'resolve' }),
    department: filters.department,
    severity: filters.severity,
    procedure: filters.procedure,
    month: optionalMonth,
    owner: filters.owner,
    week: optionalWeek,
    since: field.moment({
      optional: true,
      description:
        'Only what ran out then or later: from the beginning of a day, by the calendar of the place.',
    }),
  },
  where: ({ asked: { month, owner, week, since, ...others } }) => [
    ...equal({
      ...{ ...others, dueMonth: month },
      ...(owner !== undefined && { ownerKey: personKey(owner) }),
    }),
    ...(week === undefined ? [] : during(daysOfWeek(week))),
    ...(since === undefined ? [] : [from(since)]),
  ],
  order: () => ({ field: 'dueAt', direction: 'descending' }),
  moves: true,
  visible: (found: readonly SlaBreach[], { ports, reader }) => visibleTo(reader, found, ports.readModels),
  row: breach,
  told: ({ ownerKey: _key, ...missed }) => missed,
  commandLine: {
    words: 'breaches',
    description: 'missed deadlines, open and past, the latest first',
    options: {
      month: 'month in which the clock ran out, such as 2026-09',
      week: 'week in which it ran out, from Monday, such as 2026-W40',
      owner: 'who answers for it',
      since: 'a day or a time: what ran out then or later',
    },
    none: 'No missed deadline matches.',
    columns: {
      case: ({ caseId }) => caseId,
      clock: ({ clock }) => clock,
      'was due': ({ dueAt }) => ({ at: dueAt }),
      late: ({ status, latenessMinutes }) =>
        status === 'open' ? 'still open' : { minutes: latenessMinutes },
      'answers for it': ({ responsible }) => answerable(responsible),
      department: ({ department }) => department,
      severity: ({ severity }) => severity,
      status: ({ status }) => status,
    },
  },
});

/** The first day of the week, and the first of the next one. */
const during = ([first, next]: readonly [string, string]): readonly Condition[] => [
  { field: 'dueDay', atLeast: first, below: next },
];

const from = (since: HappenedAt): Condition =>
  isInstant(since) ? { field: 'dueAt', atLeast: since } : { field: 'dueDay', atLeast: since };

const answerable = ({ role, person }: SlaBreach['responsible']): string =>
  person === undefined ? role : `${role} (${person})`;
