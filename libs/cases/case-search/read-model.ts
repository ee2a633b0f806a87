import { readModel } from '#event-sourcing';
import type { FoldOptions } from '../reading/fold-options.ts';
import { caseSearchProjection } from './case-search.projection.ts';

/** By what cases are found; the list of cases asks it (REP-1). */
export const caseSearchReadModel = readModel({
  projection: ({ pepper }: FoldOptions) => caseSearchProjection(pepper),
  personal: [],
  queries: [],
});
