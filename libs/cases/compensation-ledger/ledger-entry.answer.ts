import { answer } from '#event-sourcing';
import { REMEDIES } from '../case/events/fields.ts';
import { CASE_ID } from '../reading/query.ts';

export const LEDGER_STATUSES = ['granted', 'delivered', 'reversed'] as const;

/** What is told of an entry: its document. */
export const ledgerEntry = answer.object({
  caseId: answer.text(CASE_ID),
  grant: answer.text('G1'),
  'procedure?': answer.text('call-centre'),
  'kind?': answer.oneOf(REMEDIES),
  'worth?': answer.object(
    { minor: answer.whole(3000), currency: answer.text('CNY') },
    'Absent where nobody can tell.',
  ),
  'confidential?': {
    ...answer.yesNo(true),
    description: 'What was given, and for how much, is told in the case alone (SOL-7).',
  },
  grantedBy: answer.text('lin'),
  level: answer.text('frontline'),
  'grantedAt?': answer.happenedAt,
  'month?': answer.text('2026-09'),
  status: answer.oneOf(LEDGER_STATUSES),
  'reference?': answer.text('TRX-88123'),
  'endedAt?': answer.happenedAt,
});
