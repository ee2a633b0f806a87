import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { givenToRespondent } from '../../rules/people.ts';
import { during, OPEN } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';
import { alreadyReturned, findDispatch, noSuchDispatch, tooEarly } from './dispatches.ts';

/** DIS-1: the receiving person signs. */
export const signReceipt = command({
  name: 'SignReceipt',
  summary: 'Sign the receipt of a dispatched form (DIS-1).',
  group: 'Dispatch',
  data: {
    dispatch: field.reference({ of: 'dispatch', example: 'D1' }),
    signedBy: field.person({
      of: 'staff',
      optional: true,
      example: 'staff-021',
      description: 'Default: you.',
    }),
  },
  who: recording({ apartFrom: 'sender', member: 'ofTheDepartment' }),
  weighs: ({ dispatch, signedBy }, state) => ({
    apartFrom: [findDispatch(state, dispatch)?.sentBy],
    department: findDispatch(state, dispatch)?.department,
    as: signedBy,
  }),
  when: during([...OPEN, 'classified']),
  decide: (data, state, context) => {
    const dispatch = findDispatch(state, data.dispatch);
    if (!dispatch) return noSuchDispatch(data.dispatch, state);
    if (dispatch.status === 'returned') return alreadyReturned(dispatch);
    if (dispatch.status !== 'sent') return [];
    const signedBy = data.signedBy ?? context.actor.id;
    return (
      givenToRespondent(signedBy, state) ??
      tooEarly(dispatch, context) ?? [
        draft('DispatchReceiptSigned', {
          dispatch: dispatch.dispatch,
          signedBy,
        }),
      ]
    );
  },
});
