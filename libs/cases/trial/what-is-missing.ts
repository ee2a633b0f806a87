import type { Procedure } from '#procedures';
import type { CaseCommands, CaseCommandType } from '../case/commands.ts';
import { leastResponse } from '../case/rules/final-response.ts';
import { isTriedEnough } from '../case/rules/attempts.ts';
import type { Missing } from '../case/rules/closing.ts';
import type { CaseRecord } from '../case/state.ts';

/** How the complainant takes it. */
export const MOODS = ['content', 'silent', 'never content'] as const;
export type Mood = (typeof MOODS)[number];

/** The first of the staff who may do it does it; whether somebody did. */
export type Any = <Type extends CaseCommandType>(type: Type, data: CaseCommands[Type]) => boolean;

interface Way {
  readonly procedure: Procedure;
  readonly mood: Mood;
  readonly any: Any;
}

export const endContact = (any: Any): boolean =>
  any('EndContact', { reason: 'Nothing came of it' }) || any('RecordCallback', { reached: false });

function settleOwed({ remedies }: CaseRecord, any: Any): boolean {
  const owed = remedies.find(({ status }) => status === 'granted');
  return owed?.grant !== undefined && any('ConfirmCompensation', { grant: owed.grant, reference: 'Till 7' });
}

const CLOSING: Readonly<Record<Missing, (state: CaseRecord, way: Way) => boolean>> = {
  outcomeNotified: (_, way) => tellOutcome(way),
  // Whoever has not heard of it is not asked about it.
  followUpDone: (_, way) =>
    way.any('RecordFollowUp', { method: 'phone', reached: false }) || tellOutcome(way),
  demandsAnswered: (state, { any }) => answerDemand(state, any),
  // Whoever leads decides on one; the case only hears of it.
  improvementPlanned: (_, { any }) => any('RecordImprovement', { issue: 'I1' }),
  reviewed: (_, { any }) => any('ReviewCase', { inOrder: true, remarks: 'Seen' }),
  calledBack: (_, { any }) => endContact(any),
  regulatorAnswered: (state, { any }) => tellRegulator(state, any),
  writtenResponse: (state, { any, procedure }) =>
    any('IssueFinalResponse', { method: 'letter', letter: leastResponse(state, procedure) }),
  receiptsReturned: (state, { any }) => takeBack(state, any),
  compensationDelivered: (state, { any }) => settleOwed(state, any) || refuseAsked(state, any),
  mergedComplainantsTold: (state, way) => tellMerged(state, way),
};

/** Does what the closing of a case waits for. */
export const complete = (missing: string, state: CaseRecord, way: Way): boolean =>
  isMissing(missing) && CLOSING[missing](state, way);

const isMissing = (name: string): name is Missing => Object.hasOwn(CLOSING, name);

const tellOutcome = ({ mood, any, procedure: { turnTo } }: Way): boolean =>
  mood === 'silent'
    ? any('RecordOutcomeUntellable', { reason: 'Not reached' }) ||
      any('RecordFailedContact', { about: 'outcome', method: 'phone' })
    : any('NotifyOutcome', {
        ...{ to: 'complainant', method: 'letter', summary: 'Done', written: true },
        turnTo: turnTo.map(({ id }) => id),
      });

function answerDemand({ demands }: CaseRecord, any: Any): boolean {
  const open = demands.find(({ answer }) => answer === undefined)?.demand;
  return (
    open !== undefined &&
    any('AnswerDemand', { demand: open, answer: 'declined', reason: 'Not ours', method: 'phone' })
  );
}

function tellRegulator({ regulators }: CaseRecord, any: Any): boolean {
  const regulator = regulators.find(({ told }) => !told)?.name;
  return any('NotifyOutcome', {
    ...{ to: 'regulator', method: 'letter', summary: 'Done', written: true },
    ...(regulator !== undefined && { regulator }),
  });
}

function refuseAsked({ remedies }: CaseRecord, any: Any): boolean {
  const asked = remedies.find(({ status }) => status === 'requested')?.request;
  return asked !== undefined && any('RefuseCompensation', { request: asked, reason: 'Too much' });
}

function takeBack({ dispatches }: CaseRecord, any: Any): boolean {
  const sent = dispatches.find(({ status }) => status === 'sent')?.dispatch;
  if (sent !== undefined) return any('SignReceipt', { dispatch: sent });
  const received = dispatches.find(({ status }) => status === 'received')?.dispatch;
  return received !== undefined && any('HandBackForm', { dispatch: received, summary: 'Done' });
}

function tellMerged({ takenOver }: CaseRecord, { any, mood, procedure }: Way): boolean {
  return takenOver.some((merged) =>
    (['merging', 'outcome'] as const).some(
      (about) =>
        !merged[about].told &&
        !isTriedEnough(merged[about].failed, 'outcome', procedure) &&
        any('TellMergedComplainant', {
          ...{ of: merged.case, about, method: 'phone', summary: 'Told' },
          reached: mood !== 'silent',
        }),
    ),
  );
}
