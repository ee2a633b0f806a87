import { decideBy, isRefusal, stampMetadata, type Decider, type Decision } from '#event-sourcing';
import type { ConductContext, ConductTypes } from './command.ts';
import { conductCommands, type ConductCommand } from './commands.ts';
import type { ConductEvent, ConductEventDraft } from './events.ts';
import { proposalsDue } from './proposing.ts';
import { blankRecord, evolve, type ConductState } from './state.ts';

const decideFacts = decideBy<ConductTypes>(conductCommands, (_definition, state) => state);

/** Whatever was decided: what is proposed follows from what stands after it (CON-1, CON-2). */
function decide(
  command: ConductCommand,
  state: ConductState,
  context: ConductContext,
): Decision<ConductEventDraft> {
  const facts = decideFacts(command, state, context);
  if (isRefusal(facts) || facts.length === 0) return facts;
  const after = facts.reduce((folded, fact) => evolve(folded, stampMetadata(fact, context.stamp)), state);
  return [...facts, ...proposalsDue(after, context.procedure.conduct, context.today)];
}

/** The whole write model of a conduct record. Who may act is judged before, from what the organisation says (D22). */
export const conductDecider: Decider<
  ConductState,
  ConductCommand,
  ConductEventDraft,
  ConductEvent,
  ConductContext
> = {
  initialState: blankRecord,
  decide,
  evolve,
};
