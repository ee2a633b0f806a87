export {
  caseParameter,
  commandAnswered,
  EventStreamRoute,
  EvidenceFileRoute,
  HealthRoute,
  ParkedRoute,
  problems,
  ReadRoute,
} from './responses.ts';
export { asApiSchema } from './schema.ts';
