import { createCodec, type Codec, type EventContract, type Upcaster } from '#event-sourcing';
import { caseEventSchemas, type CaseEvent, type CaseEventType } from './events.ts';
import { caseUpcasters } from './events/upcasters.ts';

const contractOf = (type: CaseEventType): EventContract => {
  const steps: readonly Upcaster[] = caseUpcasters[type] ?? [];
  return {
    ...{ type, version: steps.length + 1, schema: caseEventSchemas[type] },
    upcasters: Object.fromEntries(steps.map((step, index) => [index + 1, step])),
  };
};

/** Every stored event type with its current schema version. A changed schema gets one more upcaster, and so the next version. */
export const caseEventContracts: readonly EventContract[] = (
  Object.keys(caseEventSchemas) as readonly CaseEventType[]
).map(contractOf);

export const createCaseCodec = (): Codec<CaseEvent> => createCodec<CaseEvent>(caseEventContracts);
