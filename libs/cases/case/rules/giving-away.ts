import { actingIn, refuse, type Refusal } from '#event-sourcing';
import { FRONTLINE } from '#procedures';
import { levelOf, type CaseContext } from '../context.ts';
import { hasPartIn } from '../standing.ts';
import type { CaseRecord } from '../state.ts';

/** PRI-1: whoever is given the case reads it, so it is given away by those who have it, or by a level. */
export function notTheirs(state: CaseRecord, context: CaseContext): Refusal | undefined {
  const has = actingIn(context.actor).some((one) => hasPartIn(context, state, one));
  return has || levelOf(context) !== FRONTLINE
    ? undefined
    : refuse('PRI-1', 'no-part-in-it', 'You have no part in this case, so you give it to nobody.', {
        remedy: 'Ask whoever received or owns it, or a supervisor.',
      });
}
