import { isFuture, isInstant, millisOf, refuse, type HappenedAt, type Refusal } from '#event-sourcing';
import { localDate } from '#procedures';
import { timesOf } from './clock-facts.ts';
import type { CaseContext } from './context.ts';
import type { CaseEventDraft } from './events.ts';
import { milestonesOf } from './milestones.ts';
import type { Ground } from './stage-policy.ts';
import type { CaseClock } from './clock-state.ts';
import type { CaseRecord } from './state.ts';

/** What is recorded within this time counts as recorded at once (CLK-9). */
const BACKDATING_TOLERANCE_MILLIS = 15 * 60_000;

/** Whether so much later that only a level may say so. */
export const isTooLateToSay = (moment: string, { now }: Pick<CaseContext, 'now'>): boolean =>
  isInstant(moment) && millisOf(now) > millisOf(moment) + BACKDATING_TOLERANCE_MILLIS;

/** Of what a clock allows, as much may pass until the deed is recorded: ten minutes do not become twenty-five. */
const RECORDED_WITHIN = 0.1;

/** Recorded so soon after it happened that whoever did it in time need not explain themselves (LIF-5). */
export function isSaidAtOnce(
  moment: string,
  { startedAt, countsFrom = startedAt, dueAt }: Pick<CaseClock, 'startedAt' | 'countsFrom' | 'dueAt'>,
  { now }: Pick<CaseContext, 'now'>,
): boolean {
  if (!isInstant(moment) || !isInstant(countsFrom) || !isInstant(dueAt)) return false;
  const allowed = (millisOf(dueAt) - millisOf(countsFrom)) * RECORDED_WITHIN;
  return millisOf(now) - millisOf(moment) <= Math.min(allowed, BACKDATING_TOLERANCE_MILLIS);
}

/** The moment that the command gives for its facts: a day, where it knows no time. */
const given = ({ stamp, happenedAt }: CaseContext): HappenedAt | 'unknown' => stamp.happenedAt ?? happenedAt;

const dayOf = (moment: HappenedAt, { procedure }: CaseContext): string =>
  isInstant(moment) ? localDate(procedure.timeZone, moment) : moment;

/** LIF-5: times are compared as times, and as days of the procedure's calendar where only a day is known. */
const isBefore = (left: HappenedAt, right: HappenedAt, context: CaseContext): boolean =>
  isInstant(left) && isInstant(right) ? left < right : dayOf(left, context) < dayOf(right, context);

/** The calendar day that the command speaks of. */
export function dayGiven(context: CaseContext): string {
  const moment = given(context);
  return dayOf(moment === 'unknown' ? context.happenedAt : moment, context);
}

export function inTheFuture(context: CaseContext, moment = given(context)): Refusal | undefined {
  if (moment === 'unknown' || !isBefore(context.now, moment, context)) return undefined;
  if (isInstant(moment) && !isFuture(moment, context.now)) return undefined;
  return refuse('LIF-5', 'in-the-future', 'What has not happened yet cannot be recorded.', {
    remedy: 'Correct the time at which it happened.',
  });
}

export function beforeItWasReceived({ receivedAt }: CaseRecord, context: CaseContext): Refusal | undefined {
  const moment = given(context);
  if (receivedAt === undefined || moment === 'unknown' || !isBefore(moment, receivedAt, context))
    return undefined;
  const message = `The case was received at ${receivedAt}; this cannot have happened earlier.`;
  return refuse('LIF-5', 'before-received', message, { remedy: 'Correct the time at which it happened.' });
}

/** Clocks run from and to these facts, so the day alone is not enough; only an import may leave it open (INT-11). */
export function timeNeeded(drafts: readonly CaseEventDraft[], context: CaseContext): Refusal | undefined {
  if (isInstant(given(context))) return undefined;
  const counted = drafts.find((draft) => draft.happenedAt === undefined && milestonesOf(draft).length > 0);
  return counted
    ? refuse('LIF-5', 'time-needed', 'A clock counts from this moment, so its time of day is needed.', {
        remedy: 'Give the time too; when nobody knows it, the earliest that it can have been.',
      })
    : undefined;
}

/** Nobody resolves before concluding, nor tells before resolving (LIF-5). */
export function beforeItsGround(
  ground: Ground | undefined,
  { clocks }: CaseRecord,
  context: CaseContext,
): Refusal | undefined {
  const [since] = ground === undefined ? [] : timesOf(clocks, ground.milestone).toSorted();
  const moment = given(context);
  if (ground === undefined || since === undefined || moment === 'unknown' || !isInstant(since))
    return undefined;
  return isBefore(moment, since, context)
    ? refuse(
        'LIF-5',
        ground.code,
        `What this rests on happened at ${since}; this cannot have been earlier.`,
        {
          remedy: 'Correct the time at which it happened.',
        },
      )
    : undefined;
}
