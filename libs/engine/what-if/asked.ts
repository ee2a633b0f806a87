import { field, type DataOf } from '#event-sourcing';
import { LONGEST_TEXT } from '#procedures';

const INSTEAD =
  'One of `file`, `version` and `set` at least; figures are changed in the file or version that is named.';

/** Which cases, and under which rules they are replayed (D14). */
export const whatIfFields = {
  procedure: field.reference({ optional: true, of: 'procedure', example: 'residential-property' }),
  receivedFrom: field.instant({
    optional: true,
    past: true,
    description: 'Only cases received then or later.',
  }),
  receivedBefore: field.instant({ optional: true, description: 'Only cases received before.' }),
  category: field.reference({
    ...{ optional: true, of: 'category', example: 'facilities/lift' },
    description: 'Only cases of this category, or of this group of them.',
  }),
  cases: field.references({
    ...{ optional: true, max: 1_000, of: 'case', example: ['7F3K-9M2Q-X4TB'] },
    description: 'Only these cases.',
  }),
  file: field.text({
    ...{ optional: true, max: LONGEST_TEXT, example: 'id: residential-property\nversion: 2\n…' },
    description: `The text of a procedure file. ${INSTEAD}`,
  }),
  version: field.wholeNumber({
    ...{ optional: true, min: 1, max: 1_000_000, example: 2 },
    description: `A version of \`procedure\`. ${INSTEAD}`,
  }),
  set: field.references({
    ...{ optional: true, max: 50, example: ['clocks.acknowledge.allowance=24h'] },
    description: `Figures to change, each as path=value. ${INSTEAD}`,
  }),
};

export type WhatIfAsked = DataOf<typeof whatIfFields>;
