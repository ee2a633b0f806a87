/** How something that the procedure asks for stands. */
export const STANDINGS = ['met', 'metLate', 'missed', 'notDue', 'notApplicable'] as const;
export type Standing = (typeof STANDINGS)[number];

export const OBLIGATIONS = [
  'clock',
  'notification',
  'receipt',
  'approval',
  'review',
  'resolving',
  'followUp',
  'closing',
] as const;
export type ObligationKind = (typeof OBLIGATIONS)[number];

/** Something that the procedure asks of a case. */
export interface Obligation {
  readonly kind: ObligationKind;
  /** As the procedure names it: the rule of a clock, a level, a step, a condition. */
  readonly name: string;
  /** What it is of, where a case may have several: the clock, the dispatch. */
  readonly of?: string;
  readonly title?: string;
  /** Requirement that it comes from, where the procedure names one. */
  readonly requirement?: string;
  readonly dueAt?: string;
  readonly standing: Standing;
  /** Revisions of the events that show it, in the order of the history. */
  readonly events: readonly string[];
}
