import type { ClockRule, Procedure } from '#procedures';
import { GENERAL_MANAGER, residentialProperty, story, type Story } from './story.ts';

/** A second version of the residential procedure, in which this is different. */
export const versionTwo = (more: Partial<Procedure> = {}): Procedure => ({
  ...residentialProperty,
  ...{ version: 2, contentHash: 'second', ...more },
});

/** A second version in which one clock is different, or, without a change, is not there. */
export const withClock = (id: string, change?: Partial<ClockRule>): Procedure =>
  versionTwo({
    clocks: residentialProperty.clocks.flatMap((rule) =>
      rule.id !== id ? [rule] : change === undefined ? [] : [{ ...rule, ...change }],
    ),
  });

export const days = (count: number): ClockRule['allowance'] => ({ elapsedMinutes: count * 1440 });

/** The general manager moves the case; the story goes on under the other version. */
export function movedTo(told: Story, target: Procedure): Story {
  told
    .letting(GENERAL_MANAGER, 'MoveToVersion', { version: target.version, reason: 'New rules' }, { target })
    .accepted();
  return story(target).replaying(told);
}
