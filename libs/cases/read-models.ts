import type { Projection } from '#event-sourcing';
import { caseDetailsProjection } from './case-details/case-details.projection.ts';
import { caseFactsProjection, type CaseFactsOptions } from './case-facts/case-facts.projection.ts';
import { complainantsProjection } from './complainants/complainants.projection.ts';
import { deadlinesProjection } from './deadlines/deadlines.projection.ts';
import { openCasesProjection } from './open-cases/open-cases.projection.ts';
import { slaBreachesProjection } from './sla-breaches/sla-breaches.projection.ts';

/** Every read model that is folded from the history of the cases. */
export const allCaseProjections = (options: CaseFactsOptions): readonly Projection<object>[] => [
  deadlinesProjection,
  openCasesProjection,
  caseDetailsProjection,
  slaBreachesProjection(options.zoneOf),
  complainantsProjection(options.pepper),
  caseFactsProjection(options),
];
