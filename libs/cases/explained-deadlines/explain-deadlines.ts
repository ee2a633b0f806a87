import type { ClockRule, DeadlineInterval, Procedure, ProcedureRegistry } from '#procedures';
import { deadlineOf } from '../case/clock-due.ts';
import { evolve, noCase } from '../case/evolve.ts';
import type { CaseEventType, RecordedCaseEvent } from '../case/events.ts';
import type { CaseClock } from '../case/clock-state.ts';
import type { CaseState } from '../case/state.ts';
import { ruleOf } from '../case/wanted-clocks.ts';

/** Why every clock of a case is due when it is (D12). */
export interface ExplainedDeadlines {
  readonly caseId: string;
  /** `id@version` */
  readonly procedure: string;
  readonly timeZone: string;
  readonly clocks: readonly ExplainedDeadline[];
}

interface ExplainedDeadline extends Omit<CaseClock, 'pauses'> {
  /** As the procedure calls it. */
  readonly title?: string;
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
  const state = events.reduce<CaseState>((state, event) => evolve(state, event), noCase);
  if (state.status === 'none') return undefined;
  const { id, version } = state.procedure;
  const procedure = procedures.get(id, version);
  return {
    caseId,
    procedure: `${id}@${String(version)}`,
    timeZone: procedure?.timeZone ?? 'UTC',
    clocks: state.clocks.clocks.map((clock) => explain(clock, events, procedure)),
  };
}

function explain(
  clock: CaseClock,
  events: readonly RecordedCaseEvent[],
  procedure: Procedure | undefined,
): ExplainedDeadline {
  const rule = procedure && ruleOf(clock, procedure);
  const history = events
    .filter((event) => 'clock' in event.data && event.data.clock === clock.clock)
    .map(deadlineEvent);
  return {
    ...clock,
    ...(rule !== undefined && { title: rule.title, requirement: rule.rule }),
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
