import { field, refuse } from '#event-sourcing';
import { administrative, command } from '../command.ts';
import { draft } from '../events.ts';
import { noSuchNotice, noticeField } from '../rules.ts';

export const sendNotice = command({
  name: 'SendNotice',
  summary: 'Have a notice sent that was held back or given up, or send it once more.',
  ...administrative,
  data: {
    notice: noticeField,
    reason: field.text({ max: 500, example: 'The mail server was away for a week.' }),
  },
  decide: ({ notice: id, reason }, { notices }) => {
    const notice = notices.get(id);
    if (notice === undefined) return noSuchNotice(id);
    if (notice.status === 'owed' || notice.status === 'sending')
      return refuse('OUT-1', 'notice-under-way', 'It is going to be sent as it is.', {
        remedy: 'Wait for what becomes of it.',
      });
    return [draft('NoticeReleased', { notice: id, reason })];
  },
});
