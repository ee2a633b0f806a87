import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { during, OPEN } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';
import { alreadyReturned, findDispatch, noSuchDispatch, tooEarly } from './dispatches.ts';

/** DIS-6 */
export const handBackForm = command({
  name: 'HandBackForm',
  summary: 'Hand the completed form back (DIS-6).',
  group: 'Dispatch',
  data: {
    dispatch: field.reference({ of: 'dispatch', example: 'D1' }),
    summary: field.text({ example: 'Controller replaced, lift runs.' }),
  },
  who: recording({ member: 'ofTheDepartment' }),
  weighs: ({ dispatch }, state) => ({ department: findDispatch(state, dispatch)?.department }),
  when: during([...OPEN, 'classified']),
  decide: (data, state, context) => {
    const dispatch = findDispatch(state, data.dispatch);
    if (!dispatch) return noSuchDispatch(data.dispatch, state);
    if (dispatch.status === 'returned') return alreadyReturned(dispatch);
    if (dispatch.status === 'handedBack') return [];
    if (dispatch.status === 'sent')
      return refuse('DIS-1', 'receipt-not-signed', 'The department has not signed for the form yet.', {
        remedy: 'Sign the receipt first.',
      });
    return tooEarly(dispatch, context) ?? [draft('FormHandedBack', data)];
  },
});
