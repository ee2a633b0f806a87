import {
  foundBy,
  instantOf,
  millisOf,
  type CollectionSpec,
  type Instant,
  type Projection,
  type RecordedEvent,
} from '#event-sourcing';
import { noticesOf } from '../notice/codec.ts';
import type { NoticeEvent, NoticeOwed } from '../notice/events.ts';
import { BROKEN_OFF_MILLIS } from '../notice/rules.ts';
import { changed, type Notice } from '../notice/state.ts';
import { noticeShown } from './notice.answer.ts';

/** One notice in the lists, and for whoever sends them. */
export interface NoticeDocument extends Pick<
  NoticeOwed,
  'notice' | 'of' | 'fact' | 'factAt' | 'rule' | 'language' | 'subject' | 'text'
> {
  readonly caseId: string;
  readonly staff?: string;
  readonly inPlaceOf?: string;
  readonly status: Notice['status'];
  readonly because?: Notice['because'];
  readonly attempts: number;
  readonly failure?: string;
  readonly couldBeTwice?: true;
  readonly owedAt: Instant;
  readonly sentAt?: Instant;
  readonly channel?: string;
  /** When it has to be looked at next; absent: not any more. */
  readonly wakeAt?: string;
  /** As the stream has it. */
  readonly held: Notice;
}

export const NOTICES: CollectionSpec = {
  name: 'notices',
  version: 1,
  ...foundBy(noticeShown, {
    indexes: [
      ['wakeAt'],
      ['owedAt'],
      ...['caseId', 'status', 'because', 'staff'].map((each) => [each, 'owedAt']),
    ],
    hidden: { wakeAt: 'text' },
  }),
};

/** A document for each notice. */
export const noticesProjection: Projection<NoticeDocument, RecordedEvent<NoticeEvent>> = {
  collection: NOTICES,
  keys: ({ stream, data }) => (noticesOf(stream) === undefined || !('notice' in data) ? [] : [data.notice]),
  evolve(document, event) {
    const held = changed(document?.held, event);
    if (held === undefined) return document;
    const caseId = document?.caseId ?? noticesOf(event.stream) ?? '';
    const owedAt = document?.owedAt ?? event.metadata.recordedAt;
    return documentOf(held, { ...document, ...lastOf(event), caseId, owedAt });
  },
};

type Beside = Pick<NoticeDocument, 'caseId' | 'owedAt' | 'failure' | 'couldBeTwice' | 'sentAt' | 'channel'>;

/** What the last event adds that a decision does not need. */
function lastOf(event: RecordedEvent<NoticeEvent>): Partial<Beside> {
  switch (event.type) {
    case 'SendingBegun': {
      const { channel, couldBeTwice } = event.data;
      return { channel, ...(couldBeTwice && { couldBeTwice }) };
    }
    case 'SendingFailed':
      return { failure: event.data.because };
    case 'NoticeSent':
      return { sentAt: event.metadata.recordedAt };
    default:
      return {};
  }
}

function documentOf(held: Notice, beside: Beside): NoticeDocument {
  const { notice, of, fact, factAt, rule, language, subject, text, to, status, because, attempts } = held;
  const { caseId, owedAt, failure, couldBeTwice, sentAt, channel } = beside;
  const wakeAt = wakeOf(held, owedAt);
  return {
    ...{ notice, of, fact, factAt, rule, language, subject, text, status, attempts, caseId, owedAt, held },
    ...('staff' in to && to),
    ...(because !== undefined && { because }),
    ...(failure !== undefined && status !== 'sent' && { failure }),
    ...(couldBeTwice && { couldBeTwice }),
    ...(sentAt !== undefined && { sentAt }),
    ...(channel !== undefined && { channel }),
    ...(wakeAt !== undefined && { wakeAt }),
  };
}

function wakeOf(
  { status, nextAt, notBefore, begunAt, released }: Notice,
  owedAt: Instant,
): string | undefined {
  switch (status) {
    case 'owed':
      return nextAt ?? (released ? owedAt : (notBefore ?? owedAt));
    case 'sending':
      return begunAt && instantOf(millisOf(begunAt) + BROKEN_OFF_MILLIS);
    case 'sent':
    case 'stopped':
      return undefined;
  }
}
