import type { Upcaster } from '#event-sourcing';
import type { CaseEventType } from '../events.ts';

/** What was optional from its second version on was simply not said before. */
const nothingNew: Upcaster = (data) => data;

/** One respondent became a list of them. */
const listOfRespondents: Upcaster = (data) => {
  const { respondent, ...others } = data as { readonly respondent?: unknown };
  return respondent === undefined ? others : { ...others, respondents: [respondent] };
};

/**
 * STORED CONTRACT: the steps from each version of an event to the next, the first from version 1 on. The number of steps
 * makes the current version; the recorded schema and sample of every version are in `test/recorded-events`.
 */
export const caseUpcasters: Partial<Record<CaseEventType, readonly Upcaster[]>> = {
  ComplaintLogged: [listOfRespondents],
  IntakeCorrected: [listOfRespondents],
  InvestigationConcluded: [nothingNew],
};
