import { field, refuse } from '#event-sourcing';
import { byWhoeverOwes, command } from '../command.ts';
import { draft } from '../events.ts';
import { isAboutActor, otherWork } from '../rules.ts';

/** REP-5: that somebody looked at a case is a fact, case by case. */
export const reviewLoggedCase = command({
  name: 'ReviewLoggedCase',
  summary: 'Record that you have reviewed a case of the complaint log (REP-5).',
  ...byWhoeverOwes,
  data: {
    case: field.reference({ of: 'case', example: '7F3K-9M2Q-X4TB' }),
    remark: field.text({ optional: true, example: 'Ask the supplier again.' }),
  },
  decide: (data, state, context) => {
    const other = otherWork(state, 'review');
    if (other !== undefined) return other;
    if (!context.log.includes(data.case) || isAboutActor(context))
      return refuse('REP-5', 'not-in-the-log', `${data.case} is not in this complaint log.`, {
        remedy: 'See the duty for the cases that are.',
      });
    return state.reviewed.has(data.case) ? [] : [draft('LoggedCaseReviewed', data)];
  },
});
