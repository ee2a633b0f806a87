import { describe, expect, it } from 'vitest';
import { classifiedAs } from '../../testing/clocks.ts';
import { later, merged, UNFOUNDED } from '../../testing/stages.ts';
import { AFFAIRS_SUPERVISOR, GENERAL_MANAGER, type Story } from '../../testing/story.ts';

const unknown = { complainant: { kind: 'individual' } } as const;
const named = { reason: 'Called', complainant: { kind: 'individual', name: 'Li Na', phone: '139' } } as const;
const untellable = { reason: 'Moved away' } as const;

const resolved = (told: Story): Story =>
  told
    .letting(AFFAIRS_SUPERVISOR, 'ConcludeInvestigation', UNFOUNDED)
    .letting(AFFAIRS_SUPERVISOR, 'ResolveCase', { summary: 'It runs.' })
    .accepted();
const closedUnknown = (): Story =>
  resolved(classifiedAs('minor', unknown)).letting(AFFAIRS_SUPERVISOR, 'CloseCase', {}).accepted();
const closedUnreached = (): Story => {
  const told = resolved(classifiedAs('minor'));
  for (let attempt = 0; attempt < 3; attempt += 1)
    later(told, 60).do('RecordFailedContact', { about: 'outcome', method: 'phone' });
  told.do('RecordOutcomeUntellable', untellable);
  return told.letting(AFFAIRS_SUPERVISOR, 'CloseCase', {}).accepted();
};
const names = (told: Story): Story => told.letting(GENERAL_MANAGER, 'CorrectIntake', named);

describe('a complainant who becomes known when the case is over', () => {
  it.each([
    ['unknown, and the case was closed', closedUnknown],
    ['not reached, and the case was closed', closedUnreached],
    [
      'unknown, and the case was turned down',
      () =>
        classifiedAs('minor', unknown).letting(AFFAIRS_SUPERVISOR, 'DeclareInadmissible', {
          ground: 'in-court',
        }),
    ],
    ['unknown, and the case was merged', () => merged(classifiedAs('minor', unknown))],
  ])('OUT-1 INT-4 is not lost sight of: %s', (_, ended) => {
    names(ended()).refused('outcome-untold', 'OUT-1');
  });

  it('OUT-1 is told once the case is open again', () => {
    const told = closedUnknown();
    told.letting(GENERAL_MANAGER, 'ReopenCase', { cause: 'newFacts', reason: 'Called' }).accepted();
    names(told).accepted();
    resolved(told).letting(AFFAIRS_SUPERVISOR, 'CloseCase', {});
    expect(told.lastRefusal?.details).toMatchObject({
      missing: expect.arrayContaining(['outcomeNotified']) as unknown,
    });
  });

  it.each([
    ['withdrew, and knows', () => classifiedAs('minor', unknown), 'WithdrawCase', { reason: 'Works again' }],
    [
      'heard why it was turned down',
      () => classifiedAs('minor'),
      'DeclareInadmissible',
      { ground: 'in-court', method: 'phone' },
    ],
  ] as const)('LIF-3 is written in where they %s', (_, begun, end, how) => {
    names(begun().letting(AFFAIRS_SUPERVISOR, end, how).accepted()).accepted();
  });

  it('LIF-3 does not hinder that something else is corrected', () => {
    const told = closedUnknown();
    told.letting(GENERAL_MANAGER, 'CorrectIntake', { reason: 'Misheard', wanted: 'A refund' }).accepted();
    expect(told.record.wanted).toBe('A refund');
  });
});
