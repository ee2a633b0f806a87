import { field, refuse } from '#event-sourcing';
import { higherNeed, matterNeed } from '../../authority.ts';
import { command } from '../../command.ts';
import type { CaseContext } from '../../context.ts';
import { draft } from '../../decision.ts';
import { levelOrFirst } from '../../rules/levels.ts';
import { during } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { deciding, weighing } from '../../who-policy.ts';

/** SOL-7: for the level from which the terms are seen, also where the matter has become smaller since. */
export const liftSettlementConfidentiality = command({
  name: 'LiftSettlementConfidentiality',
  summary: 'Let everybody who reads the case see the terms of its settlement again (SOL-7).',
  group: 'Solution',
  data: { reason: field.text({ example: 'The complainant has published it.' }) },
  who: deciding({ level: 'matterInPerson' }),
  weighs: (_, state, context) => weighing(seenFrom(state, context)),
  when: during(['notMerged']),
  decide: ({ reason }, state) => {
    const { confidentialFrom: level } = state;
    if (level === undefined)
      return refuse('SOL-7', 'not-confidential', 'The terms of this settlement are not confidential.');
    return [draft('SettlementConfidentialityLifted', { level, reason })];
  },
});

function seenFrom(state: CaseRecord, context: CaseContext) {
  const matter = matterNeed(state, context);
  const doing = 'Telling the terms of a confidential settlement';
  const marked = { level: state.confidentialFrom ?? matter.level, rule: 'SOL-7', doing };
  const need = higherNeed([marked, matter], context);
  return { ...need, doing, ...levelOrFirst(need.level, context) };
}
