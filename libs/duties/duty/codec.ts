import { contractsOf, type EventContract } from '#event-sourcing';
import { dutyEventSchemas } from './events.ts';

/** Every stored event type of a duty with its current schema version. */
export const dutyEventContracts: readonly EventContract[] = contractsOf(dutyEventSchemas);
