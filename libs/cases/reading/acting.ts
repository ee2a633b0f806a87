import { commandId, isRefusal, type Actor, type Instant, type Refusal } from '#event-sourcing';
import { holdingsOf, type Organisation } from '#organisation';
import type { Procedure } from '#procedures';
import type { CaseContext } from '../case/context.ts';
import { decidedAt, OPERATIONS, standingIn } from '../case/standing.ts';
import type { CaseRecord } from '../case/state.ts';

/** What has to be known beside a case to say what somebody can do in it. */
export interface Scene {
  readonly caseId: string;
  readonly procedure: Procedure;
  readonly organisation: Organisation;
  readonly now: Instant;
}

/** AUT-1, LIF-3: every capacity that the organisation grants them here, the front line first. */
export function capacitiesOf(
  person: string,
  state: CaseRecord,
  { procedure, organisation, now }: Scene,
): readonly (Actor | Refusal)[] {
  const held = holdingsOf(organisation, person, decidedAt(state, procedure), now).map(({ level }) => level);
  const scene = { organisation, procedure, state, opens: false, happenedAt: now, now };
  const own = [...new Set([OPERATIONS, ...held])].map((role) => standingIn(scene, { id: person, role }));
  const granted = own.filter((each) => !isRefusal(each));
  return granted.length > 0 ? granted : own.slice(0, 1);
}

/** Nothing is decided, so that nothing is stamped, sealed or looked up. */
export function contextOf(actor: Actor, { caseId, procedure, organisation, now }: Scene): CaseContext {
  const stamp = { commandId: commandId('actions', caseId), commandHash: '', actor, recordedAt: now };
  return {
    ...{ caseId, procedure, organisation, actor, now, happenedAt: now, stamp },
    ...{ candidates: [], secrets: { seal: () => '', isRight: () => false } },
  };
}
