import { readModel } from '#event-sourcing';
import { readingsProjection } from './readings.projection.ts';
import { readings } from './readings.query.ts';

/** Who read what (PRI-1). */
export const readingsReadModel = readModel({
  projection: () => readingsProjection,
  personal: [],
  queries: [readings],
});
