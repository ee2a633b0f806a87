import { isRefusal } from '#event-sourcing';
import type { ClockRule, DeadlineInterval, Procedure, ProcedureRegistry } from '#procedures';
import { deadlineOf } from '../case/clock-due.ts';
import { evolve, noCase } from '../case/evolve.ts';
import type { CaseEventType, RecordedCaseEvent } from '../case/events.ts';
import type { CaseClock } from '../case/clock-state.ts';
import type { CaseState, ProcedureRef } from '../case/state.ts';
import { ruleOf } from '../case/wanted-clocks.ts';
import { rulesKept } from '../under-which-rules.ts';

/** Why every clock of a case is due when it is (D12). */
export interface ExplainedDeadlines {
  readonly caseId: string;
  /** `id@version` */
  readonly procedure: string;
  readonly timeZone: string;
  /** The file of this version is not there, or says something else than when the case was opened. */
  readonly rulesMissing?: true;
  readonly clocks: readonly ExplainedDeadline[];
}

export interface ExplainedDeadline extends Omit<CaseClock, 'pauses'> {
  /** `id@version`: that of the case, or, of a clock that is over, the one that held for it then. */
  readonly procedure: string;
  /** As the procedure calls it. */
  readonly title?: string;
  readonly zh?: string;
  /** Requirement that the figure comes from. */
  readonly requirement?: string;
  readonly pauses: CaseClock['pauses'];
  /** The clock stands still since then (CLK-9). */
  readonly pausedSince?: string;
  /** From start to due time; the counted ones add up to the allowance. */
  readonly intervals: readonly DeadlineInterval[];
  /** What set, moved and ended it, in order. */
  readonly history: readonly DeadlineEvent[];
}

interface DeadlineEvent {
  readonly type: CaseEventType;
  readonly revision: string;
  readonly happenedAt?: string;
  readonly recordedAt: string;
  readonly data: unknown;
}

/** From the history itself, with the decisions' own fold; `undefined` when there is no such case. */
export function explainDeadlines(
  caseId: string,
  events: readonly RecordedCaseEvent[],
  procedures: Pick<ProcedureRegistry, 'get'>,
): ExplainedDeadlines | undefined {
  const { state, ranUnder } = told(events);
  if (state.status === 'none') return undefined;
  const now = state.procedure;
  return {
    ...{ caseId, procedure: nameOf(now) },
    ...(keptRules(now, procedures) === undefined && { rulesMissing: true }),
    timeZone: procedures.get(now.id, now.version)?.timeZone ?? 'UTC',
    clocks: state.clocks.clocks.map((clock) => {
      const under = clock.status === 'running' ? now : (ranUnder.get(clock.clock) ?? now);
      const explained = explain(clock, events, keptRules(under, procedures));
      return { ...explained, procedure: nameOf(under) };
    }),
  };
}

/** D13: by a file that says something else than when the case was opened nothing is explained. */
function keptRules(ref: ProcedureRef, procedures: Pick<ProcedureRegistry, 'get'>): Procedure | undefined {
  const rules = rulesKept(ref, procedures);
  return isRefusal(rules) ? undefined : rules;
}

const nameOf = ({ id, version }: ProcedureRef): string => `${id}@${String(version)}`;

/** The case, and the version that held for each clock when something last became of it (D13). */
function told(events: readonly RecordedCaseEvent[]) {
  const ranUnder = new Map<string, ProcedureRef>();
  let state: CaseState = noCase;
  for (const event of events) {
    state = evolve(state, event);
    // What the other version does not know is cancelled by it, and was reckoned by the one before.
    if (state.status !== 'none' && 'clock' in event.data && event.type !== 'DeadlineCancelled')
      ranUnder.set(event.data.clock, state.procedure);
  }
  return { state, ranUnder };
}

function explain(
  clock: CaseClock,
  events: readonly RecordedCaseEvent[],
  procedure: Procedure | undefined,
): Omit<ExplainedDeadline, 'procedure'> {
  const rule = procedure && ruleOf(clock, procedure);
  const history = events
    .filter((event) => 'clock' in event.data && event.data.clock === clock.clock)
    .map(deadlineEvent);
  return {
    ...clock,
    ...(rule !== undefined && {
      title: rule.title,
      requirement: rule.rule,
      ...(rule.zh !== undefined && { zh: rule.zh }),
    }),
    ...(procedure === undefined ? { intervals: [] } : computed(clock, procedure, rule)),
    history,
  };
}

function computed(
  clock: CaseClock,
  procedure: Procedure,
  rule: ClockRule | undefined,
): Pick<ExplainedDeadline, 'intervals' | 'pausedSince'> {
  const { intervals, pausedSince } = deadlineOf(clock, rule, procedure);
  return { intervals, ...(pausedSince !== undefined && { pausedSince }) };
}

const deadlineEvent = ({ type, revision, metadata, data }: RecordedCaseEvent): DeadlineEvent => ({
  type,
  revision: revision.toString(),
  ...(metadata.happenedAt !== undefined && { happenedAt: metadata.happenedAt }),
  recordedAt: metadata.recordedAt,
  data,
});
