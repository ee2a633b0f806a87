import { readModel } from '#event-sourcing';
import { conductRecord } from './conduct-record.query.ts';
import { conductRecords } from './conduct-records.query.ts';
import { conductReport } from './conduct-report.query.ts';
import { conductProjection } from './conduct.projection.ts';

/** What counts against people, and what was decided (CON-1 … CON-4). */
export const conductReadModel = readModel({
  projection: () => conductProjection,
  personal: ['entries', 'proposals', 'appeals'],
  queries: [conductRecords, conductRecord, conductReport],
});
