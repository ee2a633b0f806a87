import { readModel } from '#event-sourcing';
import type { FoldOptions } from '../reading/fold-options.ts';
import { caseFactsProjection } from './case-facts.projection.ts';
import { handlingQuality } from '../handling-quality/handling-quality.query.ts';
import { annualReport } from '../annual-report/annual-report.query.ts';
import { monthlyReport } from '../monthly-report/monthly-report.query.ts';

/** What is counted of cases, and what it adds up to (REP-3). */
export const caseFactsReadModel = readModel({
  projection: (options: FoldOptions) => caseFactsProjection(options),
  personal: [],
  queries: [monthlyReport, annualReport, handlingQuality],
});
