import type { FeedbackEvent } from '#feedback';

const complainant = { kind: 'individual', anonymous: false, name: 'Li Na', phone: '13800001111' } as const;
const day = '2026-11-26';

export const feedbackSamples: {
  readonly [Type in FeedbackEvent['type']]: Extract<FeedbackEvent, { readonly type: Type }>['data'];
} = {
  FeedbackReceived: {
    ...{ procedure: { id: 'supermarket-authority', version: 1 }, kind: 'opinion', channel: 'suggestionBox' },
    ...{ site: 'riverside', place: 'Checkout 3', givenBy: complainant, staffId: 'pan.xin' },
    ...{ text: 'The cashier laughed at me.', satisfaction: 'dissatisfied', about: ['lin'] },
    answers: [{ question: 'waiting-time', satisfaction: 'neutral' }],
    collectedIn: `supermarket-authority.suggestion-box.riverside.${day}`,
    receivedBy: 'desk',
  },
  FeedbackConsidered: { owner: 'manager' },
  FeedbackDecided: { decision: 'adopted', reason: 'The roof is built in spring.' },
  SuggesterTold: { method: 'phone', words: 'We build the roof in spring. Thank you.' },
  FeedbackPromoted: {
    ...{ description: 'The cashier laughed at her.', complainant, wanted: 'An apology.', occurredOn: day },
    respondents: [{ kind: 'person', staffId: 'lin' }],
    ...{ place: 'Checkout 3', site: 'riverside', retail: { store: 'store-12' }, details: { till: '3' } },
    ...{ procedure: 'supermarket-authority', channel: 'suggestionBox', promotedBy: 'desk' },
  },
  PromotionRefused: { because: 'details-missing', explanation: 'The procedure asks for the till.' },
};
