import { queriesIn, type Projection } from '#event-sourcing';
import { actions } from './actions/actions.query.ts';
import { caseDetailsReadModel } from './case-details/read-model.ts';
import { caseFactsReadModel } from './case-facts/read-model.ts';
import { caseSearchReadModel } from './case-search/read-model.ts';
import { compensationLedgerReadModel } from './compensation-ledger/read-model.ts';
import { complainantsReadModel } from './complainants/read-model.ts';
import { deadlinesReadModel } from './deadlines/read-model.ts';
import { caseConformance } from './conformance/conformance.query.ts';
import { conformanceCases } from './conformance/conformance-cases.query.ts';
import { monthlyConformance } from './conformance/monthly-conformance.query.ts';
import { caseHowKnown } from './how-known/how-known.query.ts';
import { caseLetter } from './letters/letter.query.ts';
import { movePreview } from './moving/move-preview.query.ts';
import { movePreviews } from './moving/move-previews.query.ts';
import { openCasesReadModel } from './open-cases/read-model.ts';
import type { FoldOptions } from './reading/fold-options.ts';
import { slaBreachesReadModel } from './sla-breaches/read-model.ts';

/** Every read model that is folded from the history of the cases, each in a folder of its own. */
export const caseReadModels = [
  deadlinesReadModel,
  openCasesReadModel,
  caseDetailsReadModel,
  slaBreachesReadModel,
  compensationLedgerReadModel,
  complainantsReadModel,
  caseSearchReadModel,
  caseFactsReadModel,
] as const;

export const allCaseProjections = (options: FoldOptions): readonly Projection<object>[] =>
  caseReadModels.map((each) => each.projection(options));

/** Every question about cases. A route, its documentation and a command line follow from each. */
export const caseQueries = [
  ...queriesIn(caseReadModels),
  ...[
    actions,
    movePreview,
    movePreviews,
    caseHowKnown,
    caseLetter,
    caseConformance,
    monthlyConformance,
    conformanceCases,
  ],
] as const;
