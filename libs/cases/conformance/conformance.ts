import type { Instant } from '#event-sourcing';
import type { Organisation } from '#organisation';
import type { ProcedureRegistry } from '#procedures';
import type { RecordedCaseEvent } from '../case/events.ts';
import { explainDeadlines } from '../explained-deadlines/explain-deadlines.ts';
import { approvals, askedObligations, receipts } from './asked.ts';
import { clockObligations } from './clocks.ts';
import { judgedDecisions, type JudgedDecision } from './decisions.ts';
import type { Obligation } from './obligation.ts';
import { stepsThrough } from './steps.ts';

/** The procedure of a case held against what happened. */
export interface Conformance {
  readonly caseId: string;
  /** `id@version`, of the version that holds now. */
  readonly procedure: string;
  /** The rules are not there any more as they were: only what was recorded is told. */
  readonly rulesMissing?: true;
  readonly obligations: readonly Obligation[];
  readonly decisions: readonly JudgedDecision[];
}

interface Ports {
  readonly procedures: Pick<ProcedureRegistry, 'get'>;
  readonly organisation: Organisation;
  /** What was due by then and is not there, is missed. */
  readonly at: Instant;
}

/** From the events alone, by the rules by which clocks are set and commands are refused; `undefined`: no such case. */
export function conformanceOf(
  caseId: string,
  events: readonly RecordedCaseEvent[],
  { procedures, organisation, at }: Ports,
): Conformance | undefined {
  const explained = explainDeadlines(caseId, events, procedures);
  const steps = stepsThrough(events);
  const state = steps.at(-1)?.after;
  if (explained === undefined || state === undefined || state.status === 'none') return undefined;
  const { rulesMissing, procedure: name } = explained;
  const { id, version } = state.procedure;
  const procedure = rulesMissing === true ? undefined : procedures.get(id, version);
  const clocks = clockObligations(explained, state, procedure, at);
  const told = { caseId, procedure: name };
  if (procedure === undefined || state.status !== 'logged')
    return { ...told, ...(rulesMissing && { rulesMissing }), obligations: clocks, decisions: [] };
  const followed = { state, steps, procedure };
  return {
    ...told,
    obligations: [...clocks, ...receipts(followed), ...approvals(followed), ...askedObligations(followed)],
    decisions: judgedDecisions(steps, { procedure, organisation }),
  };
}

/** SOL-7: who needed and who had which level, not for how much; the row that asks for it may name a sum. */
export const withoutSums = ({ decisions, ...found }: Conformance): Conformance => ({
  ...found,
  decisions: decisions.map(({ authority, needed, ...decision }) => ({
    ...decision,
    ...(needed && { needed: { level: needed.level, rule: needed.rule } }),
    ...(authority && { authority: { level: authority.level, rule: authority.rule } }),
  })),
});
