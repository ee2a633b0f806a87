import { field, isRefusal } from '#event-sourcing';
import { command } from '../../command.ts';
import { higherNeed, takenAway } from '../../authority.ts';
import { draft } from '../../decision.ts';
import { leafOf } from '../../rules/classification.ts';
import { departmentTaken } from '../../rules/site.ts';
import { during, OPEN } from '../../stage-policy.ts';
import { deciding, judgesNothing, weighing } from '../../who-policy.ts';

export const changeCategory = command({
  name: 'ChangeCategory',
  summary: 'Change the category (CLS-4).',
  group: 'Classification',
  data: {
    to: field.reference({ of: 'category', example: 'fees/parking' }),
    reason: field.text({ example: 'It is about the fee.' }),
  },
  who: deciding({ level: 'takenAway' }),
  weighs: (data, state, context) => {
    const to = leafOf(data.to, context);
    if (isRefusal(to)) return judgesNothing;
    const after = { ...state, category: to.path };
    const needs = [takenAway, departmentTaken].flatMap((need) => need(state, after, context) ?? []);
    const [first, ...others] = needs;
    return weighing(first && higherNeed([first, ...others], context));
  },
  when: during([...OPEN, 'classified'], { restsOn: { milestone: 'classified', code: 'before-classified' } }),
  decide: (data, state, context) => {
    const to = leafOf(data.to, context);
    if (isRefusal(to)) return to;
    if (state.category === undefined || state.category === to.path) return [];
    return [draft('CategoryChanged', { from: state.category, to: to.path, reason: data.reason })];
  },
});
