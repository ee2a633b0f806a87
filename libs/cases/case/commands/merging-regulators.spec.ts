import { describe, expect, it } from 'vitest';
import { clockOf, runningClocks } from '../../testing/clocks.ts';
import { AFFAIRS_SUPERVISOR, GENERAL_MANAGER, story, type Story } from '../../testing/story.ts';
import { giveBack, left, MERGED as A, MINOR, takeOver } from '../../testing/mergings.ts';
import { UNFOUNDED } from '../../testing/stages.ts';

const ASSOCIATION = 'Consumer Association';
const LETTER = { to: 'regulator', method: 'letter', summary: 'See the letter', written: true } as const;

const fresh = (data = {}): Story => story().opened(data);
const byRegulator = (): Story => fresh({ channel: 'regulator' });
const named = (): Story =>
  fresh().do('HandOverComplaint', {
    ...{ from: ASSOCIATION, to: 'desk', reason: 'Transfer', regulator: { name: ASSOCIATION } },
  });
const resolved = (told: Story): Story =>
  told
    .do('ClassifyCase', MINOR)
    .letting(AFFAIRS_SUPERVISOR, 'ConcludeInvestigation', UNFOUNDED)
    .letting(AFFAIRS_SUPERVISOR, 'ResolveCase', { summary: 'It runs' })
    .accepted();
const waiting = (told: Story): readonly string[] =>
  told.record.regulators.flatMap(({ name, told: heard }) => (heard ? [] : [name]));

describe('regulators of two cases of one matter (INT-9, LIF-2)', () => {
  it('INT-9 two that nobody named are two, and each can be told', () => {
    const told = resolved(takeOver(byRegulator(), left(byRegulator())));
    told.do('NotifyOutcome', LETTER).refused('regulator-needed', 'INT-9');
    expect(told.lastRefusal?.details).toEqual({ regulators: ['regulator', `regulator@${A}`] });
    told.do('NotifyOutcome', { ...LETTER, regulator: 'regulator' }).accepted();
    expect(clockOf(told, 'regulator-answer:R1').status).toBe('met');
    expect(clockOf(told, `regulator-answer:R1@${A}`).status).toBe('running');
    told.do('NotifyOutcome', LETTER).accepted();
    expect(told.last('OutcomeNotified')).toMatchObject([{ regulator: `regulator@${A}` }]);
    expect(clockOf(told, `regulator-answer:R1@${A}`).status).toBe('met');
    expect(waiting(told)).toEqual([]);
  });

  it('INT-9 one that passed both on hears once', () => {
    const told = resolved(takeOver(named(), left(named())));
    told.do('NotifyOutcome', LETTER).accepted();
    expect(waiting(told)).toEqual([]);
    expect(runningClocks(told).filter((clock) => clock.startsWith('regulator'))).toEqual([]);
  });

  it('INT-9 two cases that were merged before, under one name for both, come to an end', () => {
    const [carried] = left(byRegulator());
    const told = resolved(
      takeOver(byRegulator(), carried ? [{ ...carried, regulators: ['regulator'] }] : []),
    );
    told.do('NotifyOutcome', LETTER).accepted();
    expect(waiting(told)).toEqual([]);
  });

  it('LIF-2 goes with the case that is given back, also after a reopening', () => {
    const told = resolved(takeOver(fresh(), left(named())));
    told.letting(GENERAL_MANAGER, 'ReopenCase', { cause: 'correction', reason: 'Too early' }).accepted();
    expect(waiting(told)).toEqual([ASSOCIATION]);
    expect(waiting(giveBack(told))).toEqual([]);
    told.letting(GENERAL_MANAGER, 'CloseCase', {}).refused('wrong-stage', 'LIF-1');
    resolved(told).letting(GENERAL_MANAGER, 'CloseCase', {}).refused('closing-conditions-missing', 'OUT-5');
    expect(told.lastRefusal?.details).toEqual({ missing: ['outcomeNotified', 'followUpDone'] });
  });
});
