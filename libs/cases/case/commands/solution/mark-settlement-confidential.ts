import { field, refuse } from '#event-sourcing';
import { matterNeed } from '../../authority.ts';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { levelOrFirst } from '../../rules/levels.ts';
import { during } from '../../stage-policy.ts';
import { deciding } from '../../who-policy.ts';

/** SOL-7: a decision of the level of the matter itself, and never of the front line; from then on that level sees the terms. */
export const markSettlementConfidential = command({
  name: 'MarkSettlementConfidential',
  summary:
    'Keep the terms of the settlement to whoever has the case, and to the level of the matter (SOL-7).',
  group: 'Solution',
  data: { reason: field.text({ example: 'Agreed with the lawyer of the complainant.' }) },
  who: deciding({ level: 'matterInPerson' }),
  when: during(['notMerged']),
  decide: ({ reason }, state, context) => {
    if (state.confidentialFrom !== undefined) return [];
    if (state.options.length === 0 && state.remedies.length === 0)
      return refuse(
        'SOL-7',
        'nothing-to-keep',
        'Nothing was prepared, offered or granted in this case yet.',
        {
          remedy: 'Prepare a solution or grant something first; its terms are confidential from then on.',
        },
      );
    const { level } = levelOrFirst(matterNeed(state, context).level, context);
    return [draft('SettlementMarkedConfidential', { level, reason })];
  },
});
