export { answerSchemaName } from './answer-schemas.ts';
export { CaseFileRoute } from './case-file.ts';
export { LogTextRoute, TileRoute } from './proving.ts';
export { HealthRoute, MetricsRoute, ParkedRoute, ProgressRoute, SetAsideRoute } from './operating.ts';
export {
  caseParameter,
  commandAnswered,
  EventStreamRoute,
  EvidenceFileRoute,
  problems,
  ReadRoute,
  since,
} from './responses.ts';
export { asApiSchema } from './schema.ts';
export { WhatIfRoute } from './what-if.ts';
