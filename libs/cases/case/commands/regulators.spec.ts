import { describe, expect, it } from 'vitest';
import { clockOf, runningClocks } from '../../testing/clocks.ts';
import { CALLER, storyAt } from '../../testing/stages.ts';
import { GENERAL_MANAGER, RECEIVER, story, type Story } from '../../testing/story.ts';

const told = { to: 'regulator', method: 'letter', summary: 'See the letter', written: true } as const;
const ASSOCIATION = 'Consumer Association';
const handedOver = (on: Story, name: string): Story =>
  on.do('HandOverComplaint', { from: name, to: 'desk', reason: 'Transfer', regulator: { name } });
const missing = (on: Story): unknown => on.lastRefusal?.details?.['missing'];

describe('regulators who passed a case on', () => {
  it('INT-9 hear of a withdrawal, too; until then nothing is archived', () => {
    const on = story().opened({ channel: 'regulator' });
    on.letting(GENERAL_MANAGER, 'WithdrawCase', { reason: 'Settled among themselves' });
    on.by(RECEIVER).do('ArchiveCase', {}).refused('outcome-untold', 'INT-9');
    expect(missing(on)).toEqual(['regulatorAnswered']);
    on.do('NotifyOutcome', { ...told, to: 'complainant' }).refused('withdrawn', 'OUT-1');
    on.do('NotifyOutcome', told).accepted();
    expect(clockOf(on, 'regulator-answer:R1').status).toBe('met');
    on.do('ArchiveCase', {}).accepted();
  });

  it('INT-9 keep a case that was turned down from being closed or archived', () => {
    const on = story().opened({ channel: 'regulator' });
    on.letting(GENERAL_MANAGER, 'DeclareInadmissible', { ground: 'in-court', method: 'letter' });
    on.letting(GENERAL_MANAGER, 'CloseCase', {}).refused('closing-conditions-missing', 'OUT-5');
    expect(missing(on)).toEqual(['regulatorAnswered']);
    on.by(RECEIVER).do('ArchiveCase', {}).refused('outcome-untold', 'INT-9');
    expect(runningClocks(on)).toContain('regulator-answer:R1');
    on.do('NotifyOutcome', told).letting(GENERAL_MANAGER, 'CloseCase', {}).accepted();
  });

  it('INT-9 each wait for their own answer', () => {
    const on = handedOver(story().opened({ channel: 'regulator' }), ASSOCIATION);
    on.letting(GENERAL_MANAGER, 'WithdrawCase', { reason: 'Settled among themselves' });
    on.do('NotifyOutcome', told).refused('regulator-needed', 'INT-9');
    on.do('NotifyOutcome', { ...told, regulator: 'Price Bureau' }).refused('no-regulator', 'INT-9');
    on.do('NotifyOutcome', { ...told, regulator: 'consumer association' });
    expect(clockOf(on, 'regulator-answer:R2').status).toBe('met');
    expect(clockOf(on, 'regulator-answer:R1').status).toBe('running');
    on.do('ArchiveCase', {}).refused('outcome-untold', 'INT-9');
    on.do('NotifyOutcome', told);
    expect(on.last('OutcomeNotified')).toMatchObject([{ regulator: 'regulator' }]);
    on.do('ArchiveCase', {}).accepted();
  });

  it('INT-9 one that comes after another was told is not forgotten by the closing follow-up', () => {
    const on = handedOver(storyAt('outcomeNotified'), ASSOCIATION).do('NotifyOutcome', told);
    handedOver(on, 'Price Bureau').do('HandBackForm', { dispatch: 'D1', summary: 'Done' });
    on.by(CALLER).do('RecordFollowUp', { method: 'phone', reached: true, satisfaction: 5 });
    expect(on.record.stage).toBe('followedUp');
    expect(on.record.regulators).toEqual([
      { name: ASSOCIATION, told: true },
      { name: 'Price Bureau', told: false },
    ]);
    expect(clockOf(on, 'regulator-answer:R2').status).toBe('running');
    on.letting(GENERAL_MANAGER, 'CloseCase', {}).refused('closing-conditions-missing', 'OUT-5');
    expect(missing(on)).toEqual(['regulatorAnswered']);
  });

  it('INT-9 who pass it on again wait since the first time, or anew once they were told', () => {
    const on = handedOver(handedOver(storyAt('outcomeNotified'), ASSOCIATION), ASSOCIATION.toUpperCase());
    expect(runningClocks(on).filter((clock) => clock.startsWith('regulator'))).toEqual([
      'regulator-answer:R1',
    ]);
    handedOver(on.do('NotifyOutcome', told), ASSOCIATION);
    expect(runningClocks(on)).toContain('regulator-answer:R2');
    expect(on.record.regulators).toEqual([{ name: ASSOCIATION, told: false }]);
  });

  it('INT-9 wait on after a withdrawal, and anew after a reopening', () => {
    const on = handedOver(storyAt('received'), ASSOCIATION);
    on.letting(GENERAL_MANAGER, 'WithdrawCase', { reason: 'Settled among themselves' });
    expect(runningClocks(on)).toContain('regulator-answer:R1');
    on.letting(GENERAL_MANAGER, 'ReopenCase', { cause: 'newFacts', reason: 'Again' });
    expect(on.record.regulators).toEqual([{ name: ASSOCIATION, told: false }]);
  });
});
