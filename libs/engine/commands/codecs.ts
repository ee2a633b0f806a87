import { caseEventContracts, type CaseEvent } from '#cases';
import { createCodec, type Codec } from '#event-sourcing';
import { organisationEventContracts, type OrganisationEvent } from '#organisation';

/**
 * Whatever stands in the history, of every kind of aggregate: another kind is a line here. One for the process: schemas
 * are compiled once.
 */
export const historyCodec = createCodec<CaseEvent | OrganisationEvent>([
  ...caseEventContracts,
  ...organisationEventContracts,
]);

/** For the streams of one kind, in which nothing else stands. */
export const caseCodec = historyCodec as Codec<CaseEvent>;
export const organisationCodec = historyCodec as Codec<OrganisationEvent>;
