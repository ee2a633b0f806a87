import { createCaseCodec } from '#cases';

/** One for the process: schemas are compiled once. */
export const caseCodec = createCaseCodec();
