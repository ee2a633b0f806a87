import { field } from '#event-sourcing';
import { REMEDIES } from '../case/events/fields.ts';
import { LISTED_CASES, listedCases, visibleTo } from '../reading/listing.ts';
import { filters, list, optionalMonth } from '../reading/query.ts';
import { ofManyCases } from '../reading/reading.ts';
import { CONFIDENTIAL, isKept } from '../reading/terms.ts';
import { COMPENSATION_LEDGER, type LedgerEntry } from './compensation-ledger.projection.ts';
import { LEDGER_STATUSES, ledgerEntry } from './ledger-entry.answer.ts';

/** SOL-7: that something was granted, by whom and when, and what became of it. */
const withoutTermsOf = ({
  kind: _kind,
  worth: _worth,
  reference: _reference,
  ...entry
}: LedgerEntry): LedgerEntry => ({
  ...entry,
  confidential: true,
});

export const compensationLedger = list({
  name: 'compensationLedger',
  summary: 'Every compensation that was granted, the latest first, and what became of it (REP-8, REP-10).',
  group: 'Lists and reports',
  at: 'reports/compensation-ledger',
  who: ofManyCases,
  of: COMPENSATION_LEDGER,
  besides: [LISTED_CASES],
  filters: {
    month: optionalMonth,
    procedure: filters.procedure,
    kind: field.choice(REMEDIES, { optional: true }),
    status: field.choice(LEDGER_STATUSES, { optional: true }),
  },
  order: () => ({ field: 'grantedAt', direction: 'descending' }),
  moves: true,
  async visible(found: readonly LedgerEntry[], { asked: { kind }, ports: { readModels }, reader }) {
    const cases = await listedCases(
      readModels,
      found.map(({ caseId }) => caseId),
    );
    const told = (await visibleTo(reader, found, readModels)).map((entry) => {
      const listed = cases.get(entry.caseId);
      return listed === undefined || isKept(listed) ? withoutTermsOf(entry) : entry;
    });
    // Whether it is found by its kind would tell the kind.
    return kind === undefined ? told : told.filter(({ confidential }) => confidential !== true);
  },
  row: ledgerEntry,
  told: (entry) => entry,
  commandLine: {
    words: 'report compensation',
    description: 'every compensation that was granted, the latest first',
    options: { month: 'month in which it was granted, such as 2026-09' },
    none: 'No compensation matches.',
    columns: {
      case: ({ caseId }) => caseId,
      grant: ({ grant }) => grant,
      kind: ({ kind }) => kind ?? CONFIDENTIAL,
      worth: ({ worth }) => ({ money: worth === undefined ? [] : [worth] }),
      'granted by': ({ grantedBy }) => grantedBy,
      level: ({ level }) => level,
      granted: ({ grantedAt }) => ({ at: grantedAt }),
      status: ({ status }) => status,
      reference: ({ reference }) => reference,
    },
    numeric: ['worth'],
  },
});
