import { decideBy, isRefusal, type Decider } from '#event-sourcing';
import { admitToCase } from './admission.ts';
import { awaitedLevel } from './authority.ts';
import { missesBefore } from './catch-up.ts';
import { undoneRecord } from './clock-corrections.ts';
import { foldDrafts, keepClocks } from './clock-keeper.ts';
import type { CaseTypes } from './command.ts';
import { caseCommands, type CaseCommand, type CaseCommandType } from './commands.ts';
import type { CaseContext } from './context.ts';
import { draft, type CaseDecision } from './decision.ts';
import type { CaseEvent, CaseEventDraft, CaseEventType } from './events.ts';
import { refusedAsErased, refusedAsForgotten } from './erased.ts';
import { byWhatWasDone } from './evolve-handling.ts';
import { evolve, noCase } from './evolve.ts';
import { inTheFuture, timeNeeded } from './moments.ts';
import { budgetDraws } from './rules/budget-draws.ts';
import { conductCounts } from './rules/conduct-counts.ts';
import { movedBy } from './rules/moving.ts';
import { sumsChanged } from './rules/merged-sums.ts';
import type { CaseState } from './state.ts';

const decideFacts = decideBy<CaseTypes>(caseCommands, admitToCase);

/** The whole write model: a command either yields facts, with what they do to the clocks, or a refusal (D1). */
function decide(command: CaseCommand, state: CaseState, context: CaseContext): CaseDecision {
  const erased = refusedAsErased(state);
  // Time goes on, and nobody is there any more whom it would concern.
  if (erased !== undefined) return isTimer(command) ? [] : erased;
  const missed = isTimer(command) ? [] : missesBefore(state, context);
  const current = foldDrafts(state, missed, context);
  const decided = inTheFuture(context) ?? decideFacts(command, current, context);
  if (isRefusal(decided) || decided.length === 0) return decided;
  const forgotten = isTimer(command) ? undefined : refusedAsForgotten(context);
  if (forgotten !== undefined) return forgotten;
  const done = [...decided, ...answered(decided, current)];
  const after = foldDrafts(current, done, context);
  const drawn = budgetDraws(current, after, context);
  const counted = conductCounts(after, movedBy(done, context));
  const facts = [...done, ...drawn, ...counted, ...sumsChanged(current, after, context)];
  const kept = keepClocks(current, facts, movedBy(facts, context));
  return timeNeeded(facts, context) ?? undoneRecord(kept, current, context) ?? [...missed, ...facts, ...kept];
}

/** Timers speak of one clock each, and come in due order themselves. */
const isTimer = ({ type }: CaseCommand): boolean => TIMERS.has(type);

const TIMERS: ReadonlySet<string> = new Set<CaseCommandType>([
  'RecordDeadlineWarning', 'RecordDeadlineBreach', 'RecordHolidaysDecreed',
]); // prettier-ignore

/** Facts by which the level that was asked has answered, without saying so (AUT-4). */
const ANSWERS: ReadonlySet<string> = new Set<CaseEventType>([
  'CaseDeclaredInadmissible', 'CompensationGranted', 'CompensationRequestRefused', 'CompensationReversed',
  'InvestigationConcluded', 'OfferAuthorised', 'PlanApproved', 'PlanSentBack', 'SolutionOffered',
]); // prettier-ignore

/** AUT-4: nobody below decides while a level is asked, so a decision made meanwhile is its answer. */
function answered(facts: readonly CaseEventDraft[], state: CaseState): readonly CaseEventDraft[] {
  const asked = state.status === 'logged' ? awaitedLevel(state) : undefined;
  const act = facts.find(({ type }) => ANSWERS.has(type));
  return asked === undefined || act === undefined
    ? []
    : [draft('EscalationDecided', { level: asked, decision: byWhatWasDone(act.type) })];
}

export const caseDecider: Decider<CaseState, CaseCommand, CaseEventDraft, CaseEvent, CaseContext> = {
  initialState: noCase,
  decide,
  evolve,
};
