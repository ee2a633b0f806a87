import type { CaseEventData } from './events.ts';

/** One of several things that a complainant asks for, with the answer to it since the case was opened or reopened (CLS-10). */
export type Demand = CaseEventData<'DemandsRecorded'>['demands'][number] & {
  readonly answer?: CaseEventData<'DemandAnswered'>['answer'];
};
