import {
  conformanceOf,
  evolve,
  explainDeadlines,
  howKnown,
  isWithoutTerms,
  noCase,
  withoutSums,
  zonesOf,
  type CaseState,
  type Conformance,
  type ExplainedDeadlines,
  type HowKnown,
  type RecordedCaseEvent,
} from '#cases';
import type { Instant } from '#event-sourcing';
import type { Organisation } from '#organisation';
import type { Procedure, ProcedureRegistry } from '#procedures';

type KnownCase = Exclude<CaseState, { readonly status: 'none' }>;

/** Everything that is made of the events that are shown: what people read, and programs. */
export interface CaseTold {
  readonly caseId: string;
  readonly state: KnownCase;
  readonly events: readonly RecordedCaseEvent[];
  /** Absent where the rules are not there any more. */
  readonly procedure?: Procedure;
  readonly howKnown: HowKnown;
  readonly deadlines: ExplainedDeadlines;
  readonly conformance: Conformance;
}

interface World {
  readonly procedures: ProcedureRegistry;
  readonly organisation: Organisation;
  readonly at: Instant;
}

/** `undefined`: there was no case by then. */
export function toldOf(
  caseId: string,
  events: readonly RecordedCaseEvent[],
  recorded: readonly RecordedCaseEvent[],
  { procedures, organisation, at }: World,
): CaseTold | undefined {
  const state = events.reduce<CaseState>(evolve, noCase);
  const known = howKnown(caseId, events, {}, zonesOf(procedures));
  const deadlines = explainDeadlines(caseId, events, procedures);
  // What was decided is judged by what was known then, also where not all of it is shown.
  const judged = conformanceOf(caseId, recorded, { procedures, organisation, at });
  const conformance =
    judged && events.some(({ data }) => isWithoutTerms(data)) ? withoutSums(judged) : judged;
  if (state.status === 'none' || known === undefined || !deadlines || !conformance) return undefined;
  const procedure = procedures.get(state.procedure.id, state.procedure.version);
  const kept = deadlines.rulesMissing === true ? undefined : procedure;
  return { caseId, state, events, ...(kept && { procedure: kept }), howKnown: known, deadlines, conformance };
}
