import { answer } from '#event-sourcing';
import { CLOCK_KINDS } from '#procedures';
import { FOUND_BY } from '../case/events/fields.ts';
import { CASE_ID } from '../reading/query.ts';

export const STATUSES = ['open', 'settled', 'withdrawn'] as const;

/** What is told of a missed deadline: its document. */
export const breach = answer.object({
  caseId: answer.text(CASE_ID),
  clock: answer.text('resolve'),
  kind: answer.oneOf(CLOCK_KINDS, 'resolve'),
  'procedure?': answer.text('residential-property'),
  'dueAt?': answer.instant('2026-10-02T08:55:00.000Z'),
  'dueMonth?': answer.text('2026-10'),
  'dueDay?': answer.text('2026-10-02'),
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
