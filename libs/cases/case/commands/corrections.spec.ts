import { describe, expect, it } from 'vitest';
import { AFFAIRS_SUPERVISOR, RECEIVER, story } from '../../testing/story.ts';

describe('corrections', () => {
  it('LIF-3 records a correction as a further event; what is not named stays', () => {
    const told = story().opened({ wanted: 'A repair' });
    const before = told.events;
    told.do('CorrectIntake', { reason: 'Misheard', description: 'The lift in block 3 has stood still.' });
    expect(told.events.slice(0, before.length)).toEqual(before);
    expect(told.record).toMatchObject({
      description: 'The lift in block 3 has stood still.',
      wanted: 'A repair',
      complainant: { name: 'Li Hua' },
    });
    expect(told.record).not.toHaveProperty('reason');
  });

  it('INT-4 knows after a correction whether the complainant is anonymous', () => {
    const told = story().opened({ complainant: { kind: 'individual' } });
    told.do('CorrectIntake', { reason: 'Called again', complainant: { kind: 'individual', phone: '139' } });
    expect(told.record.complainant).toEqual({ kind: 'individual', phone: '139', anonymous: false });
  });

  it('LIF-3 a corrected telephone number leaves the name as it is, and both numbers are on record', () => {
    const told = story().opened();
    told.do('CorrectIntake', { reason: 'Misheard', complainant: { phone: '139' } });
    expect(told.record.complainant).toEqual({
      ...{ kind: 'individual', name: 'Li Hua', phone: '139', anonymous: false },
    });
    expect(told.last('IntakeCorrected')).toMatchObject([
      { complainant: { name: 'Li Hua', phone: '139' }, was: { complainant: { phone: '13800000000' } } },
    ]);
    expect(told.last('IntakeCorrected')[0]?.was).not.toHaveProperty('description');
    told.do('CorrectIntake', { reason: 'Not hers', clears: ['phone'] });
    expect(told.record.complainant).toEqual({ kind: 'individual', name: 'Li Hua', anonymous: false });
  });

  it('LIF-3 refuses a correction that corrects nothing', () => {
    story().opened().do('CorrectIntake', { reason: 'Just so' }).refused('nothing-to-correct', 'LIF-3');
  });

  it('INV-4 hands the case up when the owner turns out to be the one complained about', () => {
    const told = story().opened();
    const respondent = { kind: 'person', staffId: RECEIVER.id } as const;
    told.do('CorrectIntake', { reason: 'The resident knew the name', respondents: [respondent] });
    expect(told.last('EscalatedToManager')).toMatchObject([{ to: 'affairs-supervisor', automatic: true }]);
    told.by({ id: 'somebody-else', roles: ['operations'] });
    told.do('CorrectIntake', {
      reason: 'Department too',
      respondents: [{ ...respondent, department: 'desk' }],
    });
    expect(told.last('EscalatedToManager')).toEqual([]);
  });

  it('INV-4 the one complained about does not name somebody else instead', () => {
    const told = story().opened({ respondents: [{ kind: 'person', staffId: RECEIVER.id }] });
    const respondent = { kind: 'department', department: 'engineering' } as const;
    told
      .do('CorrectIntake', { reason: 'Not me', respondents: [respondent] })
      .refused('conflict-of-interest', 'INV-4');
    told.by({ id: 'somebody-else', roles: ['operations'] });
    const correction = { reason: 'Mixed up', respondents: [respondent] };
    told.do('CorrectIntake', correction).refused('level-asked', 'AUT-4');
    told.by(AFFAIRS_SUPERVISOR).do('CorrectIntake', correction).accepted();
  });

  it('INV-4 who is complained about is taken off by a level only, and another id is another person', () => {
    const told = story().opened({ respondents: [{ kind: 'person', staffId: 'guard-7', name: 'Wu Tao' }] });
    const off = { reason: 'Mixed up', respondents: [] };
    const other = { reason: 'Mixed up', respondents: [{ kind: 'person', staffId: 'guard-8' } as const] };
    told.do('CorrectIntake', off).refused('not-authorised', 'INV-4');
    told.do('CorrectIntake', other).refused('not-authorised', 'INV-4');
    told.letting(AFFAIRS_SUPERVISOR, 'CorrectIntake', other).accepted();
    expect(told.record.respondents).toEqual([{ kind: 'person', staffId: 'guard-8' }]);
    told.letting(AFFAIRS_SUPERVISOR, 'CorrectIntake', off).accepted();
  });

  it('CLS-2 promotes an enquiry to a complaint, and never a complaint to anything else', () => {
    const told = story().opened({ contactKind: 'enquiry' });
    told.do('PromoteContact', { to: 'complaint', reason: 'Nobody answered' });
    expect(told.last('ContactPromoted')).toEqual([
      { from: 'enquiry', to: 'complaint', reason: 'Nobody answered' },
    ]);
    expect(told.do('PromoteContact', { to: 'complaint', reason: 'Again' }).lastTypes).toEqual([]);
    told.do('PromoteContact', { to: 'request', reason: 'Oh' }).refused('already-a-complaint', 'CLS-2');
  });
});
