import { refuse, type Refusal } from '#event-sourcing';
import type { CaseContext } from '../context.ts';

/** INT-11: a procedure whose categories are those of a source has no rules for what comes in now. */
export const importedOnly = ({ procedure }: CaseContext): Refusal | undefined =>
  procedure.categories === 'asRecorded'
    ? refuse('INT-11', 'imports-only', `The procedure "${procedure.id}" takes imported cases only.`, {
        remedy: 'Choose a procedure for live complaints.',
      })
    : undefined;
