import { contractsOf, streamName, type EventContract, type StreamName } from '#event-sourcing';
import { organisationEventSchemas } from './events.ts';

/** Every stored event type of the organisation with its current schema version. */
export const organisationEventContracts: readonly EventContract[] = contractsOf(organisationEventSchemas);

export const ORGANISATION_STREAM = 'organisation';

/** There is one organisation in a history. */
export const ORGANISATION_ID = 'main';
export const organisationStream: StreamName = streamName(ORGANISATION_STREAM, ORGANISATION_ID);
