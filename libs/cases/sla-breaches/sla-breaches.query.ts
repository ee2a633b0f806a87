import { equal, field } from '#event-sourcing';
import { CLOCK_KINDS } from '#procedures';
import { filters, list, optionalMonth } from '../reading/query.ts';
import { LISTED_CASES, visibleTo } from '../reading/listing.ts';
import { ofManyCases } from '../reading/reading.ts';
import { breach, STATUSES } from './sla-breach.answer.ts';
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
  },
  where: ({ asked: { month, ...others } }) => equal({ ...others, dueMonth: month }),
  order: () => ({ field: 'dueAt', direction: 'descending' }),
  moves: true,
  visible: (found: readonly SlaBreach[], { ports, reader }) => visibleTo(reader, found, ports.readModels),
  row: breach,
  told: (missed) => missed,
  commandLine: {
    words: 'breaches',
    description: 'missed deadlines, open and past, the latest first',
    options: { month: 'month in which the clock ran out, such as 2026-09' },
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

const answerable = ({ role, person }: SlaBreach['responsible']): string =>
  person === undefined ? role : `${role} (${person})`;
