import { describe, expect, it } from 'vitest';
import { later, storyAt } from '../../testing/stages.ts';
import { OFFICE_DIRECTOR, RECEIVER, residentialProperty, story, ENGINEER } from '../../testing/story.ts';
import type { Story } from '../../testing/story.ts';

const important = { severity: 'important', criterion: 'service-fault' } as const;
const classified = (category: string) =>
  story()
    .opened()
    .do('ClassifyCase', { ...important, category });
const handedTo = (told: Story) => told.last('CaseDispatched').map(({ department }) => department);

describe('the form and its receipt', () => {
  it('DIS-1 is due at the department ten minutes after classification', () => {
    const told = story().opened().at('2026-09-01T09:20:00+08:00');
    told.do('ClassifyCase', { ...important, category: 'lift' });
    expect(told.last('DeadlineSet')).toContainEqual(
      expect.objectContaining({ clock: 'dispatch', dueAt: '2026-09-01T01:30:00.000Z' }),
    );
    told.at('2026-09-01T09:31:00+08:00').do('DispatchCase', {});
    expect(told.last('DeadlineBreached')).toMatchObject([{ clock: 'dispatch', foundBy: 'lateRecord' }]);
  });

  it('DIS-1 awaits a signed receipt of each department', () => {
    const told = classified('lift').do('DispatchCase', {});
    expect(told.last('DeadlineSet')).toMatchObject([{ clock: 'receipt:D1', department: 'engineering' }]);
    told.letting(ENGINEER, 'SignReceipt', { dispatch: 'D1', signedBy: 'engineer-2' });
    expect(told.last('DispatchReceiptSigned')).toEqual([{ dispatch: 'D1', signedBy: 'engineer-2' }]);
    expect(told.last('DeadlineMet')).toMatchObject([{ clock: 'receipt:D1', late: false }]);
    expect(told.letting(ENGINEER, 'SignReceipt', { dispatch: 'D1' }).lastTypes).toEqual([]);
  });

  it('DIS-1 takes whoever records the receipt for the one who signed, unless told otherwise', () => {
    const told = classified('lift')
      .do('DispatchCase', {})
      .letting(ENGINEER, 'SignReceipt', { dispatch: 'D1' });
    expect(told.last('DispatchReceiptSigned')).toEqual([{ dispatch: 'D1', signedBy: ENGINEER.id }]);
  });

  it('DIS-1 escalates an unsigned dispatch', () => {
    const told = classified('lift').do('DispatchCase', {}).at('2026-09-01T09:30:00+08:00');
    told.do('RecordDeadlineBreach', { clock: 'receipt:D1', dueAt: '2026-09-01T01:30:00.000Z' });
    expect(told.last('DeadlineBreached')).toMatchObject([
      { clock: 'receipt:D1', responsible: { role: 'department', department: 'engineering' } },
    ]);
    expect(told.last('EscalatedToManager')).toMatchObject([{ reason: 'breach', automatic: true }]);
  });

  it('DIS-1 sends the form to a department once at a time', () => {
    const told = classified('lift').do('DispatchCase', {});
    told.do('DispatchCase', { department: 'engineering' }).refused('already-dispatched', 'DIS-1');
    told.letting(ENGINEER, 'SignReceipt', { dispatch: 'D1' });
    told.do('DispatchCase', { department: 'engineering' }).refused('already-dispatched', 'DIS-1');
    told
      .do('HandBackForm', { dispatch: 'D1', summary: 'Done' })
      .do('DispatchCase', { department: 'engineering' });
    expect(told.last('CaseDispatched')).toMatchObject([{ dispatch: 'D2' }]);
  });

  it.each(['SignReceipt', 'ReturnDispatch', 'HandBackForm'] as const)('DIS-1 %s needs a dispatch', (type) => {
    const told = classified('lift').do('DispatchCase', {});
    told.do(type, { dispatch: 'D2', reason: 'x', summary: 'x' }).refused('unknown-dispatch', 'DIS-1');
    expect(told.lastRefusal?.details).toEqual({ dispatches: ['D1'] });
  });

  it.each(['SignReceipt', 'ReturnDispatch', 'HandBackForm'] as const)(
    'LIF-5 %s cannot have happened before the department had the form',
    (type) => {
      const told = later(classified('lift'), 5).do('DispatchCase', {});
      const data = { dispatch: 'D1', reason: 'x', summary: 'x' };
      if (type === 'HandBackForm') told.letting(ENGINEER, 'SignReceipt', { dispatch: 'D1' });
      const happenedAt = '2026-09-01T09:04:00+08:00';
      later(told, 5).by(ENGINEER).do(type, data, { happenedAt }).refused('before-dispatched', 'LIF-5');
    },
  );

  it('LIF-5 the form cannot be handed back before it was signed for', () => {
    const told = later(classified('lift').do('DispatchCase', {}), 10).letting(ENGINEER, 'SignReceipt', {
      dispatch: 'D1',
    });
    later(told, 10)
      .do('HandBackForm', { dispatch: 'D1', summary: 'x' }, { happenedAt: '2026-09-01T09:05:00+08:00' })
      .refused('before-dispatched', 'LIF-5');
  });

  it('DIS-6 records the form handed back, once, after the receipt', () => {
    const told = classified('lift').do('DispatchCase', {});
    const done = { dispatch: 'D1', summary: 'Sensor replaced' };
    told.do('HandBackForm', done).refused('receipt-not-signed', 'DIS-1');
    told.letting(ENGINEER, 'SignReceipt', { dispatch: 'D1' });
    expect(told.do('HandBackForm', done).last('FormHandedBack')).toEqual([done]);
    expect(told.do('HandBackForm', done).lastTypes).toEqual([]);
    expect(told.record.dispatches).toMatchObject([{ status: 'handedBack' }]);
  });
});

