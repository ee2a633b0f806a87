import { readModel } from '#event-sourcing';
import { dutiesProjection } from './duties.projection.ts';
import { duties } from './duties.query.ts';
import { duty } from './duty.query.ts';

/** What is owed again and again; what people wrote stands in its history only (REP-3 … REP-7). */
export const dutiesReadModel = readModel({
  projection: () => dutiesProjection,
  personal: [],
  queries: [duties, duty],
});
