import { describe, expect, it } from 'vitest';
import { GENERAL_MANAGER } from '../../testing/story.ts';
import { later, storyAt } from '../../testing/stages.ts';

const early = { happenedAt: '2026-09-01T09:00:30+08:00' };

describe('the order of facts (LIF-5)', () => {
  it('LIF-5 nothing is dated before what it rests on', () => {
    storyAt('implemented')
      .letting(GENERAL_MANAGER, 'ResolveCase', { summary: 'Done' }, early)
      .refused('before-concluded', 'LIF-5');
    storyAt('resolved')
      .do('NotifyOutcome', { to: 'complainant', method: 'phone', summary: 'Runs', written: false }, early)
      .refused('before-resolved', 'LIF-5');
    storyAt('outcomeNotified')
      .by({ id: 'caller-2', roles: ['follow-up'] })
      .do('RecordFollowUp', { method: 'phone', reached: true, satisfaction: 5 }, early)
      .refused('before-notified', 'LIF-5');
  });

  it('LIF-5 what happened after that may be recorded later', () => {
    const told = storyAt('implemented');
    const { now } = told;
    later(told, 600)
      .letting(GENERAL_MANAGER, 'ResolveCase', { summary: 'Done' }, { happenedAt: now })
      .accepted();
    expect(told.record.stage).toBe('resolved');
  });
});
