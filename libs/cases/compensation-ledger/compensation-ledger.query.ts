import {
  answer,
  field,
  morePages,
  pageFields,
  pageFor,
  pageOf,
  walk,
  type Page,
  type ShownPart,
} from '#event-sourcing';
import { REMEDIES } from '../case/events/fields.ts';
import { LISTED_CASES, visibleTo } from '../reading/listing.ts';
import { CASE_ID, equal, filters, optionalMonth, query } from '../reading/query.ts';
import { ofManyCases } from '../reading/reading.ts';
import { COMPENSATION_LEDGER, LEDGER_STATUSES, type LedgerEntry } from './compensation-ledger.projection.ts';

export const compensationLedger = query({
  name: 'compensationLedger',
  summary: 'Every compensation that was granted, the latest first, and what became of it (REP-8, REP-10).',
  group: 'Lists and reports',
  at: 'reports/compensation-ledger',
  asks: {
    month: optionalMonth,
    procedure: filters.procedure,
    kind: field.choice(REMEDIES, { optional: true }),
    status: field.choice(LEDGER_STATUSES, { optional: true }),
    ...pageFields,
  },
  who: ofManyCases,
  reads: () => [COMPENSATION_LEDGER, LISTED_CASES],
  answers: answer.page(
    answer.object({
      caseId: answer.text(CASE_ID),
      grant: answer.text('G1'),
      'procedure?': answer.text('call-centre'),
      kind: answer.oneOf(REMEDIES),
      'worth?': answer.object(
        { minor: answer.whole(3000), currency: answer.text('CNY') },
        'Absent where nobody can tell.',
      ),
      grantedBy: answer.text('lin'),
      level: answer.text('frontline'),
      'grantedAt?': answer.happenedAt,
      'month?': answer.text('2026-09'),
      status: answer.oneOf(LEDGER_STATUSES),
      'reference?': answer.text('TRX-88123'),
      'endedAt?': answer.happenedAt,
    }),
  ),
  run({ month, procedure, kind, status, ...asked }, { readModels }, reader) {
    const list = {
      where: equal({ month, procedure, kind, status }),
      sort: { field: 'grantedAt', direction: 'descending' } as const,
    };
    return pageFor(
      pageOf(asked),
      async (part) => (await walk(readModels, COMPENSATION_LEDGER, list, part)) as Page<LedgerEntry>,
      (found) => visibleTo(reader, found, readModels),
    );
  },
  commandLine: {
    words: 'report compensation',
    description: 'every compensation that was granted, the latest first',
    options: { month: 'month in which it was granted, such as 2026-09' },
    shows: (page) => [...entriesShown(page), ...morePages(page)],
  },
});

function entriesShown({ items }: Page<LedgerEntry>): readonly ShownPart[] {
  if (items.length === 0) return ['No compensation matches.\n'];
  return [
    {
      head: ['case', 'grant', 'kind', 'worth', 'granted by', 'level', 'granted', 'status', 'reference'],
      rows: items.map(({ caseId, grant, kind, worth, grantedBy, level, grantedAt, status, reference }) => [
        ...[caseId, grant, kind, { money: worth === undefined ? [] : [worth] }],
        ...[grantedBy, level, { at: grantedAt }, status, reference],
      ]),
      numeric: ['worth'],
    },
  ];
}
