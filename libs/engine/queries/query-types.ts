import type { Position } from '#event-sourcing';

export interface EventsFilter {
  readonly type?: string | readonly string[];
  readonly caseId?: string;
  /** Exclusive. */
  readonly after?: Position;
  readonly limit?: number;
}
