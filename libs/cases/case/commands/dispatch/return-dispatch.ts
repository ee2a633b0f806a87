import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { CLASSIFIED, during } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';
import { findDispatch, noSuchDispatch, tooEarly } from './dispatches.ts';

/** DIS-4: wrongly routed; the case is dispatched anew and its clocks keep running. */
export const returnDispatch = command({
  name: 'ReturnDispatch',
  summary: 'Return a wrongly routed form (DIS-4).',
  group: 'Dispatch',
  data: {
    dispatch: field.reference({ of: 'dispatch', example: 'D1' }),
    reason: field.text({ example: 'Parking is not ours.' }),
    suggestedDepartment: field.reference({ of: 'department', optional: true, example: 'security' }),
  },
  who: recording({ member: 'ofTheDepartment' }),
  weighs: ({ dispatch }, state) => ({ department: findDispatch(state, dispatch)?.department }),
  when: during(CLASSIFIED),
  decide: (data, state, context) => {
    const dispatch = findDispatch(state, data.dispatch);
    if (!dispatch) return noSuchDispatch(data.dispatch, state);
    if (dispatch.status === 'returned') return [];
    if (dispatch.status === 'handedBack')
      return refuse(
        'DIS-4',
        'form-handed-back',
        'The form was handed back as finished; it cannot be returned as wrongly routed.',
      );
    return tooEarly(dispatch, context) ?? [draft('DispatchReturned', data)];
  },
});
