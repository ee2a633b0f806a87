import { contractsOf, createCodec, type Codec, type EventContract } from '#event-sourcing';
import { caseEventSchemas, type CaseEvent } from './events.ts';
import { caseUpcasters } from './events/upcasters.ts';

/** Every stored event type with its current schema version. A changed schema gets one more upcaster, and so the next version. */
export const caseEventContracts: readonly EventContract[] = contractsOf(caseEventSchemas, caseUpcasters);

export const createCaseCodec = (): Codec<CaseEvent> => createCodec<CaseEvent>(caseEventContracts);
