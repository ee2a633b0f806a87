import { answer } from '#event-sourcing';
import { NOTIFIABLE } from '#procedures';
import { STOPPED } from '../notice/events.ts';
import { NOTICE_ID } from '../notice/rules.ts';

/** What is told of a notice; of whoever complained no address, and no name. */
const noticeFields = {
  notice: answer.text(NOTICE_ID),
  caseId: answer.text('7F3K-9M2Q-X4TB'),
  of: answer.oneOf(NOTIFIABLE),
  fact: answer.text('6f9619ff-8b86-5d01-b42d-00cf4fc964ff', {
    description: 'Id of the event that it tells of.',
  }),
  factAt: answer.instant(),
  rule: answer.text('missed', { description: 'Of the procedure.' }),
  'staff?': answer.text('pan.xin', { description: 'Absent: it is for whoever complained.' }),
  'inPlaceOf?': answer.text('lu.wei'),
  status: answer.oneOf(['owed', 'sending', 'sent', 'stopped']),
  'because?': answer.oneOf(STOPPED),
  attempts: answer.whole(1),
  'failure?': answer.text('ECONNREFUSED', { description: 'Of the last attempt.' }),
  'couldBeTwice?': answer.yesNo(true),
  owedAt: answer.instant(),
  'sentAt?': answer.instant(),
  'channel?': answer.text('smtp'),
};

export const noticeShown = answer.object(noticeFields);

/** The words themselves are for those who read the case. */
export const noticeRead = answer.object({
  ...noticeFields,
  language: answer.oneOf(['en', 'zh']),
  subject: answer.text('Case 7F3K-9M2Q-X4TB: Resolve was missed'),
  text: answer.text('"Resolve" of case 7F3K-9M2Q-X4TB was due at 2026-10-02 16:55 and was missed.'),
});
