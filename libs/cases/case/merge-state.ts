import type { Flag } from './events/fields.ts';
import type { Carried } from './events/merging.ts';

export interface Merge {
  readonly merge: string;
  readonly into: string;
}

export interface TakenOver extends Omit<
  Carried,
  'told' | 'facts' | 'clocks' | 'given' | 'dispatches' | 'respondents' | 'regulators'
> {
  /** How this case stood before, so that it can be given back. */
  readonly before: {
    readonly flags: readonly Flag[];
    readonly severity?: string;
    readonly level: string;
    readonly levelAwaited: boolean;
  };
  /** The command with which it was taken over, and the severity to which that raised this case. */
  readonly by: string;
  readonly raisedTo?: string;
  /** The case that brought it: itself, or the one that had taken it over before. */
  readonly from: string;
  readonly merge: string;
  /** The last change of its sum that this case knows of. */
  readonly sumChange?: number;
  /** Whether its complainant heard of the merging and of the outcome, and when nobody was reached. */
  readonly merging: Telling;
  readonly outcome: Telling;
  /** What it was to have in writing has been issued, since it was taken over (OUT-2). */
  readonly written?: true;
}

export interface Telling {
  readonly told: boolean;
  readonly failed: readonly string[];
  /** As often as the procedure asks for. */
  readonly exhausted?: true;
}
