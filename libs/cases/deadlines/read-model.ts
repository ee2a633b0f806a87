import { readModel } from '#event-sourcing';
import { deadlinesProjection } from './deadlines.projection.ts';
import { deadlines } from '../explained-deadlines/deadlines.query.ts';

/** The running clocks, as the scheduler sees them (design D9). */
export const deadlinesReadModel = readModel({
  projection: () => deadlinesProjection,
  personal: [],
  queries: [deadlines],
});
