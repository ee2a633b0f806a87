import { record, reference } from './fields.ts';

export const improvementEvents = {
  /** IMP-2: an action was decided on that keeps this from happening again; it stands with the issue. */
  ImprovementPlanned: record({ issue: reference() }),
} as const;
