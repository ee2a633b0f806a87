import type { ClosingCondition, Procedure } from '#procedures';
import type { CaseRecord } from '../state.ts';

type Check = (state: CaseRecord, procedure: Procedure) => boolean;

const followUpDone: Check = (state, { followUp }) =>
  !followUp.required ||
  state.followUps.some((each) => each.reached) ||
  state.followUps.length >= followUp.maxAttempts;

const compensationDelivered: Check = (state) =>
  state.grants.every((grant) => grant.status !== 'granted') &&
  state.requests.every((request) => request.status !== 'open');

const receiptsReturned: Check = (state) =>
  state.dispatches.every((dispatch) => dispatch.status === 'handedBack' || dispatch.status === 'returned');

const CHECKS: Record<ClosingCondition, Check> = {
  outcomeNotified: (state) => state.outcomeNotified,
  followUpDone,
  compensationDelivered,
  receiptsReturned,
  regulatorAnswered: (state) =>
    (state.regulator === undefined && state.channel !== 'regulator') || state.regulatorNotified,
  writtenResponse: (state, procedure) =>
    !procedure.writtenResponseChannels.includes(state.channel) || state.finalResponseIssued,
};

/** What the procedure asks for before closing and the case lacks (OUT-5). An anonymous complainant cannot be told or asked. */
export function missingForClosing(state: CaseRecord, procedure: Procedure): readonly ClosingCondition[] {
  const unreachable: readonly ClosingCondition[] = state.complainant.anonymous
    ? ['outcomeNotified', 'followUpDone', 'writtenResponse']
    : [];
  return procedure.closing.requires.filter(
    (each) => !unreachable.includes(each) && !CHECKS[each](state, procedure),
  );
}
