export {
  caseParameter,
  commandAnswered,
  EventStreamRoute,
  EvidenceFileRoute,
  HealthRoute,
  problems,
  ReadRoute,
} from './responses.ts';
export { asApiSchema } from './schema.ts';
