import type { CaseEvent, CaseEventType, RecordedCaseEvent } from '../case/events.ts';

/** What one command recorded: what was done, and what the rules made of it. */
export interface Deed {
  /** Everything that it recorded. */
  readonly events: readonly RecordedCaseEvent[];
  /** What happened: it stays, whatever the rules. */
  readonly facts: readonly RecordedCaseEvent[];
}

/** The history of one case by the commands that recorded it, in their order. */
export function deedsOf(events: readonly RecordedCaseEvent[]): readonly Deed[] {
  const deeds: RecordedCaseEvent[][] = [];
  for (const event of events) {
    const last = deeds.at(-1);
    if (last?.[0]?.metadata.commandId === event.metadata.commandId) last.push(event);
    else deeds.push([event]);
  }
  return deeds.map((each) => ({ events: each, facts: factsIn(each) }));
}

/** What a merged case brings along stands behind its taking over, before what becomes of the clocks here. */
function factsIn(events: readonly RecordedCaseEvent[]): readonly RecordedCaseEvent[] {
  let carried = 0;
  return events.filter((event) => {
    if (event.type === 'CaseTakenOver')
      carried += event.data.carries.reduce((sum, { clocks }) => sum + clocks.length, 0);
    if (event.type !== 'DeadlineSet' || carried === 0) return !isConsequence(event);
    carried -= 1;
    return true;
  });
}

/** Whether the rules alone brought it about: clocks, what they missed, and what such a miss has for its effect (CLK-7). */
function isConsequence(event: CaseEvent): boolean {
  if (ALWAYS.has(event.type)) return true;
  switch (event.type) {
    case 'DeadlineBreached':
      return event.data.foundBy === 'scheduler' || event.data.foundBy === 'lateRecord';
    case 'SeverityChanged':
      return event.data.cause === 'breach' || event.data.cause === 'oneMonth';
    case 'EscalatedToManager':
      return event.data.automatic && event.data.reason === 'breach';
    default:
      return false;
  }
}

const ALWAYS: ReadonlySet<CaseEventType> = new Set<CaseEventType>([
  'DeadlineSet', 'DeadlineMoved', 'DeadlineMet', 'DeadlineCancelled', 'DeadlineWarningRaised', 'BreachReported',
  'BreachWithdrawn', 'BreachCorrected',
]); // prettier-ignore
