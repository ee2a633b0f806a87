import { readModel } from '#event-sourcing';
import type { FoldOptions } from '../reading/fold-options.ts';
import { complainantsProjection } from './complainants.projection.ts';

/** The cases of each complainant (INT-10). */
export const complainantsReadModel = readModel({
  projection: ({ pepper }: FoldOptions) => complainantsProjection(pepper),
  personal: [],
  queries: [],
});
