import { describe, expect, it } from 'vitest';
import { clockOf, runningClocks } from '../../testing/clocks.ts';
import { AFFAIRS_SUPERVISOR, OFFICE_DIRECTOR, story } from '../../testing/story.ts';
import { refund } from '../../testing/supermarket.ts';
import type { CaseCommands } from '../commands.ts';

const conclusion = {
  outcome: 'substantiated',
  responsibility: 'organisation',
  rootCause: 'facility',
  explanation: 'The bulb was broken.',
} as const;
const settlement: CaseCommands['SettleAtOnce'] = {
  ...{ category: 'lift', severity: 'minor', criterion: 'small-inconvenience' },
  ...{ solution: 'A new bulb', summary: 'The bulb was changed.', method: 'inPerson' },
};
const opened = () => story().opened().at('2026-09-01T09:10:00+08:00').by(AFFAIRS_SUPERVISOR);

describe('a small matter settled at once (LIF-1)', () => {
  it('LIF-1 goes from received to resolved in one command, with every fact recorded', () => {
    const told = opened().do('SettleAtOnce', {
      ...settlement,
      ...{ conclusion, remedy: refund('20.00'), reference: 'Till 2' },
    });
    expect(told.lastTypes.filter((type) => !type.startsWith('Deadline'))).toEqual([
      'CaseClassified',
      'InvestigationConcluded',
      'SolutionsPrepared',
      'SolutionOffered',
      'SolutionAccepted',
      'CompensationGranted',
      'SolutionImplemented',
      'CompensationDelivered',
      'CaseResolved',
    ]);
    expect(told.last('CaseClassified')[0]?.category).toBe('facilities/lift');
    expect(told.last('CaseResolved')).toEqual([{ summary: settlement.summary, settledAtOnce: true }]);
    expect(told.record).toMatchObject({
      stage: 'resolved',
      remedies: [{ option: 'S1', grant: 'G1', status: 'delivered' }],
    });
  });

  it('CLK-1 leaves only the clocks of what is still to do', () => {
    const told = opened().do('SettleAtOnce', settlement);
    expect(runningClocks(told)).toEqual(['notify-outcome']);
    for (const clock of ['acknowledge', 'dispatch', 'resolve-minor', 'one-month'])
      expect(clockOf(told, clock)).toMatchObject({ status: 'met', breached: false });
  });

  it('LIF-1 hands nothing over without a receipt', () => {
    const told = opened().do('SettleAtOnce', { ...settlement, remedy: refund('20.00') });
    expect(told.record.remedies).toMatchObject([{ status: 'granted' }]);
  });

  it('LIF-1 guesses no conclusion', () => {
    expect(opened().do('SettleAtOnce', settlement).record.conclusion).toBeUndefined();
    opened()
      .do('SettleAtOnce', { ...settlement, conclusion: { ...conclusion, rootCause: 'weather' } })
      .refused('unknown-root-cause', 'INV-3');
  });

  it('LIF-1 is for the severities that the procedure names', () => {
    opened()
      .by(OFFICE_DIRECTOR)
      .do('SettleAtOnce', { ...settlement, severity: 'important', criterion: 'service-fault' })
      .refused('not-a-small-matter', 'LIF-1');
  });

  it('CLS-7 is not for a matter that its flags make serious', () => {
    story()
      .opened({ flags: ['media'] })
      .by(AFFAIRS_SUPERVISOR)
      .do('SettleAtOnce', settlement)
      .refused('not-a-small-matter', 'LIF-1');
  });

  it('CLS-1 CLS-3 is classified like any other', () => {
    const told = opened();
    told.do('SettleAtOnce', { ...settlement, category: 'magic' }).refused('unknown-category', 'CLS-1');
    told
      .do('SettleAtOnce', { ...settlement, criterion: 'serious-loss' })
      .refused('criterion-needed', 'CLS-3');
  });

  it('SOL-4 has no time for a request: above the authority it is refused, and nothing is recorded', () => {
    const told = opened().do('SettleAtOnce', { ...settlement, remedy: refund('500.01') });
    told.refused('not-authorised', 'SOL-4');
    expect(told.record.stage).toBe('received');
    told
      .do('SettleAtOnce', { ...settlement, remedy: { kind: 'refund' } })
      .refused('remedy-incomplete', 'SOL-3');
    const foreign = { kind: 'refund', amount: { minor: 1, currency: 'EUR' } } as const;
    told.do('SettleAtOnce', { ...settlement, remedy: foreign }).refused('not-authorised', 'SOL-4');
  });

  it('INV-4 is not for the one complained about', () => {
    story()
      .opened({ respondents: [{ kind: 'person', staffId: AFFAIRS_SUPERVISOR.id }] })
      .by(AFFAIRS_SUPERVISOR)
      .do('SettleAtOnce', settlement)
      .refused('conflict-of-interest', 'INV-4');
  });
});
