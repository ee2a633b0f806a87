import { contractsOf, idInStream, streamName, type EventContract, type StreamName } from '#event-sourcing';
import { rulebookEventSchemas } from './events.ts';

/** Every stored event type of a procedure's versions with its current schema version. */
export const rulebookEventContracts: readonly EventContract[] = contractsOf(rulebookEventSchemas);

export const RULEBOOK_STREAM = 'procedure';

/** As procedure files spell their ids. */
const POSSIBLE_ID = /^[A-Za-z][A-Za-z0-9-]{0,199}$/;

export const isProcedureId = (id: string): boolean => POSSIBLE_ID.test(id);

/** One for each procedure, with all its versions. */
export const rulebookStreamOf = (procedure: string): StreamName => streamName(RULEBOOK_STREAM, procedure);

export const procedureIdOf = (stream: string): string | undefined => idInStream(RULEBOOK_STREAM, stream);