describe('routing', () => {
  it.each([
    ['facilities/lift', 'engineering'],
    ['environment/greenery', 'landscaping'],
    ['environment/noise', 'customer-service'],
    ['fees/metering', 'finance'],
    ['conduct/misconduct', 'general-office'],
  ])('DIS-2 routes %s to %s', (category, department) => {
    expect(handedTo(classified(category).do('DispatchCase', {}))).toEqual([department]);
  });

  it('DIS-2 follows the desk where it names the department', () => {
    const told = classified('facilities/lift').do('DispatchCase', {
      department: 'security',
      task: 'Ask the guard',
    });
    expect(told.last('CaseDispatched')).toEqual([
      { dispatch: 'D1', department: 'security', part: 'lead', task: 'Ask the guard' },
    ]);
    expect(told.record).toMatchObject({ stage: 'dispatched', department: 'security' });
  });

  it('DIS-4 takes back a wrongly routed form and routes it anew, while the clocks of the case run on', () => {
    const told = classified('facilities/lift').do('DispatchCase', {});
    told.do('ReturnDispatch', { dispatch: 'D1', reason: 'Not a lift', suggestedDepartment: 'security' });
    expect(told.last('DeadlineCancelled')).toMatchObject([{ clock: 'receipt:D1', why: 'returned' }]);
    expect(told.last('DeadlineMoved')).toEqual([]);
    expect(told.record.clocks.clocks).toContainEqual(
      expect.objectContaining({ clock: 'resolve', status: 'running', dueAt: '2026-09-04T01:00:00.000Z' }),
    );
    expect(told.do('ReturnDispatch', { dispatch: 'D1', reason: 'Again' }).lastTypes).toEqual([]);
    told.letting(ENGINEER, 'SignReceipt', { dispatch: 'D1' }).refused('dispatch-returned', 'DIS-4');
    told.do('HandBackForm', { dispatch: 'D1', summary: 'x' }).refused('dispatch-returned', 'DIS-4');
    told.do('DispatchCase', { department: 'security' });
    expect(told.last('CaseDispatched')).toMatchObject([{ dispatch: 'D2', part: 'lead' }]);
  });

  it('DIS-4 takes back nothing that was handed back as finished', () => {
    const told = storyAt('dispatched').do('HandBackForm', { dispatch: 'D1', summary: 'Done' });
    told.do('ReturnDispatch', { dispatch: 'D1', reason: 'Oh' }).refused('form-handed-back', 'DIS-4');
  });
});

