import type { AggregateRequest, Clock } from '#event-sourcing';
import type { Organisation } from '#organisation';
import type { Rules } from '#procedures';
import type { CaseCommand } from './case/commands.ts';
import { noCase } from './case/evolve.ts';
import type { CaseState } from './case/state.ts';
import { mayKnowOf } from './reading/reading.ts';

interface Looking {
  /** Another case as it stands now. Throws StreamFault. */
  readonly stateOf: (caseId: string) => Promise<CaseState>;
  readonly procedures: Pick<Rules, 'get' | 'know'>;
  readonly clock: Clock;
}

/** The case that a command names or takes back, as it stands now. What becomes of it later is that case's to decide (LIF-2). */
export async function otherCase(
  ports: Looking,
  request: AggregateRequest<CaseCommand>,
  organisation: Organisation,
): Promise<CaseState | undefined> {
  const { id, command } = request;
  const named = otherNumber(command);
  if (named !== undefined) return asKnownTo(request, await ports.stateOf(named), ports, organisation);
  const into = await mergedIntoOf(ports.stateOf, id, command);
  return into === undefined ? undefined : ports.stateOf(into);
}

/** INV-4, PRI-1: for whoever may not hear that there is such a case, there is none. */
async function asKnownTo(
  { actor, rehearsal }: AggregateRequest<CaseCommand>,
  state: CaseState,
  { procedures, clock }: Looking,
  organisation: Organisation,
): Promise<CaseState> {
  if (state.status !== 'logged' || actor.role === 'system') return state;
  const reader = { id: actor.id, roles: ['operations'], organisation, at: clock() };
  const { id, version } = state.procedure;
  await procedures.know(state.procedure, { rehearsal });
  return mayKnowOf(reader, state, procedures.get(id, version)) ? state : noCase;
}

function otherNumber(command: CaseCommand): string | undefined {
  if (command.type === 'MergeCase') return command.data.into;
  return command.type === 'LinkCase' ? command.data.to : undefined;
}

async function mergedIntoOf(
  stateOf: Looking['stateOf'],
  caseId: string,
  { type }: CaseCommand,
): Promise<string | undefined> {
  if (type !== 'UnmergeCase') return undefined;
  const state = await stateOf(caseId);
  return state.status === 'logged' ? state.mergedInto : undefined;
}
