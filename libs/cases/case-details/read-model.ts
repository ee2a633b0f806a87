import { readModel } from '#event-sourcing';
import { caseDetailsProjection } from './case-details.projection.ts';
import { caseDetails } from './case-details.query.ts';
import { timeline } from './timeline.query.ts';

/** A case with everything that happened (ARC-2). */
export const caseDetailsReadModel = readModel({
  projection: () => caseDetailsProjection,
  personal: ['state', 'timeline'],
  queries: [caseDetails, timeline],
});
