import { describe, expect, it } from 'vitest';
import { nobodyYet } from '#organisation';
import type { Procedure } from '#procedures';
import { classifiedAs, clocksOf, runningClocks } from '../testing/clocks.ts';
import { residentialProperty, type Story } from '../testing/story.ts';
import { days, movedTo, versionTwo, withClock } from '../testing/versions.ts';
import { previewMove } from './preview-move.ts';

const started = () => classifiedAs('important').at('2026-09-02T10:00:00+08:00');
const previewed = (told: Story, target: Procedure) =>
  previewMove(told.record, {
    ...{ caseId: '7F3K-9M2Q-X4TB', procedure: told.procedure, target },
    ...{ organisation: nobodyYet, now: told.now },
  });

describe('the preview of a move to another version (D13)', () => {
  it('D13 tells the due times as they are and as they would be', () => {
    expect(previewed(started(), withClock('resolve', { allowance: days(5) }))).toEqual({
      ...{ caseId: '7F3K-9M2Q-X4TB', from: 1, to: 2, missing: [] },
      changes: [
        {
          ...{ what: 'dueTime', clock: 'resolve' },
          ...{ now: '2026-09-04T01:00:00.000Z', then: '2026-09-06T01:00:00.000Z' },
        },
      ],
    });
  });

  it('D13 tells which clocks would end and which would begin', () => {
    const [first] = residentialProperty.clocks;
    if (first === undefined) throw new Error('the procedure has no clocks');
    const inspect = { ...first, id: 'inspect', stops: ['resolved'], allowance: days(4) } as const;
    const clocks = [...residentialProperty.clocks.filter(({ id }) => id !== 'resolve'), inspect];
    const { changes } = previewed(started(), versionTwo({ clocks }));
    expect(changes.filter(({ what }) => what === 'dueTime')).toEqual([
      { what: 'dueTime', clock: 'resolve', now: '2026-09-04T01:00:00.000Z' },
      { what: 'dueTime', clock: 'inspect', then: '2026-09-05T01:00:00.000Z' },
    ]);
  });

  it('D13 tells who would answer, who would decide, which approvals and steps would be asked for', () => {
    const { authority, closing } = residentialProperty;
    const target = {
      ...withClock('resolve', { responsible: 'owner' }),
      authority: { ...authority, matters: [{ id: 'all', level: 'general-manager', when: {} }] },
      approvals: [{ level: 'office-director', when: {} }],
      closing: { requires: [...closing.requires, { step: 'writtenResponse' as const }] },
    };
    const dispatched = started().do('DispatchCase', {}).accepted();
    expect(previewed(dispatched.at('2026-09-02T10:01:00+08:00'), target).changes).toEqual([
      { what: 'answersFor', clock: 'resolve', now: 'department', then: 'owner' },
      { what: 'decides', now: 'office-director', then: 'general-manager' },
      { what: 'approve', then: 'office-director' },
      expect.objectContaining({ what: 'toClose', then: expect.stringContaining('writtenResponse') }),
    ]);
  });

  it('D13 says what that version does not know, instead of what would change', () => {
    expect(previewed(started(), versionTwo({ categories: [] }))).toMatchObject({
      missing: ['category "facilities/lift"'],
      changes: [],
    });
  });

  it.each([
    ['a longer time', withClock('resolve', { allowance: days(5) })],
    ['a time that is over', withClock('resolve', { allowance: days(1) })],
    ['another start', withClock('resolve', { starts: 'classified' })],
    ['one clock less', withClock('notify-manager')],
  ])('D13 comes to the due times of the move itself: %s', (_, target) => {
    const { changes } = previewed(started(), target);
    const after = movedTo(started(), target);
    const due = new Map(clocksOf(after).map(({ clock, dueAt }) => [clock, dueAt]));
    const before = new Map(clocksOf(started()).map(({ clock, dueAt }) => [clock, dueAt]));
    const running = [...new Set([...runningClocks(started()), ...runningClocks(after)])];
    const moved = running
      .map((clock) => ({
        ...{ what: 'dueTime', clock },
        ...(runningClocks(started()).includes(clock) && { now: before.get(clock) }),
        ...(runningClocks(after).includes(clock) && { then: due.get(clock) }),
      }))
      .filter(({ now, then }) => now !== then);
    expect(changes.filter(({ what }) => what === 'dueTime')).toEqual(moved);
  });
});
