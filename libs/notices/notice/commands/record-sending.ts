import { field } from '#event-sourcing';
import { command, ourOwn } from '../command.ts';
import { draft } from '../events.ts';
import { attemptField, nextTry, noSuchNotice, noticeField } from '../rules.ts';

/** Whoever has sent it says so; of a failure that comes after another attempt was begun nothing more is to be said. */
export const recordSending = command({
  name: 'RecordSending',
  summary: 'Record what became of an attempt to send a notice.',
  ...ourOwn,
  data: {
    notice: noticeField,
    attempt: attemptField,
    failed: field.reference({ optional: true, example: 'ECONNREFUSED' }),
    unsure: field.yesNo({ optional: true }),
    /** Whoever was asked has said that it never will be taken. */
    forGood: field.yesNo({ optional: true }),
  },
  decide: ({ notice: id, attempt, failed, unsure, forGood }, { notices }, { now }) => {
    const notice = notices.get(id);
    if (notice === undefined) return noSuchNotice(id);
    if (notice.status === 'sent') return [];
    if (failed === undefined) return [draft('NoticeSent', { notice: id, attempt })];
    if (notice.status !== 'sending' || notice.attempts !== attempt) return [];
    const nextAt = forGood === true ? undefined : nextTry(notice.tried, now);
    return [
      draft('SendingFailed', {
        ...{ notice: id, attempt, because: failed },
        ...(unsure === true && { unsure: true }),
        ...(nextAt !== undefined && { nextAt }),
      }),
    ];
  },
});