describe('telling the managers', () => {
  it('DIS-3 has important cases reach the manager in charge within an hour', () => {
    const told = classified('lift');
    expect(told.last('DeadlineSet')).toContainEqual(
      expect.objectContaining({ clock: 'notify-manager', dueAt: '2026-09-01T02:00:00.000Z' }),
    );
    told.do('NotifyManager', { level: 'office-director', manager: OFFICE_DIRECTOR.id, method: 'phone' });
    expect(told.last('DeadlineMet')).toMatchObject([{ clock: 'notify-manager' }]);
  });

  it('DIS-3 has major cases reach the general manager the same day', () => {
    const told = story().opened();
    told.do('ClassifyCase', { category: 'accident', severity: 'major', criterion: 'serious-loss' });
    expect(told.last('DeadlineSet')).toContainEqual(
      expect.objectContaining({ clock: 'notify-manager', dueAt: '2026-09-01T16:00:00.000Z' }),
    );
  });

  it.each([
    [{}, 'important', 'affairs-supervisor', 'office-director'],
    [{ flags: ['media'] }, 'important', 'office-director', 'general-manager'],
    [{ flags: ['staffHarassment'] }, 'important', 'affairs-supervisor', 'office-director'],
    [
      { respondents: [{ kind: 'person', level: 'office-director' }] },
      'important',
      'office-director',
      'general-manager',
    ],
  ] as const)(
    'DIS-3 CLS-7 INV-4 of %j, %s, telling %s is not telling %s',
    (facts, severity, level, needed) => {
      const told = story().opened({ ...facts });
      told.do('ClassifyCase', { ...important, severity, category: 'lift' });
      told.do('NotifyManager', { level, manager: 'm', method: 'phone' }).refused('level-too-low', 'DIS-3');
      expect(told.lastRefusal?.details).toEqual({ neededLevel: needed });
      told.do('NotifyManager', { level: needed, manager: 'm', method: 'phone' });
      expect(told.last('ManagerNotified')).toHaveLength(1);
    },
  );

  it('DIS-3 lets the highest level hear of a complaint about itself: nobody stands above', () => {
    const told = story().opened({ respondents: [{ kind: 'person', level: 'general-manager' }] });
    told.do('NotifyManager', { level: 'office-director', manager: 'm', method: 'letter' });
    told.refused('level-too-low', 'DIS-3');
    told.do('NotifyManager', { level: 'general-manager', manager: 'm', method: 'letter' });
    expect(told.lastTypes).toEqual(['ManagerNotified']);
  });

  it('DIS-3 refuses a level that the ladder does not have', () => {
    const told = classified('lift').do('NotifyManager', { level: 'emperor', manager: 'm', method: 'phone' });
    told.refused('unknown-level', 'DIS-3');
    expect(told.lastRefusal?.details).toEqual({ levels: residentialProperty.ladder.map(({ id }) => id) });
  });
});

describe('ownership', () => {
  it('DIS-5 has one owner at any time and records each change', () => {
    const told = classified('lift').do('AssignOwner', {
      owner: 'engineer-1',
      department: 'engineering',
      reason: 'Shift',
    });
    expect(told.last('OwnerAssigned')).toEqual([
      { owner: 'engineer-1', department: 'engineering', previousOwner: RECEIVER.id, reason: 'Shift' },
    ]);
    expect(told.record).toMatchObject({ owner: 'engineer-1', department: 'engineering' });
    expect(told.do('AssignOwner', { owner: 'engineer-1', reason: 'Again' }).lastTypes).toEqual([]);
  });

  it('DIS-5 records for whom a deputy works', () => {
    const told = classified('lift');
    told.do('AssignOwner', { owner: 'deputy-1', deputyFor: RECEIVER.id, reason: 'On leave' });
    expect(told.last('OwnerAssigned')).toMatchObject([{ owner: 'deputy-1', deputyFor: RECEIVER.id }]);
  });

  it('INV-4 never makes the one complained about the owner', () => {
    story()
      .opened({ respondents: [{ kind: 'person', staffId: 'guard-7' }] })
      .do('AssignOwner', { owner: 'guard-7', reason: 'Their gate' })
      .refused('conflict-of-interest', 'INV-4');
  });
});
