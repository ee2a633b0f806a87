import { refuse, type Refusal } from '#event-sourcing';
import type { CaseContext } from '../../context.ts';
import type { CaseRecord, Dispatch } from '../../state.ts';

export const noSuchDispatch = (dispatch: string, state: CaseRecord): Refusal =>
  refuse('DIS-1', 'unknown-dispatch', `This case has no dispatch "${dispatch}".`, {
    details: { dispatches: state.dispatches.map((each) => each.dispatch) },
  });

export const alreadyReturned = (dispatch: Dispatch): Refusal =>
  refuse('DIS-4', 'dispatch-returned', `"${dispatch.department}" has returned this form.`, {
    remedy: 'Dispatch the case anew.',
  });

/** LIF-5: the form cannot be signed for, returned or handed back before it was sent, nor handed back unsigned for. */
export const tooEarly = (dispatch: Dispatch, { happenedAt }: CaseContext): Refusal | undefined => {
  const since = dispatch.receivedAt ?? dispatch.sentAt;
  return since !== undefined && happenedAt < since
    ? refuse('LIF-5', 'before-dispatched', `"${dispatch.department}" has had the form since ${since} only.`, {
        remedy: 'Correct the time at which it happened.',
      })
    : undefined;
};

export const findDispatch = (state: CaseRecord, dispatch: string): Dispatch | undefined =>
  state.dispatches.find((each) => each.dispatch === dispatch);
