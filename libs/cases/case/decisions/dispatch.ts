import { refuse, type Refusal } from '#event-sourcing';
import { departmentFor } from '#procedures';
import type { CaseRecord, Dispatch } from '../state.ts';
import { isSameStaff, levelAbove, rankOf, type CaseContext } from '../context.ts';
import { draft, type Decide } from './decision.ts';

const isActive = ({ status }: Dispatch): boolean => status === 'sent' || status === 'received';

const leads = ({ part, status }: Dispatch): boolean => part === 'lead' && status !== 'returned';

/** DIS-1, DIS-2, DIS-7: one department leads, others contribute. */
export const dispatchCase: Decide<'DispatchCase'> = (data, state, context) => {
  const department = data.department ?? departmentFor(context.procedure, state.category ?? '');
  const active = state.dispatches.filter(isActive);
  const lead = active.find((each) => each.part === 'lead');
  if (active.some((each) => each.department === department))
    return refuse('DIS-1', 'already-dispatched', `The form is already with "${department}".`);
  if (data.part === 'lead' && lead)
    return refuse('DIS-7', 'lead-exists', `"${lead.department}" leads this case already.`, {
      remedy: 'Dispatch as contributor, or have the lead return the form.',
    });
  if (data.part === 'contributor' && !state.dispatches.some(leads))
    return refuse('DIS-7', 'lead-needed', 'A department contributes to a case that another one leads.', {
      remedy: 'Dispatch to the leading department first.',
    });
  if (data.dueAt !== undefined && data.dueAt <= context.happenedAt)
    return refuse('DIS-7', 'time-in-the-past', 'The due time of the part has already passed.');
  const dispatch = `D${String(state.dispatches.length + 1)}`;
  const part = data.part ?? (lead ? 'contributor' : 'lead');
  return [draft('CaseDispatched', { ...data, dispatch, department, part })];
};

const noSuchDispatch = (dispatch: string, state: CaseRecord): Refusal =>
  refuse('DIS-1', 'unknown-dispatch', `This case has no dispatch "${dispatch}".`, {
    details: { dispatches: state.dispatches.map((each) => each.dispatch) },
  });

const alreadyReturned = (dispatch: Dispatch): Refusal =>
  refuse('DIS-4', 'dispatch-returned', `"${dispatch.department}" has returned this form.`, {
    remedy: 'Dispatch the case anew.',
  });

/** LIF-5: the form cannot be signed for, returned or handed back before it was sent, nor handed back unsigned for. */
const tooEarly = (dispatch: Dispatch, { happenedAt }: CaseContext): Refusal | undefined => {
  const since = dispatch.receivedAt ?? dispatch.sentAt;
  return since !== undefined && happenedAt < since
    ? refuse('LIF-5', 'before-dispatched', `"${dispatch.department}" has had the form since ${since} only.`, {
        remedy: 'Correct the time at which it happened.',
      })
    : undefined;
};

const find = (state: CaseRecord, dispatch: string): Dispatch | undefined =>
  state.dispatches.find((each) => each.dispatch === dispatch);

/** DIS-1: the receiving person signs. */
export const signReceipt: Decide<'SignReceipt'> = (data, state, context) => {
  const dispatch = find(state, data.dispatch);
  if (!dispatch) return noSuchDispatch(data.dispatch, state);
  if (dispatch.status === 'returned') return alreadyReturned(dispatch);
  if (dispatch.status !== 'sent') return [];
  return (
    tooEarly(dispatch, context) ?? [
      draft('DispatchReceiptSigned', {
        dispatch: dispatch.dispatch,
        signedBy: data.signedBy ?? context.actor.id,
      }),
    ]
  );
};

/** DIS-4: wrongly routed; the case is dispatched anew and its clocks keep running. */
export const returnDispatch: Decide<'ReturnDispatch'> = (data, state, context) => {
  const dispatch = find(state, data.dispatch);
  if (!dispatch) return noSuchDispatch(data.dispatch, state);
  if (dispatch.status === 'returned') return [];
  if (dispatch.status === 'handedBack')
    return refuse(
      'DIS-4',
      'form-handed-back',
      'The form was handed back as finished; it cannot be returned as wrongly routed.',
    );
  return tooEarly(dispatch, context) ?? [draft('DispatchReturned', data)];
};

/** DIS-6 */
export const handBackForm: Decide<'HandBackForm'> = (data, state, context) => {
  const dispatch = find(state, data.dispatch);
  if (!dispatch) return noSuchDispatch(data.dispatch, state);
  if (dispatch.status === 'returned') return alreadyReturned(dispatch);
  if (dispatch.status === 'handedBack') return [];
  if (dispatch.status === 'sent')
    return refuse('DIS-1', 'receipt-not-signed', 'The department has not signed for the form yet.', {
      remedy: 'Sign the receipt first.',
    });
  return tooEarly(dispatch, context) ?? [draft('FormHandedBack', data)];
};

/** DIS-5: one owner at any time; never the one complained about (INV-4). */
export const assignOwner: Decide<'AssignOwner'> = (data, state) => {
  if (isSameStaff(state.respondent?.staffId, data.owner))
    return refuse('INV-4', 'conflict-of-interest', 'The one complained about cannot own the case.', {
      remedy: 'Choose somebody else.',
    });
  if (state.owner === data.owner && (data.department === undefined || data.department === state.department))
    return [];
  return [
    draft('OwnerAssigned', { ...data, ...(state.owner !== undefined && { previousOwner: state.owner }) }),
  ];
};

/** DIS-3: the level that the severity asks for, or a flag (CLS-7); above the level that is complained about (INV-4). */
function levelToTell(state: CaseRecord, { procedure }: CaseContext): string | undefined {
  const { severity, flags, respondent } = state;
  const levels = [
    ...procedure.routing.notify.filter((each) => each.severity === severity).map((each) => each.level),
    ...procedure.flagEffects
      .filter((effect) => flags.some((flag) => flag === effect.flag))
      .flatMap((effect) => effect.notifyLevel ?? []),
    ...(respondent?.level === undefined ? [] : [levelAbove(procedure, respondent.level) ?? respondent.level]),
  ];
  return levels.sort((left, right) => rankOf(procedure, right) - rankOf(procedure, left))[0];
}

/** DIS-3 */
export const notifyManager: Decide<'NotifyManager'> = (data, state, context) => {
  const { procedure } = context;
  if (rankOf(procedure, data.level) < 0)
    return refuse('DIS-3', 'unknown-level', `The procedure has no level "${data.level}".`, {
      details: { levels: procedure.ladder.map((level) => level.id) },
    });
  const needed = levelToTell(state, context);
  if (needed !== undefined && rankOf(procedure, data.level) < rankOf(procedure, needed))
    return refuse('DIS-3', 'level-too-low', `This case has to reach "${needed}".`, {
      remedy: `Tell "${needed}".`,
      details: { neededLevel: needed },
    });
  return [draft('ManagerNotified', data)];
};
