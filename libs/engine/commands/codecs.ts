import type { CaseEvent } from '#cases';
import { createCodec, mendingContracts, type Codec } from '#event-sourcing';
import type { FileEvent } from '#files';
import type { RecurrenceEvent } from '#improvement';
import type { OrganisationEvent } from '#organisation';
import { AGGREGATES } from '../aggregates.ts';

/** Whatever stands in the history, of every kind of aggregate. One for the process: schemas are compiled once. */
export const historyCodec = createCodec([
  ...AGGREGATES.flatMap(({ contracts }) => contracts),
  ...mendingContracts,
]);

/** For the streams of one kind, in which nothing else stands. */
export const caseCodec = historyCodec as Codec<CaseEvent>;
export const fileCodec = historyCodec as Codec<FileEvent>;
export const recurrenceCodec = historyCodec as Codec<RecurrenceEvent>;
export const organisationCodec = historyCodec as Codec<OrganisationEvent>;
