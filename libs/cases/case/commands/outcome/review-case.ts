import { field, refuse } from '#event-sourcing';
import { isBody } from '#procedures';
import { command } from '../../command.ts';
import type { CaseContext } from '../../context.ts';
import { draft } from '../../decision.ts';
import { nextReview } from '../../rules/reviews.ts';
import { during, OPEN } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { deciding, judgesNothing, type CaseWeight } from '../../who-policy.ts';

/**
 * AUT-5: whoever the procedure names looks at a plan before the complainant hears of it, or signs what was settled; a level,
 * or a body beside the ladder. What is not in order after it was settled goes back to work.
 */
export const reviewCase = command({
  name: 'ReviewCase',
  summary:
    'Review a plan, or sign off what was settled, as the next of those whom the procedure names (AUT-5).',
  group: 'Outcome',
  data: {
    inOrder: field.yesNo({
      description: 'No: the plan waits for another one, what was settled is reopened.',
    }),
    remarks: field.text({ example: 'The way was kept, and the answer was given in time.' }),
  },
  who: deciding({ level: 'plan', apartFrom: 'preparer', bound: false }),
  weighs: (_data, state, context) => reviewWeight(state, context),
  when: during(OPEN),
  decide: (data, state, context) => {
    const next = nextReview(state, context);
    if (next === undefined)
      return refuse('AUT-5', 'nothing-to-review', 'Nothing in this case waits to be looked at.');
    if (isBody(context.procedure, next.by) && context.actor.role !== next.by)
      return refuse('AUT-5', 'not-of-the-body', `"${next.by}" has to look at it.`, {
        remedy: `Have somebody of "${next.by}" review it, acting as that (X-Acting-Role).`,
        details: { neededLevel: next.by },
      });
    const { by, before } = next;
    const reviewed = draft('CaseReviewed', { by, before, ...data });
    return before === 'closed' && !data.inOrder
      ? [reviewed, draft('CaseReopened', { cause: 'correction', reason: data.remarks })]
      : [reviewed];
  },
});

/** Nobody looks at their own work, or twice at one; who is of a body has no level, and needs none. */
function reviewWeight(state: CaseRecord, context: CaseContext): CaseWeight {
  const next = nextReview(state, context);
  if (next === undefined) return judgesNothing;
  const prepared = state.prepared.at(-1)?.by ?? [];
  const before = state.reviews
    .filter((each) => each.before === next.before && each.by !== next.by)
    .flatMap(({ who }) => who);
  const own = next.before === 'closed' ? (state.settledBy?.by ?? []) : prepared;
  if (isBody(context.procedure, next.by)) {
    const handlers = [state, ...state.takenOver].flatMap((each) => each.handlers);
    return { judges: false, apartFrom: [...handlers, ...prepared, ...own, ...before] };
  }
  return {
    need: { level: next.by, rule: 'AUT-5', doing: 'Reviewing this', inPerson: true },
    apartFrom: [...own, ...before],
  };
}
