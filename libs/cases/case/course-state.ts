import type { CaseEventData } from './events.ts';

/** The last word of whoever had to look at it before it goes on (AUT-5). */
export type Review = Pick<CaseEventData<'CaseReviewed'>, 'by' | 'before' | 'inOrder'> & {
  /** In whose place, too. */
  readonly who: readonly string[];
};

/** One of several things that a complainant asks for, with the answer to it since the case was opened or reopened (CLS-10). */
export type Demand = CaseEventData<'DemandsRecorded'>['demands'][number] & {
  readonly answer?: CaseEventData<'DemandAnswered'>['answer'];
};

/** More time that somebody asked for; `answered`: granted or refused (CLK-4). */
export interface ExtensionAsked {
  readonly request: string;
  readonly clock: string;
  readonly to: string;
  /** Who asked for it, in whose place too, and which level is asked. */
  readonly by: readonly string[];
  readonly level: string;
  readonly answered?: true;
}

export interface AsksForTime {
  /** Absent: none was asked for yet. */
  readonly extensionsAsked?: readonly ExtensionAsked[];
}

export interface Erasable {
  /** Whoever complained was erased: nothing more is done in the case (PRI-2). */
  readonly erased?: true;
}

/** What of the same matter stands in other streams. */
export interface Elsewhere {
  /** The issue with an action that keeps it from happening again (IMP-2). */
  readonly improvement?: string;
  /** What was said when somebody was asked, of which the complaint came (INT-12). */
  readonly feedback?: string;
}
