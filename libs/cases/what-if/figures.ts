import type { Organisation } from '#organisation';
import type { CaseClock } from '../case/clock-state.ts';
import type { Money } from '../case/events/fields.ts';
import { approvals, askedObligations } from '../conformance/asked.ts';
import { judgedDecisions, type JudgedDecision } from '../conformance/decisions.ts';
import type { Obligation } from '../conformance/obligation.ts';
import type { Step } from '../conformance/steps.ts';
import type { Course } from './replay.ts';
import { isKept } from '../reading/terms.ts';

/** What is compared of a case. */
export interface Figures {
  readonly clocks: readonly ClockFigure[];
  readonly level: string;
  /** Levels that a miss brought in without anybody asking them (CLK-7). */
  readonly escalations: number;
  readonly obligations: readonly Obligation[];
  readonly decisions: readonly DecisionFigure[];
  /** Revisions of the events by which a level came to have the case. */
  readonly raised: readonly string[];
  /** Revisions of the events by which the case became what rules look at. */
  readonly grounds: readonly string[];
}

export interface ClockFigure extends Pick<CaseClock, 'clock' | 'dueAt'> {
  readonly missed: boolean;
  /** Revisions of the events that set, moved and ended it. */
  readonly events: readonly string[];
}

export interface DecisionFigure extends JudgedDecision {
  /** What was granted with it. */
  readonly worth?: Money;
}

export function figuresOf({ steps, state, procedure }: Course, organisation: Organisation): Figures {
  if (state.status === 'none') return NOTHING;
  const revisionsOf = (isMeant: (step: Step) => boolean): readonly string[] => [
    ...new Set(steps.filter(isMeant).map(({ event }) => event.revision.toString())),
  ];
  const shared = {
    clocks: state.clocks.clocks
      .filter(({ missedAs }) => missedAs === undefined)
      .map(({ clock, dueAt, breached }) => ({
        ...{ clock, dueAt, missed: breached },
        events: revisionsOf(({ event }) => MAKES.has(event.type) && named(event.data) === clock),
      })),
    raised: revisionsOf(({ event }) => LEVELS.has(event.type)),
    grounds: revisionsOf(({ event }) => GROUNDS.has(event.type)),
    escalations: steps.filter(({ event }) => isByMiss(event)).length,
  };
  if (state.status !== 'logged') return { ...NOTHING, ...shared };
  const followed = { state, steps, procedure };
  return {
    ...shared,
    level: state.level,
    obligations: [...approvals(followed), ...askedObligations(followed)],
    decisions: judgedDecisions(steps, { procedure, organisation }).map((each) =>
      isKept(state) ? withoutSum(each) : worthOf(each, steps),
    ),
  };
}

const NOTHING: Figures = {
  ...{ clocks: [], level: '', escalations: 0, obligations: [], decisions: [], raised: [], grounds: [] },
};

/** What decides over a due time, and over whether it was kept. */
const MAKES: ReadonlySet<string> = new Set([
  'DeadlineSet',
  'DeadlineMoved',
  'DeadlineMet',
  'DeadlineCancelled',
]);
const LEVELS: ReadonlySet<string> = new Set([
  'EscalatedToManager', 'EscalationReturned', 'CaseTakenOver', 'TakeOverReleased',
]); // prettier-ignore
/** What the conditions of a procedure look at. */
const GROUNDS: ReadonlySet<string> = new Set([
  'ComplaintLogged', 'CaseClassified', 'CategoryChanged', 'SeverityChanged', 'SensitiveFlagRaised', 'InvestigationConcluded',
]); // prettier-ignore

function named(data: object): string | undefined {
  return 'clock' in data && typeof data.clock === 'string' ? data.clock : undefined;
}

const isByMiss = ({ type, data }: Step['event']): boolean =>
  type === 'EscalatedToManager' && data.automatic && data.reason === 'breach';

/** SOL-7: it counts, and nothing is said of for how much. */
const withoutSum = ({ authority: _authority, ...decision }: JudgedDecision): DecisionFigure => decision;

function worthOf(decision: JudgedDecision, steps: readonly Step[]): DecisionFigure {
  const event = steps.find((step) => step.event.revision.toString() === decision.event)?.event;
  return event?.type === 'CompensationGranted' && event.data.worth !== undefined
    ? { ...decision, worth: event.data.worth }
    : decision;
}
