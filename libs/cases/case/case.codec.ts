import { createCodec, type Codec, type EventContract } from '#event-sourcing';
import { caseEventSchemas, type CaseEvent } from './events.ts';

/** Every stored event type with its current schema version. A changed schema gets the next version and an upcaster. */
export const caseEventContracts: readonly EventContract[] = Object.entries(caseEventSchemas).map(
  ([type, schema]) => ({
    type,
    version: 1,
    schema,
  }),
);

export const createCaseCodec = (): Codec<CaseEvent> => createCodec<CaseEvent>(caseEventContracts);
