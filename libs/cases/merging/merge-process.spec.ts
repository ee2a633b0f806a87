import { describe, expect, it } from 'vitest';
import { refuse, type Cause } from '#event-sourcing';
import { eventOf } from '#event-sourcing/testing';
import type { CaseEvent, CaseEventData, CaseEventType } from '../case/events.ts';
import { NOTHING_CARRIED } from '../testing/carried.ts';
import { mergeProcess } from './merge-process.ts';

const A = '7F3K-9M2Q-X4TB';
const B = 'WER4-8GMR-ZGE1';
const C = '2B4D-6F8H-JKMN';
const [merge, reason] = ['M1', 'The same lift'];
const SUM = { case: A, committed: { minor: 100, currency: 'CNY' }, unvalued: false, change: 1 };

/** As it is recorded in a case, by a supervisor. */
function recordedIn<Type extends CaseEventType>(
  caseId: string,
  type: Type,
  data: CaseEventData<Type>,
): Cause<CaseEvent> {
  const event = eventOf({ type, data });
  const actor = { id: 'deng.rui', role: 'affairs-supervisor' };
  // A recorded event of this type; the union hides which.
  return {
    ...event,
    ...{ id: 'event-1', stream: `case-${caseId}`, metadata: { ...event.metadata, actor } },
  } as unknown as Cause<CaseEvent>;
}

const sent = (commands: readonly { readonly stream: string; readonly command: object }[]) =>
  commands.map(({ stream, command }) => [stream, command]);
const refusal = refuse('LIF-2', 'other-case-over', 'It is over.');

const carries = [NOTHING_CARRIED];
const started = recordedIn(A, 'MergeStarted', { merge, into: B, reason, carries });
const takenOver = recordedIn(B, 'CaseTakenOver', { from: A, merge, reason, carries });

describe('the steps between two cases that are merged (LIF-2)', () => {
  it('LIF-2 one case says it, the other takes it over as whoever merges, and the first ends', () => {
    expect(sent(mergeProcess.react(started))).toEqual([
      [
        `case-${B}`,
        {
          type: 'TakeOverCase',
          data: { from: A, merge, reason, carries, by: { id: 'deng.rui', role: 'affairs-supervisor' } },
        },
      ],
    ]);
    expect(sent(mergeProcess.react(takenOver))).toEqual([
      [`case-${A}`, { type: 'CompleteMerge', data: { into: B, merge, reason } }],
    ]);
  });

  it('LIF-2 what the other case refuses goes on where it was', () => {
    expect(sent(mergeProcess.refused(started, refusal))).toEqual([
      [`case-${A}`, { type: 'DeclineMerge', data: { into: B, merge, reason: 'It is over.' } }],
    ]);
  });

  it('LIF-2 what the first case refuses is given back, every case of it', () => {
    const both = recordedIn(B, 'CaseTakenOver', {
      ...{ from: A, merge, reason },
      carries: [NOTHING_CARRIED, { ...NOTHING_CARRIED, case: C }],
    });
    expect(sent(mergeProcess.refused(both, refusal))).toEqual([
      [
        `case-${B}`,
        { type: 'ReleaseTakeOver', data: { from: A, merge, cases: [A, C], reason: 'It is over.' } },
      ],
    ]);
    const reversed = recordedIn(A, 'MergeReversed', { merge, from: B, cases: [A], reason });
    expect(mergeProcess.refused(reversed, refusal)).toEqual([]);
  });

  it('LIF-2 a merging that is taken back is given back, as far as it went', () => {
    const reversed = recordedIn(A, 'MergeReversed', { merge, from: B, cases: [A], reason });
    expect(sent(mergeProcess.react(reversed))).toEqual([
      [`case-${B}`, { type: 'ReleaseTakeOver', data: { from: A, merge, cases: [A], reason } }],
    ]);
    const released = { from: A, merge, cases: [A], reason };
    expect(mergeProcess.react(recordedIn(B, 'TakeOverReleased', released))).toEqual([]);
    const onward = { into: C, merge: 'M2' };
    expect(sent(mergeProcess.react(recordedIn(B, 'TakeOverReleased', { ...released, onward })))).toEqual([
      [`case-${C}`, { type: 'ReleaseTakeOver', data: { from: B, merge: 'M2', cases: [A], reason } }],
    ]);
  });

  it('SOL-4 what is granted differently there counts here', () => {
    const changed = recordedIn(A, 'MergedSumChanged', { into: B, merge, ...SUM });
    expect(sent(mergeProcess.react(changed))).toEqual([
      [`case-${B}`, { type: 'AdjustTakenOver', data: { from: A, merge, ...SUM } }],
    ]);
  });

  it('D9 a step that is taken again is the same one, and another one than what is done in its place', () => {
    const ids = (commands: readonly { readonly commandId: string }[]) =>
      commands.map(({ commandId }) => commandId);
    expect(ids(mergeProcess.react(started))).toEqual(ids(mergeProcess.react(started)));
    expect(ids(mergeProcess.refused(started, refusal))).not.toEqual(ids(mergeProcess.react(started)));
  });

  it('is told of every event that it reacts to', () => {
    expect(mergeProcess.types).toEqual([
      'MergeStarted',
      'CaseTakenOver',
      'MergeReversed',
      'TakeOverReleased',
      'MergedSumChanged',
    ]);
  });
});
