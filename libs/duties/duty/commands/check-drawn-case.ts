import { field, refuse } from '#event-sourcing';
import { byWhoeverOwes, command } from '../command.ts';
import { draft } from '../events.ts';
import { hadPart, isAboutActor, otherWork } from '../rules.ts';

/** REP-6: what follows from it for the case is a command to the case: it may be reopened. */
export const checkDrawnCase = command({
  name: 'CheckDrawnCase',
  summary: 'Record what the check of a case that was drawn has found (REP-6).',
  ...byWhoeverOwes,
  data: {
    case: field.reference({ of: 'case', example: '7F3K-9M2Q-X4TB' }),
    result: field.choice(['sound', 'faulty']),
    findings: field.text({ example: 'The voucher was never sent.' }),
  },
  decide: (data, state, context) => {
    const other = otherWork(state, 'spotCheck');
    if (other !== undefined) return other;
    if (state.drawn?.includes(data.case) !== true || isAboutActor(context))
      return refuse('REP-6', 'not-drawn', `${data.case} is not among the cases that were drawn.`, {
        remedy: 'See the duty for the cases that are.',
      });
    if (hadPart(context))
      return refuse(
        'REP-6',
        'same-person',
        'You had a part in this case, so somebody else has to check it.',
        {
          remedy: 'Have it checked by whoever stands in for you.',
        },
      );
    const known = state.checked.get(data.case);
    return known?.result === data.result && known.findings === data.findings
      ? []
      : [draft('DrawnCaseChecked', data)];
  },
});
