import type { Samples } from './samples.ts';

export const outcomeSamples: Samples<'CaseResolved' | 'OutcomeNotified' | 'ContactFailed' | 'OutcomeUntellable' | 'FinalResponseIssued' | 'FollowUpRecorded' | 'CaseReviewed' | 'CaseReopened' | 'CaseClosed' | 'CaseArchived' | 'CaseWithdrawn' | 'HistoricOutcomeRecorded'> = {
  CaseResolved: { summary: 'Exchanged.', settledAtOnce: false },
  OutcomeNotified: { to: 'complainant', method: 'phone', summary: 'It was exchanged.', written: false },
  ContactFailed: { about: 'offer', method: 'phone', remarks: 'The line was dead.' },
  OutcomeUntellable: { why: 'notReached', reason: 'Moved away, number out of use.' },
  FinalResponseIssued: {
    method: 'letter',
    letter: 'Dear customer, the appliance was defective and has been exchanged.',
    sent: { evidence: 'E2', sha256: 'cd'.repeat(32) },
  },
  FollowUpRecorded: {
    attempt: 1,
    method: 'phone',
    reached: true,
    satisfaction: 4,
    satisfied: true,
    remarks: 'Works.',
  },
  CaseReviewed: {
    by: 'inspection-office',
    before: 'closed',
    inOrder: true,
    remarks: 'The way was kept, and the answer was given in time.',
  },
  CaseReopened: { cause: 'newFacts', reason: 'The new one smokes too.' },
  CaseClosed: { remarks: 'Complainant satisfied at follow-up' },
  CaseArchived: { reference: 'archive/2026/0417' },
  CaseWithdrawn: { reason: 'It works after all.' },
  HistoricOutcomeRecorded: {
    response: 'Closed with monetary relief',
    relief: 'monetary',
    publicResponse: 'None.',
    answeredInTime: true,
  },
};
