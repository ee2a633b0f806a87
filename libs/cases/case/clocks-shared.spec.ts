import { describe, expect, it } from 'vitest';
import { classifiedAs, clockOf } from '../testing/clocks.ts';
import { GENERAL_MANAGER, type Story } from '../testing/story.ts';
import { left, MERGED as A, takeOver } from '../testing/mergings.ts';
import { UNFOUNDED } from '../testing/stages.ts';

const phone = { method: 'phone', summary: 'It runs.' } as const;

/** An important case that has taken over one of somebody else, or of the same complainant. */
function takenOver(same: boolean, severity: 'minor' | 'important' = 'important'): Story {
  const carries = left(classifiedAs(severity)).map((each) => ({
    ...each,
    complainant: { ...each.complainant, same },
  }));
  return takeOver(classifiedAs(severity), carries);
}

const resolved = (told: Story): Story =>
  told
    .letting(GENERAL_MANAGER, 'ConcludeInvestigation', UNFOUNDED)
    .letting(GENERAL_MANAGER, 'ResolveCase', { summary: 'It runs.' })
    .accepted();
const tells = (told: Story, about: 'merging' | 'outcome', reached = true): Story =>
  told.do('TellMergedComplainant', { ...{ ...phone, of: A, about, reached } }).accepted();
/** What the merged case has reached, by what was done there and here. */
const reachedThere = ({ record }: Story): readonly string[] =>
  record.clocks.threads.flatMap(({ facts }) => facts.map(({ milestone }) => milestone));
const statusOf = (told: Story, clock: string): string => clockOf(told, `${clock}@${A}`).status;

describe('what is done here, for a case that was merged into it (LIF-2)', () => {
  it.each([
    ['somebody else, who hears for themselves', false],
    ['the same, who has heard', true],
  ])('OUT-1 the outcome is told once to whoever complained: %s', (_, same) => {
    const told = resolved(takenOver(same));
    told.do('NotifyOutcome', { ...phone, to: 'complainant', written: false }).accepted();
    expect(reachedThere(told).includes('outcomeNotified')).toBe(same);
    expect(reachedThere(told).includes('clearlyAnswered')).toBe(same);
  });

  it('OUT-1 INT-9 telling a regulator tells no complainant', () => {
    const told = resolved(
      takenOver(false).do('HandOverComplaint', {
        ...{ from: 'desk', to: 'hotline', reason: 'A letter', regulator: { name: 'Association' } },
      }),
    );
    told.do('NotifyOutcome', { ...phone, to: 'regulator', written: false }).accepted();
    expect(reachedThere(told)).not.toContain('outcomeNotified');
    expect(reachedThere(told)).not.toContain('answered');
  });

  it('OUT-1 whoever hears of the merging has been acknowledged and answered; whoever was not reached has not', () => {
    const told = tells(takenOver(false), 'merging', false);
    expect(statusOf(told, 'acknowledge')).toBe('running');
    expect(statusOf(tells(told, 'merging'), 'acknowledge')).toBe('met');
  });

  it('OUT-1 whoever hears the outcome has what was promised', () => {
    const carried = left(
      classifiedAs('minor').do('PromiseReply', { dueAt: '2026-09-01T08:00:00.000Z', about: 'When' }),
    );
    const told = takeOver(classifiedAs('minor'), carried);
    resolved(told);
    expect(clockOf(told, `promise:P1@${A}`).status).toBe('running');
    tells(tells(told, 'merging'), 'outcome');
    expect(clockOf(told, `promise:P1@${A}`).status).toBe('met');
  });

  it('DIS-3 a manager who hears of this case has heard of that one, at that level', () => {
    const told = takenOver(false);
    expect(statusOf(told, 'notify-manager')).toBe('running');
    const manager = { level: 'general-manager', manager: 'general-manager-1', method: 'phone' } as const;
    told.do('NotifyManager', manager).accepted();
    expect(told.last('DeadlineMet').map(({ clock }) => clock)).toContain(`notify-manager@${A}`);
    const heard = told.record.clocks.threads[0]?.facts.find(
      ({ milestone }) => milestone === 'managerNotified',
    );
    expect(heard).toMatchObject({ level: 'general-manager', shared: true });
  });
});
