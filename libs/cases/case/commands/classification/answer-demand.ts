import { field, refuse, type Refusal } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft, firstOf } from '../../decision.ts';
import { DEMAND_ANSWERS, METHODS } from '../../events/fields.ts';
import { during, OPEN } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { deciding } from '../../who-policy.ts';

/** CLS-10, IMP-5: each demand is adopted or declined for itself, and whoever made it hears why. */
export const answerDemand = command({
  name: 'AnswerDemand',
  summary: 'Adopt or decline one demand, and tell the complainant why (CLS-10, IMP-5).',
  group: 'Classification',
  data: {
    demand: field.reference({ of: 'demand', example: 'N1' }),
    answer: field.choice(DEMAND_ANSWERS),
    reason: field.text({ example: 'A board at the entrance shows it from Monday.' }),
    method: field.choice(METHODS, {
      optional: true,
      description: 'How it was told; left out only where nobody can be told.',
    }),
  },
  who: deciding(),
  when: during(OPEN),
  decide: (data, state) =>
    firstOf(noSuchDemand(data.demand, state), untold(data.method, state)) ?? [draft('DemandAnswered', data)],
});

const noSuchDemand = (demand: string, { demands }: CaseRecord): Refusal | undefined =>
  demands.some((each) => each.demand === demand)
    ? undefined
    : refuse('CLS-10', 'unknown-demand', `There is no demand ${demand} in this case.`, {
        details: { known: demands.map((each) => each.demand) },
      });

const untold = (method: string | undefined, { complainant, untellable }: CaseRecord): Refusal | undefined =>
  method !== undefined || complainant.anonymous || untellable !== undefined
    ? undefined
    : refuse('CLS-10', 'reason-not-told', 'Whoever asked for it has to hear the answer and why.', {
        remedy: 'Tell them, and say in method how.',
      });
