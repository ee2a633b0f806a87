import { field, instantOf, millisOf, refuse, type Instant, type Refusal } from '#event-sourcing';
import { commandId } from '#event-sourcing';
import { mayHear } from '../telling/hearers.ts';
import type { NoticeContext } from './command.ts';
import type { Stopped } from './events.ts';
import type { Notice } from './state.ts';

export const NOTICE_ID = commandId('notice', 'example');
export const noticeField = field.reference({ example: NOTICE_ID });
export const attemptField = field.wholeNumber({ min: 1, example: 1 });

export const noSuchNotice = (notice: string): Refusal =>
  refuse('OUT-1', 'no-such-notice', `Nobody had to be told ${notice} of this case.`, {
    remedy: 'The notices of a case: redress notices of <case>.',
  });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** After the first attempt, the second and so on: for days, since whoever looks after the mail may be away over a weekend. */
const PAUSES = [
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  ...Array.from({ length: 4 }, () => 24 * HOUR),
];

/** When it is tried again; absent: not any more. */
export function nextTry(tried: number, now: Instant): Instant | undefined {
  const pause = PAUSES[tried - 1];
  return pause === undefined ? undefined : instantOf(millisOf(now) + pause);
}

/** Longer no sending lasts: what was begun before that and has no end was broken off. */
export const BROKEN_OFF_MILLIS = 2 * MINUTE;

export const isUnderWay = ({ status, begunAt }: Notice, now: Instant): boolean =>
  status === 'sending' && begunAt !== undefined && millisOf(now) - millisOf(begunAt) < BROKEN_OFF_MILLIS;

/** What nobody has begun to send for so long would surprise whoever gets it. */
const TOO_OLD_MILLIS = 7 * 24 * HOUR;

/** Why it is not sent now, by what is known now. */
export function stoppedBy(notice: Notice, context: NoticeContext): Stopped | undefined {
  const { now, since } = context;
  const isOld =
    since === undefined ||
    notice.factAt < since ||
    (notice.attempts === 0 && millisOf(now) - millisOf(notice.factAt as Instant) > TOO_OLD_MILLIS);
  if (isOld && !notice.released) return 'heldBack';
  return mayHear(notice.to, context) ? undefined : 'notAllowed';
}
