import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft, firstOf } from '../../decision.ts';
import { foreignCurrency } from '../../rules/money.ts';
import { unfitRemedy } from '../../rules/remedies.ts';
import { CLASSIFIED, during } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';
import { moneyFields, remedyFields } from '../parts.ts';
import { answerAwaited, withStatus } from './options.ts';

const MOST_OPTIONS = 6;

const solutionOption = {
  description: field.text({ example: 'Repair the lift and waive one month of fees.' }),
  remedy: field.part('Remedy', remedyFields, { optional: true }),
  costs: field.part('Money', moneyFields, {
    optional: true,
    description:
      'What the complainant pays for it; told with the offer, and agreed before it is carried out.',
  }),
};

/** SOL-1: ranked, best first. */
export const prepareSolutions = command({
  name: 'PrepareSolutions',
  summary: 'Prepare ranked solutions, best first (SOL-1).',
  group: 'Solution',
  data: {
    options: field.parts('SolutionOption', solutionOption, { min: 1, max: 6, description: 'Best first.' }),
  },
  who: recording(),
  when: during(CLASSIFIED),
  decide: ({ options }, state, context) => {
    if (options.length === 0 || options.length > MOST_OPTIONS)
      return refuse('SOL-1', 'number-of-options', `Prepare between one and ${String(MOST_OPTIONS)} options.`);
    if (withStatus(state, 'offered').length > 0) return answerAwaited();
    if (withStatus(state, 'accepted').length > 0)
      return refuse('SOL-1', 'already-accepted', 'The complainant has accepted an option.', {
        remedy: 'Carry it out.',
      });
    const refusal = firstOf(
      ...options.map(({ remedy }) => remedy && unfitRemedy(remedy, state, context)),
      ...options.map(({ costs }) => foreignCurrency(costs, context)),
    );
    const first = state.optionsEver + 1;
    const numbered = options.map((option, index) => ({ ...option, option: `S${String(first + index)}` }));
    return refusal ?? [draft('SolutionsPrepared', { options: numbered })];
  },
});
