import { describe, expect, it } from 'vitest';
import { story, ENGINEER } from '../../testing/story.ts';

const important = { severity: 'important', criterion: 'service-fault' } as const;
const classified = (category: string) =>
  story()
    .opened()
    .do('ClassifyCase', { ...important, category });

describe('several departments', () => {
  const dueAt = '2026-09-02T09:00:00.000Z';

  it('DIS-7 has one lead, and contributors with a part and a due time of their own', () => {
    const told = classified('lift').do('DispatchCase', {});
    told.do('DispatchCase', { department: 'security', task: 'Ask the guard', dueAt });
    expect(told.last('CaseDispatched')).toEqual([
      { dispatch: 'D2', department: 'security', part: 'contributor', task: 'Ask the guard', dueAt },
    ]);
    expect(told.last('DeadlineSet')).toContainEqual(
      expect.objectContaining({ clock: 'part:D2', kind: 'handBack', dueAt, department: 'security' }),
    );
    expect(told.record.department).toBe('engineering');
  });

  it('DIS-7 keeps each part by its own form', () => {
    const told = classified('lift')
      .do('DispatchCase', {})
      .do('DispatchCase', { department: 'security', dueAt });
    told
      .letting(ENGINEER, 'SignReceipt', { dispatch: 'D1' })
      .do('HandBackForm', { dispatch: 'D1', summary: 'Repaired' });
    expect(told.record.clocks.clocks.find(({ clock }) => clock === 'part:D2')?.status).toBe('running');
    told
      .letting(ENGINEER, 'SignReceipt', { dispatch: 'D2' })
      .do('HandBackForm', { dispatch: 'D2', summary: 'Asked' });
    expect(told.last('DeadlineMet')).toMatchObject([{ clock: 'part:D2', late: false }]);
  });

  it('DIS-7 refuses a second lead, and a contributor without a lead', () => {
    const told = classified('lift');
    told.do('DispatchCase', { department: 'security', part: 'contributor' }).refused('lead-needed', 'DIS-7');
    told.do('DispatchCase', {});
    told.do('DispatchCase', { department: 'security', part: 'lead' }).refused('lead-exists', 'DIS-7');
    told.do('ReturnDispatch', { dispatch: 'D1', reason: 'Not a lift' });
    told.do('DispatchCase', { department: 'security', part: 'contributor' }).refused('lead-needed', 'DIS-7');
  });

  it('DIS-7 refuses a part that would be due before it is sent', () => {
    classified('lift')
      .do('DispatchCase', { dueAt: '2026-09-01T01:00:00.000Z' })
      .refused('time-in-the-past', 'DIS-7');
  });
});
