import { field } from '#event-sourcing';
import { higherNeed, matterNeed, type Need } from '../../authority.ts';
import { command } from '../../command.ts';
import type { CaseContext } from '../../context.ts';
import { records } from '../../decision.ts';
import { during, isOver } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { deciding } from '../../who-policy.ts';

/** LIF-2, OUT-6: taking an end back is for a level, also where the matter itself is left to the front line. */
function reopeningNeed(state: CaseRecord, context: CaseContext): Need {
  const matter = matterNeed(state, context);
  const first = context.procedure.ladder[0]?.id;
  if (first === undefined || !isOver(state)) return matter;
  const reopening = { rule: 'OUT-6', doing: 'Reopening this case', inPerson: true } as const;
  return { ...higherNeed([{ ...reopening, level: first }, matter], context), ...reopening };
}

/**
 * CLK-4, CLK-9: what was withdrawn or turned down stood still though nobody had settled it. For whoever opens it again that
 * is more time, so the level does it that grants more; as a mistake it stood still for nobody.
 */
function moreTime({ ending, severity = '' }: CaseRecord, { procedure }: CaseContext): readonly Need[] {
  if (ending !== 'withdrawn' && ending !== 'inadmissible') return [];
  return procedure.extensions
    .filter(({ severities }) => severities.includes(severity))
    .map(({ approver }) => ({
      ...{ level: approver, rule: 'CLK-4', inPerson: true },
      doing: 'Reopening on new facts, with the time that was left,',
    }));
}

/** OUT-6 */
export const reopenCase = command({
  name: 'ReopenCase',
  summary: 'Reopen a closed case with a reason (OUT-6).',
  group: 'Outcome',
  data: {
    cause: field.choice(['newFacts', 'correction']),
    reason: field.text({ example: 'The lift failed again.' }),
  },
  who: deciding(),
  weighs: ({ cause }, state, context) => {
    const need = reopeningNeed(state, context);
    return { need: cause === 'correction' ? need : higherNeed([need, ...moreTime(state, context)], context) };
  },
  when: during(['notNew', 'notMerged']),
  decide: records('CaseReopened'),
});
