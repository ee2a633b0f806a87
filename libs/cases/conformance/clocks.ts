import type { ClockRule, Procedure } from '#procedures';
import { isOver } from '../case/stage-policy.ts';
import type { CaseState } from '../case/state.ts';
import { applies } from '../case/wanted-clocks.ts';
import type { ExplainedDeadlines } from '../explained-deadlines/explain-deadlines.ts';
import type { Obligation, Standing } from './obligation.ts';

type Explained = ExplainedDeadlines['clocks'][number];

/** Every clock that was ever set, by the explanation of its due time, then the rules of which none was. */
export function clockObligations(
  { clocks }: ExplainedDeadlines,
  state: CaseState,
  procedure: Procedure | undefined,
  at: string,
): readonly Obligation[] {
  const unset = (procedure?.clocks ?? []).filter(({ id }) => !clocks.some(({ rule }) => rule === id));
  return [
    ...clocks.map((clock) => obligationOf(clock, at)),
    ...unset.map((rule) => ofRule(rule, state, procedure)),
  ];
}

const obligationOf = (clock: Explained, at: string): Obligation => ({
  ...{ kind: 'clock', name: clock.rule, of: clock.clock },
  ...{ standing: standingOf(clock, at), dueAt: clock.dueAt },
  ...(clock.title !== undefined && { title: clock.title }),
  ...(clock.requirement !== undefined && { requirement: clock.requirement }),
  events: clock.history.map(({ revision }) => revision),
});

/** A miss stays one, whatever became of the clock; CLK-8: what only makes a case more serious is none. */
function standingOf({ status, breached, dueAt, onDue, pausedSince }: Explained, at: string): Standing {
  switch (status) {
    case 'met':
      return breached ? 'metLate' : 'met';
    case 'running':
      // Time that has run out is missed, whether or not somebody has found it by now.
      return breached || (onDue === 'breach' && pausedSince === undefined && dueAt < at)
        ? 'missed'
        : 'notDue';
    case 'cancelled':
    case 'expired':
      return breached ? 'missed' : 'notApplicable';
  }
}

function ofRule(rule: ClockRule, state: CaseState, procedure: Procedure | undefined): Obligation {
  const mayCome =
    procedure !== undefined &&
    applies(rule, state, procedure) &&
    !(state.status === 'logged' && isOver(state));
  return {
    ...{ kind: 'clock', name: rule.id, title: rule.title, requirement: rule.rule },
    ...{ standing: mayCome ? 'notDue' : 'notApplicable', events: [] },
  };
}
