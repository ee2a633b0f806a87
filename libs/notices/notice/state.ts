import type { Instant } from '#event-sourcing';
import type { NoticeEvent, NoticeOwed, Stopped } from './events.ts';

export interface Notice extends NoticeOwed {
  readonly status: 'owed' | 'sending' | 'sent' | 'stopped';
  readonly because?: Stopped;
  /** So often it was begun to send it. */
  readonly attempts: number;
  /** When the last attempt was begun. */
  readonly begunAt?: Instant;
  /** Of an attempt nobody knows whether it arrived. */
  readonly unsure: boolean;
  /** When it is tried next, where that was recorded. */
  readonly nextAt?: string;
  /** Somebody has said that it is to be sent, whatever held it back. */
  readonly released: boolean;
  /** Attempts since it was owed, or released. */
  readonly tried: number;
}

/** What people had to be told of one case, by the ids of the notices. */
export interface Notices {
  readonly facts: ReadonlySet<string>;
  readonly notices: ReadonlyMap<string, Notice>;
}

export const noNotices: Notices = { facts: new Set(), notices: new Map() };

export function evolve(state: Notices, event: NoticeEvent): Notices {
  const { data } = event;
  if (!('notice' in data)) return state;
  const after = changed(state.notices.get(data.notice), event);
  if (after === undefined) return state;
  const facts = event.type === 'NoticeOwed' ? new Set([...state.facts, event.data.fact]) : state.facts;
  return { facts, notices: new Map(state.notices).set(data.notice, after) };
}

/** One notice after one event; what nobody knows of stays unknown. */
export function changed(before: Notice | undefined, event: NoticeEvent): Notice | undefined {
  if (event.type === 'NoticeOwed')
    return { ...event.data, status: 'owed', attempts: 0, tried: 0, unsure: false, released: false };
  if (before === undefined) return undefined;
  const { nextAt: _, because: _because, ...notice } = before;
  switch (event.type) {
    case 'SendingBegun': {
      const unsure = before.unsure || before.status === 'sending';
      const begun = { attempts: event.data.attempt, tried: before.tried + 1 };
      return { ...notice, ...begun, unsure, status: 'sending', begunAt: event.metadata.recordedAt };
    }
    case 'NoticeSent':
      return { ...notice, status: 'sent' };
    case 'SendingFailed': {
      const unsure = before.unsure || event.data.unsure === true;
      const { nextAt } = event.data;
      return nextAt === undefined
        ? { ...notice, unsure, status: 'stopped', because: 'givenUp' }
        : { ...notice, unsure, status: 'owed', nextAt };
    }
    case 'NoticeStopped':
      return { ...notice, status: 'stopped', because: event.data.because };
    case 'NoticeReleased':
      return {
        ...notice,
        status: 'owed',
        released: true,
        tried: 0,
        unsure: before.unsure || before.status === 'sent',
      };
    default:
      return before;
  }
}
