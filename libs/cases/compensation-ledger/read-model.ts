import { readModel } from '#event-sourcing';
import type { FoldOptions } from '../reading/fold-options.ts';
import { compensationLedgerProjection } from './compensation-ledger.projection.ts';
import { compensationLedger } from './compensation-ledger.query.ts';

/** Every compensation that was granted (REP-8). */
export const compensationLedgerReadModel = readModel({
  projection: ({ zoneOf }: FoldOptions) => compensationLedgerProjection(zoneOf),
  personal: [],
  queries: [compensationLedger],
});
