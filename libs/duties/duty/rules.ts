import { isSamePerson, refuse, type Refusal } from '#event-sourcing';
import { isAbout } from '#cases';
import type { DutyWork } from '#procedures';
import type { DutyContext } from './command.ts';
import { MOST_LISTED, draft, type DutyEventDraft, type NotReviewed } from './events.ts';
import { responsibleAt } from './standing.ts';
import type { DutyState, DutyTurn } from './state.ts';

export const noSuchDuty = (id: string): Refusal =>
  refuse('D25', 'duty-not-found', `There is no duty ${id}.`, { remedy: 'See the list of duties.' });

/** What is decided about a turn needs one. */
export const notOpen = ({ status }: DutyTurn): Refusal | undefined =>
  status === 'open'
    ? undefined
    : refuse('D25', 'duty-over', `This was ${status === 'done' ? 'done' : 'excused'} before.`, {
        remedy: 'Nothing needs to be done about it any more.',
      });

export const otherWork = ({ work }: DutyTurn, wanted: DutyWork): Refusal | undefined =>
  work === wanted
    ? undefined
    : refuse('D25', 'other-work', `This duty is of another kind: ${work}.`, { details: { work } });

/** INV-4: whoever the case is about, or stands in for them, is told what is told of a case that is not among them. */
export const isAboutActor = ({ about, actor }: DutyContext): boolean =>
  about.status === 'logged' &&
  [actor.id, actor.deputyFor].some((person) => person !== undefined && isAbout(about.respondents, person));

/** REP-6: nobody checks what they had a part in. */
export const hadPart = ({ about, actor }: DutyContext): boolean =>
  about.status === 'logged' &&
  [...about.handlers, about.owner].some((person) =>
    [actor.id, actor.deputyFor].some((one) => one !== undefined && isSamePerson(person, one)),
  );

/** REP-5: what of the log nobody had reviewed by that moment. */
export function notReviewedBy(
  turn: DutyTurn,
  { log }: DutyContext,
  at: string,
): { notReviewed?: NotReviewed } {
  if (turn.work !== 'review') return {};
  const left = log.filter((each) => {
    const reviewedAt = turn.reviewed.get(each);
    return reviewedAt === undefined || reviewedAt > at;
  });
  return { notReviewed: { count: left.length, cases: left.toSorted().slice(0, MOST_LISTED) } };
}

/** D25: whoever finds a miss, when, the facts are the same. */
export const missOf = (turn: DutyTurn, context: DutyContext): DutyEventDraft =>
  draft('DutyMissed', {
    dueAt: turn.dueAt,
    responsible: [...responsibleAt(turn, context.organisation, turn.dueAt)],
    answersTo: turn.answersTo,
    ...notReviewedBy(turn, context, turn.dueAt),
  });

/** Nobody has recorded yet that the time is over. */
export const isMissedBy = (state: DutyState, moment: string): state is DutyTurn =>
  state.status === 'open' && !state.missed && state.dueAt <= moment;
