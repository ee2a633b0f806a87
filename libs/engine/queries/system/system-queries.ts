import { caseProof } from './case-proof.query.ts';
import { consistency } from './consistency.query.ts';
import { damagedStreams } from './damaged-streams.query.ts';
import { parkedEvents } from './parked-events.query.ts';
import { procedure } from './procedure.query.ts';
import { procedures } from './procedures.query.ts';
import { projections } from './projections.query.ts';

export const systemQueries = [
  procedures,
  procedure,
  projections,
  parkedEvents,
  damagedStreams,
  caseProof,
  consistency,
] as const;
