import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { isAboutTop } from '../../context.ts';
import { draft } from '../../decision.ts';
import { hasJudge } from '../../rules/judges.ts';
import { isToBeTold } from '../../rules/merged-complainants.ts';
import { during, WORKING } from '../../stage-policy.ts';
import { deciding, judgesNothing } from '../../who-policy.ts';

/**
 * LIF-2: it ends every clock of the case, so the level that decides on the matter sees to it that the wish is real. Whoever
 * has an outcome to hear is told it (OUT-1): a resolved case is closed, not withdrawn.
 */
export const withdrawCase = command({
  name: 'WithdrawCase',
  summary: 'Record that the complainant withdraws (LIF-2).',
  group: 'Outcome',
  data: {
    reason: field.text({ example: 'The complainant no longer wants an answer.' }),
  },
  who: deciding({ level: 'ruling' }),
  // INV-4: where the complaint leaves nobody who could, it is a record all the same, by anybody but them.
  weighs: (_data, state, context) =>
    isAboutTop(state, context) && !hasJudge(state, context) ? judgesNothing : {},
  when: during(WORKING),
  decide: (data, { takenOver }) => {
    const others = takenOver.filter(isToBeTold).map((each) => each.case);
    return others.length === 0
      ? [draft('CaseWithdrawn', data)]
      : refuse('LIF-2', 'others-complained', 'Other complainants wait for the outcome of this case, too.', {
          remedy: 'Take the merging of their cases back first.',
          details: { cases: others },
        });
  },
});
