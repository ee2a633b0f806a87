import { isRefusal } from '#event-sourcing';
import { holdingsOf, isPresent, type Person } from '#organisation';
import { OVERSIGHT } from '#procedures';
import { holds, matterNeed } from '../authority.ts';
import { conflictOfInterest, type CaseContext } from '../context.ts';
import { decidedAt, standingIn } from '../standing.ts';
import type { CaseRecord } from '../state.ts';

/** INV-4: somebody is designated for complaints about the highest level of the procedure. */
export const isDesignated = ({ organisation, procedure, now }: CaseContext): boolean =>
  [...organisation.people.values()].some(
    ({ id, posts }) =>
      isPresent(organisation, id, now) &&
      posts.some(
        ({ procedure: of, level, from, until }) =>
          of === procedure.id && level === OVERSIGHT && from <= now && (until === undefined || now < until),
      ),
  );

/** AUT-3, INV-4: somebody is there who may decide on the matter where it is, as it is. */
export function hasJudge(state: CaseRecord, context: CaseContext): boolean {
  const { level } = matterNeed(state, context);
  return [...context.organisation.people.values()].some((person) =>
    capacitiesOf(person, state, context).some(
      (as) => holds(level, as) && conflictOfInterest(state, as) === undefined,
    ),
  );
}

/** In everything that the person may act in there. */
function capacitiesOf({ id }: Person, state: CaseRecord, context: CaseContext): readonly CaseContext[] {
  const { organisation, procedure, now } = context;
  const scene = { organisation, procedure, state, opens: false, happenedAt: now, now };
  return holdingsOf(organisation, id, decidedAt(state, procedure), now).flatMap(({ level: role }) => {
    const actor = standingIn(scene, { id, role });
    return isRefusal(actor) ? [] : [{ ...context, actor }];
  });
}
