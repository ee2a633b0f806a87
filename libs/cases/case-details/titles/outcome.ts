import type { outcomeEvents } from '../../case/events/outcome.ts';
import { aside, because, by, sentence, words, type TitlesOf } from '../../reading/wording.ts';

const REOPENED = {
  unsatisfied: 'because the complainant is not satisfied',
  newFacts: 'because of new facts',
  correction: 'to correct it',
};

export const outcomeTitles: TitlesOf<typeof outcomeEvents> = {
  CaseResolved: ({ summary, settledAtOnce }) =>
    `${settledAtOnce ? 'Settled at once' : 'Resolved'}${because(summary)}`,
  OutcomeNotified: ({ to, method, written, turnTo = [] }) =>
    `The ${to} was told the outcome ${by(method)}${written ? ', in writing' : ''}${turnTo.length === 0 ? '' : `, and where to turn next (${turnTo.join(', ')})`}.`,
  ContactFailed: ({ about, method }) =>
    `The complainant was not reached ${by(method)} ${about === 'offer' ? 'for an answer to the offer' : 'to be told the outcome'}.`,
  OutcomeUntellable: ({ why, reason }) =>
    `The complainant cannot be told the outcome, ${why === 'anonymous' ? 'being unknown' : 'not having been reached'}${because(reason)}`,
  FinalResponseIssued: ({ method, sent }) =>
    `The written final response was sent ${by(method)}${aside(sent?.evidence)}.`,
  FollowUpRecorded: ({ attempt, method, reached, satisfaction, satisfied }) =>
    reached
      ? `Follow-up ${String(attempt)} ${by(method)}: complainant ${opinion(satisfied)}${aside(satisfaction === undefined ? undefined : `satisfaction ${String(satisfaction)}`)}.`
      : `Follow-up ${String(attempt)} ${by(method)}: not reached.`,
  CaseReviewed: ({ by: office, before, inOrder, remarks }) =>
    `Looked at by ${office} before it is ${before}, ${inOrder ? 'in order' : 'not in order'}${because(remarks)}`,
  CaseReopened: ({ cause, reason }) => `Reopened ${REOPENED[cause]}${because(reason)}`,
  CaseClosed: ({ remarks }) => (remarks === undefined ? 'Closed.' : `Closed${because(remarks)}`),
  CaseArchived: ({ reference }) => `Archived${aside(reference)}.`,
  CaseWithdrawn: () => 'Withdrawn by the complainant.',
  HistoricOutcomeRecorded: ({ response, relief, answeredInTime }) =>
    `The source gives the outcome as ${sentence(`"${response}", relief: ${words(relief)}${timeliness(answeredInTime)}`)}`,
};

const opinion = (satisfied: boolean | undefined): string =>
  satisfied === undefined ? 'reached' : satisfied ? 'satisfied' : 'not satisfied';

const timeliness = (inTime: boolean | undefined): string =>
  inTime === undefined ? '' : inTime ? ', answered in time' : ', answered late';
