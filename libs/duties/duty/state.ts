import type { Instant } from '#event-sourcing';
import { seedOf } from './draw.ts';
import type { DutyEvent, DutyOpened } from './events.ts';

/** A turn of a duty, or that there is none yet. */
export type DutyState = { readonly status: 'none' } | DutyTurn;

export interface DutyTurn extends DutyOpened {
  readonly status: 'open' | 'done' | 'excused';
  /** Of the draw (REP-6). */
  readonly seed: string;
  readonly warned: boolean;
  readonly missed: boolean;
  readonly takenUpBy?: string;
  /** When each case of the log was reviewed. */
  readonly reviewed: ReadonlyMap<string, Instant | undefined>;
  readonly drawn?: readonly string[];
  readonly checked: ReadonlyMap<string, { readonly result: 'sound' | 'faulty'; readonly findings: string }>;
}

export const noDuty: DutyState = { status: 'none' };

/** The fold of a turn: total, pure, never throws; unknown events leave it as it is. */
export function evolve(state: DutyState, event: DutyEvent): DutyState {
  if (state.status !== 'none') return changed(state, event);
  if (event.type !== 'DutyOpened') return state;
  return {
    ...event.data,
    ...{ status: 'open', seed: seedOf(event.metadata), warned: false, missed: false },
    ...{ reviewed: new Map(), checked: new Map() },
  };
}

function changed(turn: DutyTurn, { type, data, metadata }: DutyEvent): DutyTurn {
  switch (type) {
    case 'DutyWarned':
      return { ...turn, warned: true };
    case 'DutyMissed':
      return { ...turn, missed: true };
    case 'DutyTakenUp':
      return { ...turn, takenUpBy: metadata.actor.id };
    case 'DutyCompleted':
      return { ...turn, status: 'done' };
    case 'DutyExcused':
      return { ...turn, status: 'excused' };
    case 'LoggedCaseReviewed':
      return { ...turn, reviewed: new Map(turn.reviewed).set(data.case, happened(metadata)) };
    case 'CasesDrawn':
      return { ...turn, drawn: data.drawn };
    case 'DrawnCaseChecked': {
      const { case: caseId, ...checked } = data;
      return { ...turn, checked: new Map(turn.checked).set(caseId, checked) };
    }
    default:
      return turn;
  }
}

/** The edge sends instants. */
const happened = ({ happenedAt }: DutyEvent['metadata']): Instant | undefined =>
  happenedAt as Instant | undefined;
