import { readModel } from '#event-sourcing';
import { quarantineProjection } from './quarantine.projection.ts';
import { quarantine } from './quarantine.query.ts';

/** Files that are given out to nobody (INV-2). */
export const quarantineReadModel = readModel({
  projection: () => quarantineProjection,
  personal: [],
  queries: [quarantine],
});
