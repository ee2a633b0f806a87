import type { AggregateRequest } from '#event-sourcing';
import type { CaseCommand } from './case/commands.ts';
import type { CaseState } from './case/state.ts';

interface Looking {
  /** Another case as it stands now. Throws StreamFault. */
  readonly stateOf: (caseId: string) => Promise<CaseState>;
}

/** The case that a command names or takes back, as it stands now. What becomes of it later is that case's to decide (LIF-2). */
export async function otherCase(
  { stateOf }: Looking,
  { id, command }: AggregateRequest<CaseCommand>,
): Promise<CaseState | undefined> {
  const number = otherNumber(command) ?? (await mergedIntoOf(stateOf, id, command));
  return number === undefined ? undefined : stateOf(number);
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
