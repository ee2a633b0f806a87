import { instantField, oneOf, record, reference, Type } from '#schema';
import { draftsOf, type DraftOf, type EventOf } from '#event-sourcing';
import { NOTIFIABLE } from '#procedures';

/** Why a notice is not sent, as long as nobody says otherwise. */
export const STOPPED = [
  /** It was owed from before people were told at all, or from before a backup was restored; or it is too old. */
  'heldBack',
  'noAddress',
  /** It was tried for days. */
  'givenUp',
  /** Whoever it is for may not read the case any more, or has left. */
  'notAllowed',
] as const;

/** Somebody who works here, for themselves or in the place of somebody who is away; or whoever complained, who is not named. */
const hearer = Type.Union([
  record({ staff: reference(), inPlaceOf: Type.Optional(reference()) }),
  record({ complainant: Type.Literal(true) }),
]);

const attempt = { notice: reference(), attempt: Type.Integer({ minimum: 1 }) };

/**
 * What people had to be told of one case, and what became of it (OUT-1, DIS-1, DIS-3). It names staff by their ids and
 * whoever complained not at all; addresses stand elsewhere.
 * STORED CONTRACT: names and fields are kept for ever. A change is a new version with an upcaster, never an edit.
 */
export const noticeEventSchemas = {
  NoticeOwed: record({
    /** Follows from the fact and from whom it is for: so there is one. */
    notice: reference(),
    /** Id of the event that it tells of, and when that was recorded. */
    fact: reference(),
    of: oneOf(NOTIFIABLE),
    factAt: instantField(),
    /** Of the procedure. */
    rule: reference(),
    to: hearer,
    language: oneOf(['en', 'zh']),
    subject: Type.String({ minLength: 1, maxLength: 2_000 }),
    text: Type.String({ minLength: 1, maxLength: 5_000 }),
    /** It waits for the hours of the house. */
    notBefore: Type.Optional(instantField()),
  }),
  /** Recorded before it is sent. Without an end it may have been sent or not. */
  SendingBegun: record({
    ...attempt,
    channel: reference(),
    /** Of an earlier attempt nobody knows whether it arrived: whoever hears this may hear it a second time. */
    couldBeTwice: Type.Optional(Type.Literal(true)),
  }),
  NoticeSent: record(attempt),
  SendingFailed: record({
    ...attempt,
    /** A code such as `ECONNREFUSED` or `550`: no sentence of a server, which may name people. */
    because: reference(),
    /** It may have arrived all the same. */
    unsure: Type.Optional(Type.Literal(true)),
    nextAt: Type.Optional(instantField()),
  }),
  NoticeStopped: record({ notice: reference(), because: oneOf(STOPPED) }),
  /** Somebody has it sent after all, or once more. */
  NoticeReleased: record({ notice: reference(), reason: Type.String({ minLength: 1, maxLength: 500 }) }),
} as const;

type Schemas = typeof noticeEventSchemas;
export type NoticeEvent = EventOf<Schemas>;
export type NoticeEventDraft = DraftOf<Schemas>;
export type NoticeOwed = Extract<NoticeEvent, { readonly type: 'NoticeOwed' }>['data'];
export type Hearing = NoticeOwed['to'];
export type Stopped = (typeof STOPPED)[number];

export const draft = draftsOf<Schemas>();
