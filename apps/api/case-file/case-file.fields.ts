import { REDACTIONS } from '#case-file';
import { momentFields } from '#cases';
import { field, type DataOf } from '#event-sourcing';
import { LANGUAGES } from '#procedures';

/** What a case file is asked for by. */
export const caseFileFields = {
  ...momentFields,
  language: field.choice(LANGUAGES, { optional: true, description: 'Of the pages; default: en.' }),
  redact: field.choices(REDACTIONS, {
    ...{ optional: true, min: 0, max: REDACTIONS.length, example: ['complainant'] },
    description: 'What to leave out.',
  }),
};

export type CaseFileAsked = DataOf<typeof caseFileFields>;
