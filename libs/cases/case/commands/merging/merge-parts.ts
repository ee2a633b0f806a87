import { field } from '#event-sourcing';

/** One merging, in the words of either case. */
export const mergeFields = {
  merge: field.reference({ example: 'M1' }),
  reason: field.text({ example: 'The same lift, the same day.' }),
};
