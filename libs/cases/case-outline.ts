import type { HappenedAt } from '#event-sourcing';
import { noClocks } from './case/evolve-clocks.ts';
import { evolve, noCase, untouched } from './case/evolve.ts';
import type { CaseEvent } from './case/events.ts';
import type { Channel, ContactKind, Flag } from './case/events/fields.ts';
import type { CaseRecord, CaseState, Dispatch, Stage } from './case/state.ts';

/** What lists and reports show of a case: how it is handled, and nothing about the complainant's person. */
export interface CaseOutline {
  readonly caseId: string;
  /** Id of the procedure. */
  readonly procedure: string;
  readonly procedureVersion: number;
  readonly stage: Stage;
  readonly channel: Channel;
  /** Absent while the contact was abandoned and nobody knows yet what it is about (INT-8). */
  readonly contactKind?: ContactKind;
  /** A day when no time is known; absent when not even that is. */
  readonly receivedAt?: HappenedAt;
  /** `group/leaf`. */
  readonly category?: string;
  readonly severity?: string;
  readonly owner?: string;
  readonly department?: string;
  readonly level: string;
  readonly flags: readonly Flag[];
  readonly dispatches: readonly Dispatch[];
  readonly reopened: number;
}

/**
 * The outline after an event. The decisions' own fold does the work, on a case of which only the outline is known: so
 * a list never disagrees with the case itself, and no personal data is kept.
 */
export function evolveOutline(
  outline: CaseOutline | undefined,
  event: CaseEvent,
  caseId: string,
): CaseOutline | undefined {
  const state = evolve(outline === undefined ? noCase : stateOf(outline), event);
  if (state.status === 'none') return undefined;
  if (state.status === 'awaitingCallback') return awaitingCallback(caseId, state, outline, event);
  const { procedure, stage, channel, contactKind, level, flags, dispatches, reopened } = state;
  const { receivedAt, category, severity, owner, department } = state;
  return {
    ...{ caseId, procedure: procedure.id, procedureVersion: procedure.version },
    ...{ stage, channel, contactKind, level, flags, dispatches, reopened },
    ...(receivedAt && { receivedAt }),
    ...(category && { category }),
    ...(severity && { severity }),
    ...(owner && { owner }),
    ...(department && { department }),
  };
}

function awaitingCallback(
  caseId: string,
  { procedure, stage, channel }: Exclude<CaseState, CaseRecord | { status: 'none' }>,
  before: CaseOutline | undefined,
  event: CaseEvent,
): CaseOutline {
  const receivedAt = before === undefined ? event.metadata.happenedAt : before.receivedAt;
  const { level, flags, dispatches, reopened } = blank;
  return {
    ...{ caseId, procedure: procedure.id, procedureVersion: procedure.version, stage, channel },
    ...{ level, flags, dispatches, reopened },
    ...(receivedAt && { receivedAt }),
  };
}

function stateOf(outline: CaseOutline): CaseState {
  const { stage, channel, contactKind, level, flags, dispatches, reopened } = outline;
  const { receivedAt, category, severity, owner, department } = outline;
  const procedure = { id: outline.procedure, version: outline.procedureVersion };
  if (stage === 'awaitingCallback')
    return { status: 'awaitingCallback', procedure, stage, channel, clocks: noClocks };
  return {
    ...blank,
    ...{ procedure, stage, channel, level, flags, dispatches, reopened },
    ...(contactKind && { contactKind }),
    ...(receivedAt && { receivedAt }),
    ...(category && { category }),
    ...(severity && { severity }),
    ...(owner && { owner }),
    ...(department && { department }),
  };
}

/** Stands in for everything that the outline leaves out. */
const blank: CaseRecord = {
  status: 'logged',
  procedure: { id: '', version: 1 },
  stage: 'received',
  contactKind: 'complaint',
  channel: 'import',
  complainant: { kind: 'individual', anonymous: true },
  respondents: [],
  description: '',
  receivedBy: '',
  imported: false,
  ...untouched,
  clocks: noClocks,
};
