import { readModel } from '#event-sourcing';
import { openCasesProjection } from './open-cases.projection.ts';
import { openCases } from './open-cases.query.ts';
import { awaiting } from '../awaiting/awaiting.query.ts';
import { workload } from '../workload/workload.query.ts';

/** Cases as lists show them (REP-1). */
export const openCasesReadModel = readModel({
  projection: () => openCasesProjection,
  personal: [],
  queries: [openCases, awaiting, workload],
});
