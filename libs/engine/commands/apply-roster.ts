import { randomUUID } from 'node:crypto';
import type { CommandId } from '#event-sourcing';
import { ORGANISATION_ID, planRoster, rulesKnown, type Roster, type RosterPlan } from '#organisation';
import type { Engine } from '../engine.ts';

export interface ApplyOptions {
  /** Who applies it. */
  readonly by: string;
  /** Whoever does not stand in the roster leaves. */
  readonly remove?: boolean;
  /** Only says what would be done. */
  readonly check?: boolean;
}

/** What was done, or what would be. */
export interface RosterApplied extends RosterPlan {
  readonly applied: boolean;
}

/** Brings the organisation to what the roster says; applied again, it does nothing. Nothing is done while any of it is refused. */
export async function applyRoster(
  engine: Pick<Engine, 'organise' | 'organisation' | 'procedures' | 'now'>,
  roster: Roster,
  { by, remove = false, check = false }: ApplyOptions,
): Promise<RosterApplied> {
  const now = engine.now();
  const plan = planRoster(roster, await engine.organisation(), {
    ...{ happenedAt: now, now, remove },
    ...rulesKnown(engine.procedures),
  });
  if (check || plan.refusals.length > 0) return { ...plan, applied: false };
  for (const command of plan.commands) {
    // Nothing of people's names stands in an id, where it could be tried.
    const id = randomUUID() as CommandId;
    const actor = { id: by, role: 'admin' };
    const outcome = await engine.organise({ id: ORGANISATION_ID, command, commandId: id, actor });
    if ('revision' in outcome) continue;
    // Planned by the same decisions: only somebody who changes the organisation at the same time comes between.
    const refusals = outcome.outcome === 'refused' ? [outcome.refusal] : [];
    return { ...plan, refusals, applied: false };
  }
  return { ...plan, applied: true };
}
