import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { METHODS } from '../../events/fields.ts';
import { CLASSIFIED, during } from '../../stage-policy.ts';
import { deciding } from '../../who-policy.ts';
import { needsApproval } from './approval.ts';
import { answerAwaited, optionNeed, withStatus } from './options.ts';

/** SOL-1: the best option first, the next one only after an objection. */
export const offerSolution = command({
  name: 'OfferSolution',
  summary: 'Offer the best solution not yet rejected, or a named one (SOL-1).',
  group: 'Solution',
  data: {
    option: field.reference({
      of: 'option',
      optional: true,
      example: 'option-1',
      description: 'Default: the best one not yet rejected.',
    }),
    method: field.choice(METHODS),
  },
  who: deciding({ level: 'matter' }),
  weighs: (_data, state, context) => ({ need: optionNeed(withStatus(state, 'prepared')[0], state, context) }),
  when: during(CLASSIFIED),
  decide: (data, state, context) => {
    if (withStatus(state, 'offered').length > 0) return answerAwaited();
    const best = withStatus(state, 'prepared')[0];
    if (!best)
      return refuse('SOL-1', 'no-option-left', 'No prepared option is left to offer.', {
        remedy: 'Prepare solutions, or escalate.',
      });
    if (data.option !== undefined && data.option !== best.option)
      return refuse(
        'SOL-1',
        'better-option-first',
        `Option ${best.option} ranks higher and has not been offered yet.`,
      );
    if (needsApproval(state, context) && !state.planApproved)
      return refuse(
        'AUT-5',
        'approval-needed',
        'The plan has to be approved before the complainant hears of it.',
        {
          remedy: `Ask "${context.procedure.planApproval?.level ?? ''}" to approve it.`,
        },
      );
    return [draft('SolutionOffered', { option: best.option, method: data.method })];
  },
});
