import { describe, expect, it } from 'vitest';
import { classifiedAs, clockOf, schedulerRuns } from '../testing/clocks.ts';
import { GENERAL_MANAGER, RECEIVER, type Story } from '../testing/story.ts';

const assigned = { owner: 'engineer-1', reason: 'On duty' } as const;
const late = {
  happenedAt: '2026-09-01T09:30:00+08:00',
  lateBecause: 'The rota was typed in today.',
} as const;
const corrected = (told: Story): readonly unknown[] =>
  told.last('BreachCorrected').map(({ clock, responsible }) => [clock, responsible.person]);

describe('a miss for which somebody else turns out to have been answerable (LIF-5, CLK-6)', () => {
  const missed = (): Story =>
    schedulerRuns(classifiedAs('important'), '2026-09-01T10:30:00+08:00').by(RECEIVER);

  it('LIF-5 CLK-6 is laid on whoever had the case then, and on nobody for what is not missed', () => {
    const told = missed().letting(GENERAL_MANAGER, 'AssignOwner', assigned, late).accepted();
    expect(corrected(told)).toEqual([['notify-manager', 'engineer-1']]);
    expect(told.last('BreachCorrected')).toMatchObject([{ reason: late.lateBecause }]);
    expect(clockOf(told, 'resolve')).not.toHaveProperty('responsible');
  });

  it('LIF-5 CLK-6 stays where it is when only what came after changes', () => {
    const told = missed().letting(GENERAL_MANAGER, 'AssignOwner', assigned).accepted();
    expect(corrected(told)).toEqual([]);
  });

  it('LIF-5 says which level may, and that it wants a reason', () => {
    const { lateBecause: _, ...unexplained } = late;
    const told = missed();
    told.do('AssignOwner', assigned, late);
    expect(told.lastRefusal).toMatchObject({
      ...{ code: 'undoes-a-miss', remedy: expect.stringContaining('general-manager') as unknown },
      details: { clock: 'notify-manager', neededLevel: 'general-manager' },
    });
    told.letting(GENERAL_MANAGER, 'AssignOwner', assigned, unexplained);
    expect(told.lastRefusal).toMatchObject({
      ...{ code: 'late-reason-needed', remedy: expect.stringContaining('lateBecause') as unknown },
      details: { clock: 'notify-manager' },
    });
  });
});
