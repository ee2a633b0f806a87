import { organisation } from './chart/organisation.query.ts';

/** Every question about the organisation. It is small enough to be answered from its history: nothing of it is kept folded. */
export const organisationQueries = [organisation] as const;
