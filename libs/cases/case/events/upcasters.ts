import type { Upcaster } from '#event-sourcing';
import type { CaseEventType } from '../events.ts';
import { clockUpcasters } from './clock-upcasters.ts';
import type { Money, Remedy } from './fields.ts';

/** What a later version added to may be absent. */
const asItIs: Upcaster = (data) => data;

/** The facts that version 1 tells the worth of a remedy by. */
interface Valued {
  readonly grant?: string;
  readonly remedy: Remedy;
  readonly authority: { readonly caseTotal: Money };
}

/** The first grant made up the whole total, where that counted it; an amount is an amount. Otherwise nobody can tell. */
function worthIn({ grant, remedy, authority: { caseTotal } }: Valued): Money | undefined {
  if (grant === 'G1' && caseTotal.minor > 0) return caseTotal;
  const { kind, amount, percent, goods } = remedy;
  if (kind === 'apology' && amount === undefined && percent === undefined && goods === undefined)
    return { ...caseTotal, minor: 0 };
  return amount;
}

const withWorth: Upcaster = (data) => {
  // What version 1 recorded, as its schema says.
  const worth = worthIn(data as Valued);
  return { ...(data as object), ...(worth && { worth }) };
};

/** One respondent became a list of them. */
const listOfRespondents: Upcaster = (data) => {
  const { respondent, ...others } = data as { readonly respondent?: unknown };
  return respondent === undefined ? others : { ...others, respondents: [respondent] };
};

/** Until version 2 a merging carried neither the matter nor the clocks, and promises were made anew. */
const withMatter: Upcaster = (data) => {
  const { carries, ...others } = data as { readonly carries: readonly object[] };
  return { ...others, carries: carries.map(completed) };
};

const completed = (carried: object): object => {
  const {
    promises: _,
    regulator,
    ...others
  } = carried as { readonly promises?: unknown; readonly regulator?: string };
  return {
    ...others,
    regulators: regulator === undefined ? [] : [regulator],
    ...{ complainantInsists: false, unsettledBelow: false, level: 'frontline', levelAwaited: false },
    ...{ respondents: [], handlers: [], dispatches: [], facts: [], clocks: [], given: [] },
    ...{ writtenResponse: false, outcomeKnown: false },
  };
};

/**
 * STORED CONTRACT: the steps from each version of an event to the next, the first from version 1 on. The number of steps
 * makes the current version; the recorded schema and sample of every version are in `test/recorded-events`.
 */
export const caseUpcasters: Partial<Record<CaseEventType, readonly Upcaster[]>> = {
  ComplaintLogged: [listOfRespondents, asItIs, asItIs],
  ContactAbandoned: [asItIs],
  IntakeCorrected: [listOfRespondents, asItIs, asItIs, asItIs],
  InvestigationConcluded: [asItIs],
  ...clockUpcasters,
  SolutionsPrepared: [asItIs, asItIs],
  SolutionAccepted: [asItIs],
  PlanApproved: [asItIs],
  SolutionOffered: [asItIs],
  CompensationGranted: [withWorth],
  CompensationRequested: [withWorth],
  MergeStarted: [withMatter],
  CaseTakenOver: [withMatter, asItIs],
  TakeOverReleased: [asItIs],
  MergedComplainantTold: [asItIs],
  OutcomeNotified: [asItIs, asItIs],
  FinalResponseIssued: [asItIs],
  FollowUpRecorded: [asItIs],
  ContactFailed: [asItIs],
  CaseDeclaredInadmissible: [asItIs],
  OwnerAssigned: [asItIs],
};
