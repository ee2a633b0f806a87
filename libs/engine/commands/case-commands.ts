import { CASE_DETAILS, caseStreamOf, NO_CASE, type CaseCommand } from '#cases';
import type { AggregateRequest, Position, ReadModelStore, Timing } from '#event-sourcing';
import { damageRefusal } from '../damage/damage-refusal.ts';
import type { DamageNotes } from '../damage/damage-notes.ts';
import type { CommandOutcome } from '../engine.ts';
import type { Outcome } from './commands.ts';
import { orNothing } from './if-they-answer.ts';

interface ListPorts {
  readonly readModels: Pick<ReadModelStore, 'load'>;
  readonly timing: Timing;
}

/** The lists know only what stood in the history once; the last of it that they know of this case. */
export const listedAt =
  ({ readModels, timing }: ListPorts) =>
  async (caseId: string): Promise<Position | undefined> => {
    const found = (await orNothing(readModels.load(CASE_DETAILS, [caseId]), timing))?.get(caseId);
    return found?.document === undefined ? undefined : found.position;
  };

interface CasePorts extends ListPorts {
  readonly notes: Pick<DamageNotes, 'note'>;
}

/** The answers of a case's commands name it, and tell a case that was lost from one that never was. */
export function commandsOfCases(
  carryOut: (request: AggregateRequest<CaseCommand>) => Promise<Outcome>,
  ports: CasePorts,
): (request: AggregateRequest<CaseCommand>) => Promise<CommandOutcome> {
  return async (request) => {
    const { id: caseId } = request;
    const first = await carryOut(request);
    const listed = isOfNoCase(first) ? await listedAt(ports)(caseId) : undefined;
    // Whoever fills the lists may have read of a node that is further than ours.
    const outcome = listed === undefined ? first : await carryOut({ ...request, minPosition: listed });
    if ('revision' in outcome) return { ...outcome, caseId };
    return listed !== undefined && isOfNoCase(outcome) ? goneOf(ports, caseId) : outcome;
  };
}

const isOfNoCase = (outcome: Outcome): boolean =>
  outcome.outcome === 'refused' && outcome.refusal.code === NO_CASE;

function goneOf({ notes }: CasePorts, caseId: string): CommandOutcome {
  const damage = { stream: caseStreamOf(caseId), finding: 'deleted' } as const;
  notes.note(damage);
  return { outcome: 'refused', refusal: damageRefusal(damage) };
}
