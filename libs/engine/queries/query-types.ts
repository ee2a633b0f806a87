import type { SlaBreach } from '#cases';
import type { Clock, EventStore, Instant, Position, ReadModelStore } from '#event-sourcing';
import type { ClockKind, ProcedureRegistry } from '#procedures';

/** A page of a list; default 50. */
export interface PageRequest {
  readonly limit?: number;
  /** From the page before, with the same filter. */
  readonly cursor?: string;
}

export interface OpenCasesFilter extends PageRequest {
  readonly owner?: string;
  readonly department?: string;
  readonly severity?: string;
  readonly stage?: string;
  readonly procedure?: string;
  readonly breached?: boolean;
  /** Default: by the next due time, the most urgent first. */
  readonly sort?: 'nextDueAt' | 'receivedAt' | 'updatedAt';
}

export interface BreachesFilter extends PageRequest {
  readonly status?: SlaBreach['status'];
  readonly kind?: ClockKind;
  readonly department?: string;
  readonly severity?: string;
  readonly procedure?: string;
  /** Month in which the clock ran out, `2026-09`. */
  readonly month?: string;
}

/** D11: what was true then, and what the system knew then. */
export interface CaseTimes {
  readonly asOf?: Instant;
  readonly knownAt?: Instant;
}

export interface EventsFilter {
  readonly type?: string | readonly string[];
  readonly caseId?: string;
  /** Exclusive. */
  readonly after?: Position;
  readonly limit?: number;
}

export interface QueryPorts {
  readonly store: EventStore;
  readonly readModels: Pick<ReadModelStore, 'get' | 'query'>;
  readonly procedures: ProcedureRegistry;
  readonly now: Clock;
}
