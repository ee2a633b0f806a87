import { decideBy, isRefusal, type Decider } from '#event-sourcing';
import { admitToCase } from './admission.ts';
import { keepClocks } from './clock-keeper.ts';
import type { CaseTypes } from './command.ts';
import { caseCommands, type CaseCommand } from './commands.ts';
import type { CaseContext } from './context.ts';
import type { CaseDecision } from './decision.ts';
import type { CaseEvent, CaseEventDraft } from './events.ts';
import { evolve, noCase } from './evolve.ts';
import { inTheFuture, timeNeeded } from './moments.ts';
import type { CaseState } from './state.ts';

const decideFacts = decideBy<CaseTypes>(caseCommands, admitToCase);

/** The whole write model: a command either yields facts, with what they do to the clocks, or a refusal (D1). */
function decide(command: CaseCommand, state: CaseState, context: CaseContext): CaseDecision {
  const facts = inTheFuture(context) ?? decideFacts(command, state, context);
  if (isRefusal(facts) || facts.length === 0) return facts;
  return timeNeeded(facts, context) ?? [...facts, ...keepClocks(state, facts, context)];
}

export const caseDecider: Decider<CaseState, CaseCommand, CaseEventDraft, CaseEvent, CaseContext> = {
  initialState: noCase,
  decide,
  evolve,
};
