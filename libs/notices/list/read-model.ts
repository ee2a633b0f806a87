import { readModel } from '#event-sourcing';
import { caseNotices } from './case-notices.query.ts';
import { noticesProjection } from './notices.projection.ts';
import { notices } from './notices.query.ts';

/** What people had to be told; of whoever complained neither name nor address. */
export const noticesReadModel = readModel({
  projection: () => noticesProjection,
  personal: [],
  queries: [notices, caseNotices],
});
