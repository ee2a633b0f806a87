import { evolve, noCase } from '../case/evolve.ts';
import type { CaseEventType, RecordedCaseEvent } from '../case/events.ts';
import type { CaseRecord, CaseState } from '../case/state.ts';

/** One event of a case, with how the case stood before and after. */
export interface Step {
  readonly event: RecordedCaseEvent;
  readonly before: CaseState;
  readonly after: CaseState;
}

export function stepsThrough(events: readonly RecordedCaseEvent[]): readonly Step[] {
  let before: CaseState = noCase;
  return events.map((event) => {
    const step = { event, before, after: evolve(before, event) };
    before = step.after;
    return step;
  });
}

type Holds = (state: CaseRecord) => boolean;

const holdsIn = (state: CaseState, holds: Holds): boolean => state.status === 'logged' && holds(state);

/** How the case stood when it last took that turn; undefined where it never did. */
export const stoodBefore = (steps: readonly Step[], turn: CaseEventType): CaseRecord | undefined => {
  const step = steps.findLast(({ event }) => event.type === turn);
  return step?.before.status === 'logged' ? step.before : undefined;
};

/** By which event that last came to hold. */
export function broughtAbout(steps: readonly Step[], holds: Holds): readonly string[] {
  const step = steps.findLast(({ before, after }) => holdsIn(after, holds) && !holdsIn(before, holds));
  return step === undefined ? [] : [step.event.revision.toString()];
}
