import { answer, equal, field, personKey } from '#event-sourcing';
import { FEEDBACK_KINDS } from '../feedback/events.ts';
import { FEEDBACK, type FeedbackDocument } from './feedback.projection.ts';
import { feedbackShown, forWhoeverAnswers, list, readsFeedback, STATUSES } from './query.ts';

/** What a list tells of it. */
export function listed({ feedbackId, procedure, dissatisfied, receivedAt, feedback }: FeedbackDocument) {
  const { site, kind, channel, satisfaction, status, owner, told, collectedIn, receivedBy } = feedback;
  return {
    ...{ feedbackId, procedure, kind, channel, dissatisfied, status, told, receivedAt, receivedBy },
    ...(site !== undefined && { site }),
    ...(satisfaction !== undefined && { satisfaction }),
    ...(owner !== undefined && { owner }),
    ...(collectedIn !== undefined && { collectedIn }),
    ...(status === 'promoted' && { caseId: feedbackId }),
  };
}

export const feedbackList = list({
  name: 'feedbackList',
  summary:
    'Suggestions and opinions: what was decided on them, and which have become complaints (IMP-5, INT-12).',
  group: 'Feedback',
  at: 'feedback',
  who: forWhoeverAnswers,
  of: FEEDBACK,
  filters: {
    status: field.choice(STATUSES, { optional: true }),
    kind: field.choice(FEEDBACK_KINDS, { optional: true }),
    dissatisfied: field.yesNo({ optional: true }),
    procedure: field.reference({ optional: true, of: 'procedure', example: 'supermarket-authority' }),
    site: field.reference({ optional: true, of: 'site', example: 'riverside' }),
    owner: field.person({ optional: true, of: 'staff', example: 'pan.xin' }),
    collectedIn: field.reference({
      ...{ optional: true, of: 'duty', example: 'supermarket-authority.suggestion-box.riverside.2026-11-27' },
      description: 'What was in a box when it was opened.',
    }),
    month: field.pattern(/^\d{4}-(0[1-9]|1[0-2])$/, {
      ...{ optional: true, otherwise: 'must be a month such as 2026-09', example: '2026-09' },
      description: 'In which it was received, in UTC.',
    }),
  },
  where: ({ asked: { owner, ...rest } }) =>
    equal({ ...rest, ownerKey: owner === undefined ? undefined : personKey(owner) }),
  order: () => ({ field: 'receivedAt', direction: 'descending' }),
  moves: true,
  visible: (found: readonly FeedbackDocument[], { reader, ports }) =>
    found.filter((each) => readsFeedback(each, reader, ports.procedures)),
  row: answer.object(feedbackShown),
  told: listed,
  commandLine: {
    words: 'feedback list',
    description: 'suggestions and opinions, and what was decided on them',
    none: 'No feedback matches.',
    columns: {
      feedback: ({ feedbackId }) => feedbackId,
      kind: ({ kind }) => kind,
      site: ({ site }) => site,
      received: ({ receivedAt }) => ({ at: receivedAt }),
      dissatisfied: ({ dissatisfied }) => dissatisfied,
      is: ({ status }) => status,
      owner: ({ owner }) => owner,
      told: ({ told }) => told,
    },
  },
});
