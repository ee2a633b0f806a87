import type { Projection } from '#event-sourcing';
import { annualReport } from './annual-report/annual-report.query.ts';
import { caseDetailsProjection } from './case-details/case-details.projection.ts';
import { caseDetails } from './case-details/case-details.query.ts';
import { timeline } from './case-details/timeline.query.ts';
import { caseFactsProjection, type CaseFactsOptions } from './case-facts/case-facts.projection.ts';
import { caseSearchProjection } from './case-search/case-search.projection.ts';
import { compensationLedgerProjection } from './compensation-ledger/compensation-ledger.projection.ts';
import { compensationLedger } from './compensation-ledger/compensation-ledger.query.ts';
import { complainantsProjection } from './complainants/complainants.projection.ts';
import { deadlinesProjection } from './deadlines/deadlines.projection.ts';
import { deadlines } from './explained-deadlines/deadlines.query.ts';
import { monthlyReport } from './monthly-report/monthly-report.query.ts';
import { movePreview } from './moving/move-preview.query.ts';
import { movePreviews } from './moving/move-previews.query.ts';
import { openCasesProjection } from './open-cases/open-cases.projection.ts';
import { openCases } from './open-cases/open-cases.query.ts';
import { slaBreachesProjection } from './sla-breaches/sla-breaches.projection.ts';
import { breaches } from './sla-breaches/sla-breaches.query.ts';
import { workload } from './workload/workload.query.ts';

/** Every read model that is folded from the history of the cases, each in a folder of its own with its queries. */
export const allCaseProjections = (options: CaseFactsOptions): readonly Projection<object>[] => [
  deadlinesProjection,
  openCasesProjection,
  caseDetailsProjection,
  slaBreachesProjection(options.zoneOf),
  compensationLedgerProjection(options.zoneOf),
  complainantsProjection(options.pepper),
  caseSearchProjection(options.pepper),
  caseFactsProjection(options),
];

/** Every question about cases. A route, its documentation and a command line follow from each. */
export const caseQueries = [
  openCases,
  workload,
  breaches,
  monthlyReport,
  annualReport,
  compensationLedger,
  caseDetails,
  timeline,
  deadlines,
  movePreview,
  movePreviews,
] as const;
