export { EvidenceBodyDoc } from './evidence-body.ts';
export {
  caseParameter,
  commandAnswered,
  EventStreamRoute,
  EvidenceFileRoute,
  HealthRoute,
  minPositionParameter,
  problems,
  ReadRoute,
} from './responses.ts';
export { DOCS_PATH, openApiDocument, serveDocs } from './openapi.ts';
