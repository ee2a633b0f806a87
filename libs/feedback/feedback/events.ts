import { CHANNELS, complaintParts, METHODS } from '#cases';
import { draftsOf, type DraftOf, type EventDataOf, type EventOf } from '#event-sourcing';
import { oneOf, record, reference, Type } from '#schema';

export const FEEDBACK_KINDS = ['suggestion', 'opinion'] as const;
export const SATISFACTIONS = ['satisfied', 'neutral', 'dissatisfied'] as const;
/** `noted`: an opinion that asks for nothing. */
export const DECISIONS = ['adopted', 'declined', 'noted'] as const;
/** Whoever gave no name can still read a notice. */
export const TELLINGS = [...METHODS, 'noticeBoard'] as const;

const said = (maxLength = 10_000) => Type.String({ minLength: 1, maxLength, 'x-personal': true });
const ruleSet = () => record({ id: reference(), version: Type.Integer({ minimum: 1 }) });
const day = () => Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'calendar day' });
const people = () => Type.Array(reference(), { maxItems: 100 });

/**
 * What somebody suggests, or answered when they were asked, and what became of it (IMP-5, INT-12).
 * STORED CONTRACT: names and fields are kept for ever. A change is a new version with an upcaster, never an edit.
 */
export const feedbackEventSchemas = {
  FeedbackReceived: record({
    procedure: ruleSet(),
    kind: oneOf(FEEDBACK_KINDS),
    channel: oneOf(CHANNELS),
    site: Type.Optional(reference()),
    place: Type.Optional(said(500)),
    givenBy: complaintParts.complainant,
    /** One of us: nobody decides on their own suggestion. */
    staffId: Type.Optional(reference()),
    text: Type.Optional(said()),
    /** As a whole. */
    satisfaction: Type.Optional(oneOf(SATISFACTIONS)),
    /** To single questions of a form. */
    answers: Type.Optional(
      Type.Array(record({ question: reference(), satisfaction: oneOf(SATISFACTIONS) }), { maxItems: 100 }),
    ),
    /** INV-4: of us, whom it is about. */
    about: people(),
    /** The turn of a duty at which the box was opened. */
    collectedIn: Type.Optional(reference()),
    receivedBy: reference(),
  }),
  FeedbackConsidered: record({ owner: reference() }),
  FeedbackDecided: record({ decision: oneOf(DECISIONS), reason: said() }),
  SuggesterTold: record({ method: oneOf(TELLINGS), words: said() }),
  /** What the complaint says; logging it is the next step. */
  FeedbackPromoted: record({
    description: said(),
    complainant: complaintParts.complainant,
    respondents: Type.Optional(complaintParts.respondents),
    wanted: Type.Optional(said()),
    occurredOn: Type.Optional(day()),
    place: Type.Optional(said(500)),
    site: Type.Optional(reference()),
    retail: Type.Optional(complaintParts.retail),
    details: Type.Optional(complaintParts.details),
    procedure: reference(),
    channel: oneOf(CHANNELS),
    promotedBy: reference(),
  }),
  /** By the rules of cases no complaint could be logged as it was asked for. */
  PromotionRefused: record({ because: reference(), explanation: said(2000) }),
} as const;

type Schemas = typeof feedbackEventSchemas;
export type FeedbackEvent = EventOf<Schemas>;
export type FeedbackEventDraft = DraftOf<Schemas>;
export type FeedbackReceived = EventDataOf<Schemas, 'FeedbackReceived'>;

export const draft = draftsOf<Schemas>();
