import { describe, expect, it } from 'vitest';
import {
  commandId,
  eventId,
  instant,
  instantOf,
  isRefusal,
  millisOf,
  stampMetadata,
  type Instant,
} from '#event-sourcing';
import { anyStamp } from '#event-sourcing/testing';
import { noCase } from '#cases';
import { nobodyYet } from '#organisation';
import type { NoticeContext } from './command.ts';
import type { NoticeCommand } from './commands.ts';
import type { NoticeEventDraft, NoticeOwed } from './events.ts';
import { noticeDecider } from './notice.decider.ts';
import { noNotices, type Notices } from './state.ts';

const AT = instant('2026-11-25T02:00:00Z');
const ID = commandId('notice', 'n');
const owed: NoticeOwed = {
  ...{ notice: ID, fact: eventId(ID, 0), of: 'closed', factAt: AT, rule: 'r', language: 'en' },
  ...{ to: { staff: 'pan' }, subject: 's', text: 't' },
};
const context = (now: Instant, more: Partial<NoticeContext> = {}): NoticeContext => ({
  ...{ now, caseId: 'C', about: noCase, procedure: undefined, organisation: nobodyYet, since: AT },
  ...more,
});

const recorded = (state: Notices, drafts: readonly NoticeEventDraft[], at: Instant): Notices =>
  drafts.reduce(
    (before, draft) => noticeDecider.evolve(before, stampMetadata(draft, { ...anyStamp, recordedAt: at })),
    state,
  );
const begun = recorded(
  recorded(noNotices, [{ type: 'NoticeOwed', data: owed }], AT),
  [{ type: 'SendingBegun', data: { notice: ID, attempt: 1, channel: 'smtp' } }],
  AT,
);
const decide = (state: Notices, command: NoticeCommand, now = AT) => {
  const decision = noticeDecider.decide(command, state, context(now));
  return isRefusal(decision) ? decision.code : decision;
};
const failing = (state: Notices, attempt: number, now: Instant, more: object = {}) =>
  decide(
    state,
    { type: 'RecordSending', data: { notice: ID, attempt, failed: 'ECONNREFUSED', ...more } },
    now,
  );
const later = (millis: number): Instant => instantOf(millisOf(AT) + millis);

describe('what becomes of a notice', () => {
  it('a failure is tried again after longer and longer pauses, for days, and then waits for somebody', () => {
    let state = begun;
    let now = AT;
    const pauses: number[] = [];
    for (let attempt = 1; ; attempt += 1) {
      const decided = failing(state, attempt, now);
      if (typeof decided === 'string') throw new Error(decided);
      const [event] = decided;
      state = recorded(state, decided, now);
      if (event?.type !== 'SendingFailed' || event.data.nextAt === undefined) break;
      pauses.push(millisOf(event.data.nextAt as Instant) - millisOf(now));
      now = event.data.nextAt as Instant;
      const again = { notice: ID, attempt: attempt + 1, channel: 'smtp' };
      state = recorded(state, [{ type: 'SendingBegun', data: again }], now);
    }
    expect(pauses).toEqual(pauses.toSorted((left, right) => left - right));
    expect(millisOf(now) - millisOf(AT)).toBeGreaterThan(4 * 86_400_000);
    expect(state.notices.get(ID)).toMatchObject({ status: 'stopped', because: 'givenUp' });
  });

  it('nobody else sends what is being sent, until it must have been broken off', () => {
    const begin: NoticeCommand = {
      type: 'BeginSending',
      data: { notice: ID, attempt: 2, channel: 'smtp', reachable: true },
    };
    expect(decide(begun, begin, later(119_000))).toEqual([]);
    expect(decide(begun, begin, later(120_000))).not.toEqual([]);
  });

  it('the end of an attempt that was taken for broken off counts when it was sent, and is passed over when it failed', () => {
    const second = recorded(
      begun,
      [{ type: 'SendingBegun', data: { notice: ID, attempt: 2, channel: 'smtp' } }],
      later(120_000),
    );
    expect(failing(second, 1, later(121_000))).toEqual([]);
    expect(decide(second, { type: 'RecordSending', data: { notice: ID, attempt: 1 } })).toMatchObject([
      { type: 'NoticeSent' },
    ]);
    expect(second.notices.get(ID)?.unsure).toBe(true);
  });

  it('what is sent is not sent again, unless somebody says so', () => {
    const sent = recorded(begun, [{ type: 'NoticeSent', data: { notice: ID, attempt: 1 } }], AT);
    const begin: NoticeCommand = {
      type: 'BeginSending',
      data: { notice: ID, attempt: 2, channel: 'smtp', reachable: true },
    };
    expect(decide(sent, begin, later(86_400_000))).toEqual([]);
    const again: NoticeCommand = { type: 'SendNotice', data: { notice: ID, reason: 'It was lost.' } };
    expect(decide(sent, again)).toMatchObject([{ type: 'NoticeReleased' }]);
    expect(decide(begun, again)).toBe('notice-under-way');
  });

  it('PRI-1 whoever may not read the case any more is not told', () => {
    const waiting = recorded(noNotices, [{ type: 'NoticeOwed', data: owed }], AT);
    const begin: NoticeCommand = {
      type: 'BeginSending',
      data: { notice: ID, attempt: 1, channel: 'smtp', reachable: true },
    };
    // There is no case, and nobody works here.
    expect(decide(waiting, begin)).toEqual([
      { type: 'NoticeStopped', data: { notice: ID, because: 'notAllowed' } },
    ]);
  });

  it('what is from before people were told, or more than a week old, is held back', () => {
    const waiting = recorded(noNotices, [{ type: 'NoticeOwed', data: owed }], AT);
    const begin: NoticeCommand = {
      type: 'BeginSending',
      data: { notice: ID, attempt: 1, channel: 'smtp', reachable: true },
    };
    const held = [{ type: 'NoticeStopped', data: { notice: ID, because: 'heldBack' } }];
    expect(noticeDecider.decide(begin, waiting, context(AT, { since: later(1) }))).toEqual(held);
    expect(decide(waiting, begin, later(8 * 86_400_000))).toEqual(held);
    const released = recorded(
      waiting,
      [{ type: 'NoticeReleased', data: { notice: ID, reason: 'Still news.' } }],
      AT,
    );
    expect(decide(released, begin, later(8 * 86_400_000))).not.toEqual(held);
  });
});
