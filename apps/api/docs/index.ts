export { answerSchemaName } from './answer-schemas.ts';
export {
  caseParameter,
  commandAnswered,
  EventStreamRoute,
  EvidenceFileRoute,
  HealthRoute,
  ParkedRoute,
  SetAsideRoute,
  problems,
  ReadRoute,
  since,
} from './responses.ts';
export { asApiSchema } from './schema.ts';
