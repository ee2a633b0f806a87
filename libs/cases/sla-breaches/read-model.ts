import { readModel } from '#event-sourcing';
import type { FoldOptions } from '../reading/fold-options.ts';
import { slaBreachesProjection } from './sla-breaches.projection.ts';
import { breaches } from './sla-breaches.query.ts';

/** Missed deadlines, open and past (REP-2). */
export const slaBreachesReadModel = readModel({
  projection: ({ zoneOf }: FoldOptions) => slaBreachesProjection(zoneOf),
  personal: [],
  queries: [breaches],
});
