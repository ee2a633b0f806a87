import {
  isErasing,
  personKey,
  type CollectionSpec,
  type Instant,
  type Projection,
  type RecordedEvent,
} from '#event-sourcing';
import type { FeedbackEvent, FeedbackReceived } from '../feedback/events.ts';
import { feedbackIdOfStream } from '../feedback/feedback-id.ts';
import { evolve, noFeedback, type Feedback } from '../feedback/state.ts';

/** What people said and wrote about it. */
interface Said extends Pick<FeedbackReceived, 'text' | 'place'> {
  readonly givenBy?: FeedbackReceived['givenBy'];
  readonly reason?: string;
  readonly told?: { readonly method: string; readonly words: string };
  readonly notPromoted?: string;
}

/** Feedback in the lists. */
export interface FeedbackDocument extends Pick<Feedback, 'status' | 'site' | 'kind' | 'collectedIn'> {
  readonly feedbackId: string;
  /** However the id is typed (D23). */
  readonly ownerKey?: string;
  readonly procedure: string;
  readonly dissatisfied: boolean;
  readonly receivedAt: Instant;
  /** `2026-11`, in UTC. */
  readonly month: string;
  /** As decisions see it, without what people said. */
  readonly feedback: Omit<Feedback, 'givenBy' | 'text' | 'place'>;
  readonly answers: NonNullable<FeedbackReceived['answers']>;
  readonly said: Said;
}

export const FEEDBACK: CollectionSpec = {
  name: 'feedback',
  version: 1,
  fields: {
    ...{ procedure: 'text', site: 'text', status: 'text', kind: 'text', ownerKey: 'text', month: 'text' },
    ...{ dissatisfied: 'boolean', collectedIn: 'text', receivedAt: 'text' },
  },
  indexes: [
    ['receivedAt'],
    ...['status', 'kind', 'procedure', 'site', 'month', 'dissatisfied', 'collectedIn', 'ownerKey'].map(
      (each) => [each, 'receivedAt'],
    ),
  ],
};

/** A document for each suggestion or opinion. */
export const feedbackProjection: Projection<FeedbackDocument, RecordedEvent<FeedbackEvent>> = {
  collection: FEEDBACK,
  keys: ({ stream }) => [feedbackIdOfStream(stream) ?? []].flat(),
  evolve(document, event, feedbackId) {
    if (isErasing(event)) return document && { ...document, said: {} };
    const before = document === undefined ? noFeedback : { ...document.feedback, ...nobody };
    const after = evolve(before, event);
    if (after.status === 'none') return document;
    const { givenBy: _, text: _text, place: _place, ...feedback } = after;
    const begun = document ?? begin(feedback, event, feedbackId);
    return {
      ...begun,
      ...{ feedback, status: feedback.status, said: saidWith(begun.said, event) },
      ...(feedback.owner !== undefined && { ownerKey: personKey(feedback.owner) }),
    };
  },
};

/** What is said decides nothing in a list. */
const nobody = { givenBy: { kind: 'unknown', anonymous: true } } as const;

function begin(
  feedback: FeedbackDocument['feedback'],
  event: RecordedEvent<FeedbackEvent>,
  feedbackId: string,
): FeedbackDocument {
  const { procedure, site, kind, status, satisfaction, collectedIn } = feedback;
  const { recordedAt } = event.metadata;
  const answers = event.type === 'FeedbackReceived' ? (event.data.answers ?? []) : [];
  return {
    ...{ feedbackId, procedure: procedure.id, kind, status, feedback, answers, said: {} },
    ...(site !== undefined && { site }),
    ...(collectedIn !== undefined && { collectedIn }),
    dissatisfied: [{ satisfaction }, ...answers].some((each) => each.satisfaction === 'dissatisfied'),
    ...{ receivedAt: recordedAt, month: recordedAt.slice(0, 7) },
  };
}

function saidWith(said: Said, { type, data }: FeedbackEvent): Said {
  switch (type) {
    case 'FeedbackReceived': {
      const { text, place, givenBy } = data;
      return { ...(text !== undefined && { text }), ...(place !== undefined && { place }), givenBy };
    }
    case 'FeedbackDecided':
      return { ...said, reason: data.reason };
    case 'SuggesterTold':
      return { ...said, told: data };
    case 'PromotionRefused':
      return { ...said, notPromoted: data.explanation };
    case 'FeedbackPromoted': {
      const { notPromoted: _, ...rest } = said;
      return rest;
    }
    default:
      return said;
  }
}
