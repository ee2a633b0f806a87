import { describe, expect, it } from 'vitest';
import { commandId, createCodec, eventId, isRefusal, refuse, stampMetadata } from '#event-sourcing';
import { anyStamp } from '#event-sourcing/testing';
import { privacyEventContracts } from './codec.ts';
import type { PrivacyContext } from './command.ts';
import type { PrivacyCommand } from './commands.ts';
import type { PrivacyEvent } from './events.ts';
import { privacyDecider } from './privacy.decider.ts';
import { nothingAsked, type PrivacyState } from './state.ts';

const codec = createCodec<PrivacyEvent>(privacyEventContracts);
const now = '2026-11-28T00:00:00.000Z';
const subject = {
  endedAt: '2023-11-27T00:00:00.000Z',
  retentionYears: 3,
  inClear: 0,
  erased: false,
  forgotten: false,
  isAbout: () => false,
};
const usual: PrivacyContext = { now, subject };
const hold = (until?: string): PrivacyCommand => ({
  type: 'PlaceLegalHold',
  data: { reason: 'The court has asked for it', ...(until !== undefined && { until }) },
});
const lift: PrivacyCommand = { type: 'LiftLegalHold', data: { hold: 'H1', reason: 'It is over' } };
const erase: PrivacyCommand = { type: 'EraseComplainant', data: { ground: 'request' } };
const carryOut: PrivacyCommand = { type: 'CarryOutErasure', data: {} };
const remove: PrivacyCommand = { type: 'RemoveTraces', data: {} };

/** The events of the last command, or the code of its refusal. */
function told(
  commands: readonly PrivacyCommand[],
  more: Partial<PrivacyContext> = {},
): readonly string[] | string {
  let state: PrivacyState = nothingAsked;
  let last: readonly string[] | string = [];
  for (const [index, command] of commands.entries()) {
    const decision = privacyDecider.decide(command, state, { ...usual, ...more });
    last = isRefusal(decision) ? decision.code : decision.map(({ type }) => type);
    for (const draft of isRefusal(decision) ? [] : decision) {
      const event = stampMetadata(draft, { ...anyStamp, schemaVersion: 1 });
      codec.encode(event, eventId(commandId('privacy', index), 0));
      state = privacyDecider.evolve(state, event);
    }
  }
  return last;
}

const about = (more: Partial<typeof subject>) => ({ subject: { ...subject, ...more } });

describe('whoever complained', () => {
  it('PRI-2 PRI-3 is erased once the case is over, its time is over, and nothing stands against it', () => {
    expect(told([erase])).toEqual(['ErasureDecided']);
    // Asked again it goes on where it was.
    expect(told([erase, erase])).toEqual(['ErasureDecided']);
    expect(told([erase], about({ erased: true }))).toEqual([]);
  });

  it('PRI-3 is kept as long as the procedure says, to the day', () => {
    expect(told([erase], about({ endedAt: '2023-11-28T00:00:00.001Z' }))).toBe('retention-not-over');
    expect(told([erase], about({ endedAt: '2023-11-28T00:00:00.000Z' }))).toEqual(['ErasureDecided']);
    const rulesUnknown = refuse('D13', 'rules-changed', 'They say something else now.');
    expect(told([erase], { subject: { ...subject, rulesUnknown } })).toBe('rules-changed');
    const { retentionYears: _, ...without } = { ...subject, endedAt: now };
    expect(told([erase], { subject: without })).toEqual(['ErasureDecided']);
  });

  it('PRI-2 is not erased while the case is open, nor where texts stand in clear', () => {
    const { endedAt: _, ...open } = subject;
    expect(told([erase], { subject: open })).toBe('case-not-over');
    expect(told([erase], about({ inClear: 1 }))).toBe('recorded-in-clear');
  });

  it('PRI-2 is not erased under a legal hold, until it ends or is lifted', () => {
    expect(told([hold(), erase])).toBe('legal-hold');
    expect(told([hold('2026-11-28T00:00:01.000Z'), erase])).toBe('legal-hold');
    expect(told([hold('2026-11-27T00:00:00.000Z')])).toBe('hold-already-over');
    expect(told([hold(), lift, erase])).toEqual(['ErasureDecided']);
    expect(told([hold(), hold(), lift, erase])).toBe('legal-hold');
    expect(told([lift])).toBe('no-such-hold');
    expect(told([erase, hold()])).toBe('erasure-decided');
  });

  it('PRI-2 is erased once more where a backup has brought back a case without its key, be it open, and under no hold', () => {
    const { endedAt: _, ...open } = { ...subject, forgotten: true, inClear: 1 };
    expect(told([erase], { subject: open })).toEqual(['ErasureDecided']);
    expect(told([hold(), erase], { subject: open })).toBe('legal-hold');
    expect(told([hold(), lift, erase], { subject: open })).toEqual(['ErasureDecided']);
  });

  it('PRI-2 is told when what was decided cannot be carried out any more', () => {
    const { endedAt: _, ...open } = subject;
    let state = nothingAsked;
    state = { ...state, erasure: 'decided' };
    const answer = (about: PrivacyContext['subject']) => {
      const decision = privacyDecider.decide(erase, state, { now, subject: about });
      return isRefusal(decision) ? decision.code : decision.map(({ type }) => type);
    };
    expect(answer(open)).toBe('case-not-over');
    expect(answer(subject)).toEqual(['ErasureDecided']);
    expect(answer({ ...open, erased: true })).toEqual(['ErasureDecided']);
    state = { ...state, holds: [{ hold: 'H1' }] };
    expect(answer(subject)).toBe('legal-hold');
  });

  it('PRI-2 is erased in steps, each of which is taken once and in its turn', () => {
    expect(told([carryOut], { erased: 1 })).toEqual([]);
    expect(told([erase, carryOut], { erased: 2 })).toEqual(['ErasureCarriedOut']);
    expect(told([erase, carryOut, carryOut], { erased: 2 })).toEqual([]);
    expect(told([erase, remove], { removed: true })).toEqual([]);
    expect(told([erase, carryOut, remove], { erased: 2, removed: false })).toBe('not-yet');
    expect(told([erase, carryOut, remove], { erased: 2, removed: true })).toEqual(['TracesRemoved']);
    expect(told([erase, carryOut, remove, remove], { erased: 2, removed: true })).toEqual([]);
  });

  it('PRI-2 is not said to have left no trace while a read model stands still, and is tried again when asked for', () => {
    const parked = refuse('PRI-2', 'traces-parked', 'Parked.');
    expect(told([erase, carryOut, remove], { erased: 2, removed: parked })).toBe('traces-parked');
    expect(told([erase, carryOut, erase], { erased: 2 })).toEqual(['ErasureCarriedOut']);
    expect(told([erase, carryOut, remove, erase], { erased: 2, removed: true })).toEqual([]);
  });

  it('PRI-2 is decided on anew where the case had gone on meanwhile', () => {
    const erased = refuse('PRI-2', 'case-not-over', 'It went on.');
    expect(told([erase, carryOut], { erased })).toEqual(['ErasureDropped']);
    expect(told([erase, carryOut, erase], { erased })).toEqual(['ErasureDecided']);
  });
});
