import {
  answer,
  field,
  morePages,
  pageFields,
  pageFor,
  pageOf,
  type Page,
  type ShownPart,
  walk,
} from '#event-sourcing';
import { CLOCK_KINDS } from '#procedures';
import { FOUND_BY } from '../case/events/fields.ts';
import { CASE_ID, equal, filters, optionalMonth, query } from '../reading/query.ts';
import { LISTED_CASES, visibleTo } from '../reading/listing.ts';
import { ofManyCases } from '../reading/reading.ts';
import { SLA_BREACHES, type SlaBreach } from './sla-breaches.projection.ts';

const STATUSES = ['open', 'settled', 'withdrawn'] as const;

const breach = answer.object({
  caseId: answer.text(CASE_ID),
  clock: answer.text('resolve'),
  kind: answer.oneOf(CLOCK_KINDS, 'resolve'),
  'procedure?': answer.text('residential-property'),
  'dueAt?': answer.instant('2026-10-02T08:55:00.000Z'),
  'dueMonth?': answer.text('2026-10'),
  responsible: answer.object({
    role: answer.text('owner'),
    'person?': answer.text('staff-004'),
    'level?': answer.text('office-director'),
    'department?': answer.text('engineering'),
  }),
  'department?': answer.text('engineering'),
  'severity?': answer.text('important'),
  foundBy: answer.oneOf(FOUND_BY),
  recordedAt: answer.instant(),
  status: answer.oneOf(STATUSES),
  'settledBy?': answer.oneOf(['met', 'cancelled', 'takenOver', 'import']),
  'resolvedAt?': answer.happenedAt,
  'latenessMinutes?': answer.whole(95),
});

export const breaches = query({
  name: 'breaches',
  summary: 'Missed deadlines, open and historic (REP-2).',
  group: 'Lists and reports',
  at: 'breaches',
  asks: {
    status: field.choice(STATUSES, { optional: true }),
    kind: field.choice(CLOCK_KINDS, { optional: true, example: 'resolve' }),
    department: filters.department,
    severity: filters.severity,
    procedure: filters.procedure,
    month: optionalMonth,
    ...pageFields,
  },
  who: ofManyCases,
  reads: () => [SLA_BREACHES, LISTED_CASES],
  answers: answer.page(breach),
  compressed: true,
  run(asked, { readModels }, reader) {
    const { status, kind, department, severity, procedure, month } = asked;
    const list = {
      where: equal({ status, kind, department, severity, procedure, dueMonth: month }),
      sort: { field: 'dueAt', direction: 'descending' } as const,
    };
    return pageFor(
      pageOf(asked),
      async (part) => (await walk(readModels, SLA_BREACHES, list, part)) as Page<SlaBreach>,
      (found) => visibleTo(reader, found, readModels),
    );
  },
  commandLine: {
    words: 'breaches',
    description: 'missed deadlines, open and past, the latest first',
    options: { month: 'month in which the clock ran out, such as 2026-09' },
    shows: (page) => [...breachesShown(page), ...morePages(page)],
  },
});

function breachesShown({ items }: Page<SlaBreach>): readonly ShownPart[] {
  if (items.length === 0) return ['No missed deadline matches.\n'];
  return [
    {
      head: ['case', 'clock', 'was due', 'late', 'answers for it', 'department', 'severity', 'status'],
      rows: items.map((item) => [
        ...[item.caseId, item.clock, { at: item.dueAt }],
        item.status === 'open' ? 'still open' : { minutes: item.latenessMinutes },
        ...[answerable(item.responsible), item.department, item.severity, item.status],
      ]),
    },
  ];
}

const answerable = ({ role, person }: SlaBreach['responsible']): string =>
  person === undefined ? role : `${role} (${person})`;
