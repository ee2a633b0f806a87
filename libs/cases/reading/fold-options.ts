import type { ZoneOf } from '../local-month.ts';
import type { Pepper } from './fingerprint.ts';

/** What the folds of cases may know beside the events. */
export interface FoldOptions {
  readonly zoneOf: ZoneOf;
  /** The installation's secret, for the hashes that cases are found by. */
  readonly pepper: Pepper;
}
