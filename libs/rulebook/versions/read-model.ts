import { readModel } from '#event-sourcing';
import { versionsProjection } from './versions.projection.ts';
import { procedureVersions } from './versions.query.ts';

/** Which versions there are (D13). */
export const versionsReadModel = readModel({
  projection: () => versionsProjection,
  personal: [],
  queries: [procedureVersions],
});
