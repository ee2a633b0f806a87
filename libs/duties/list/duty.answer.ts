import { answer } from '#event-sourcing';
import { DUTY_WORKS } from '#procedures';
import { DUTY_ID } from '../duty/duty-id.ts';

/** What a list tells of a turn. */
export const dutyFields = {
  dutyId: answer.text(DUTY_ID),
  'title?': answer.text('Review of the complaint log'),
  procedure: answer.text('supermarket-authority'),
  procedureVersion: answer.whole(1),
  duty: answer.text('daily-review'),
  'site?': answer.text('riverside'),
  date: answer.text('2026-11-27', { description: 'Local date on which the turn begins.' }),
  week: answer.text('2026-W48'),
  work: answer.oneOf(DUTY_WORKS),
  owner: answer.text('customer-service-manager', { description: 'Level or department that owes it.' }),
  owedBy: answer.object({
    'level?': answer.text('customer-service-manager'),
    'department?': answer.text('service-desk'),
  }),
  answersTo: answer.list(answer.text('store-manager'), {
    description: 'Levels that hear of a miss, and may excuse it.',
  }),
  opensAt: answer.instant('2026-11-26T16:00:00.000Z'),
  dueAt: answer.instant('2026-11-27T14:00:00.000Z'),
  'warnAt?': answer.instant('2026-11-27T10:30:00.000Z'),
  status: answer.oneOf(['open', 'done', 'excused']),
  warned: answer.yesNo(false),
  missed: answer.yesNo(false),
  'missedAt?': answer.instant('2026-11-27T14:00:00.000Z'),
  'responsible?': answer.list(answer.text('lu.wei'), { description: 'Who owed it at the due time.' }),
  'takenUpBy?': answer.text('lu.wei'),
  'endedBy?': answer.text('lu.wei', { description: 'Who did or excused it.' }),
  'endedAt?': answer.instant('2026-11-27T13:00:00.000Z'),
};
