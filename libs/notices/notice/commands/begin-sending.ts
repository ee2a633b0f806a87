import { field } from '#event-sourcing';
import { command, ourOwn } from '../command.ts';
import { draft } from '../events.ts';
import { attemptField, isUnderWay, noSuchNotice, noticeField, stoppedBy } from '../rules.ts';

/** On record before anything is sent, so that what is broken off is known to be so. */
export const beginSending = command({
  name: 'BeginSending',
  summary: 'Begin to send a notice, unless it is held back or nobody may hear of it any more (INV-4, PRI-1).',
  ...ourOwn,
  data: {
    notice: noticeField,
    attempt: attemptField,
    channel: field.reference({ example: 'smtp' }),
    /** Whoever it is for has an address there. */
    reachable: field.yesNo(),
  },
  decide: ({ notice: id, attempt, channel, reachable }, { notices }, context) => {
    const notice = notices.get(id);
    if (notice === undefined) return noSuchNotice(id);
    const isNext = attempt === notice.attempts + 1 && notice.status !== 'sent' && notice.status !== 'stopped';
    // Another one has sent it, or is about to.
    if (!isNext || isUnderWay(notice, context.now)) return [];
    const because = stoppedBy(notice, context) ?? (reachable ? undefined : 'noAddress');
    if (because !== undefined) return [draft('NoticeStopped', { notice: id, because })];
    const couldBeTwice = notice.unsure || notice.status === 'sending';
    return [
      draft('SendingBegun', { notice: id, attempt, channel, ...(couldBeTwice && { couldBeTwice: true }) }),
    ];
  },
});
