import { describe, expect, it } from 'vitest';
import type { Procedure } from '#procedures';
import { eventsOf, runningClocks } from '../../testing/clocks.ts';
import { plainComplaint, residentialProperty, story, type Story } from '../../testing/story.ts';
import type { CaseCommands } from '../commands.ts';

const PROFILE: Procedure['intake'] = {
  fields: [
    { id: 'room', title: 'Room number', kind: 'text', choices: [] },
    { id: 'nights', title: 'Nights', kind: 'number', choices: [] },
    { id: 'arrived', title: 'Arrived on', kind: 'day', choices: [] },
    { id: 'member', title: 'Member', kind: 'yesNo', choices: [] },
    { id: 'desk', title: 'Desk', kind: 'choice', choices: [{ id: 'north', title: 'North' }] },
  ],
  requires: [
    { field: 'complainantName' },
    { field: 'room', when: { channels: ['phone'] } },
    { field: 'site', when: { details: { desk: ['north'] } } },
  ],
};
const hotel: Procedure = { ...residentialProperty, intake: PROFILE };
type Complaint = Partial<CaseCommands['LogComplaint']>;
const logs = (more: Complaint): Story =>
  story(hotel).do('LogComplaint', { ...plainComplaint(residentialProperty), ...more });

describe('what a procedure asks at intake (INT-2)', () => {
  it('INT-2 asks for what its channel needs, by the names that people know', () => {
    const told = logs({ details: {} });
    told.refused('intake-incomplete', 'INT-2');
    expect(told.lastRefusal).toMatchObject({
      message: 'What has to be asked is missing: Room number.',
      details: { missing: ['room'] },
    });
    logs({ channel: 'letter' }).accepted();
    expect(logs({ details: { room: '1203' } }).last('ComplaintLogged')).toMatchObject([
      { details: { room: '1203' } },
    ]);
  });

  it('INT-2 a condition looks at the own fields, too', () => {
    logs({ channel: 'desk', details: { desk: 'north' } }).refused('intake-incomplete', 'INT-2');
    logs({ channel: 'desk', details: { desk: 'north', site: 'unknown' } }).accepted();
  });

  it('INT-4 INT-7 nobody is turned away for what they do not know, or do not say who they are', () => {
    const asked = { complainant: { kind: 'individual', phone: '13800000000' } } as const;
    logs({ ...asked, channel: 'desk' }).refused('intake-incomplete', 'INT-2');
    logs({ ...asked, channel: 'desk', details: { complainantName: 'unknown' } }).accepted();
    logs({ complainant: { kind: 'unknown' }, channel: 'desk' }).accepted();
    logs({ details: { room: 'unknown' } }).accepted();
  });

  it.each([
    [{ room: '1203', roof: 'red' }, 'unknown-field'],
    [{ room: '1203', site: 'north wing' }, 'unknown-field'],
    [{ room: ' ' }, 'field-unreadable'],
    [{ room: '1203', nights: 'two' }, 'field-unreadable'],
    [{ room: '1203', arrived: '30.9.2026' }, 'field-unreadable'],
    [{ room: '1203', arrived: '2026-02-30' }, 'field-unreadable'],
    [{ room: '1203', member: 'gold' }, 'field-unreadable'],
    [{ room: '1203', desk: 'west' }, 'field-unreadable'],
  ])('INT-2 refuses what the fields cannot hold: %j', (details, code) => {
    logs({ details }).refused(code, 'INT-2');
  });

  it('LIF-3 a correction replaces the fields that it gives, and no others', () => {
    const told = logs({ details: { room: '1203', nights: '2', arrived: '2026-09-01', member: 'yes' } });
    told.do('CorrectIntake', { reason: 'Misheard', details: { room: '1302' } });
    expect(told.record.details).toEqual({ room: '1302', nights: '2', arrived: '2026-09-01', member: 'yes' });
    told
      .do('CorrectIntake', { reason: 'Misheard', details: { roof: 'red' } })
      .refused('unknown-field', 'INT-2');
  });

  it('CLK-1 clocks and steps may hang on an own field', () => {
    const clocks = hotel.clocks.map((rule) =>
      rule.id === 'acknowledge' ? { ...rule, when: { details: { member: ['yes'] } } } : rule,
    );
    const opened = (member: string) =>
      story({ ...hotel, clocks }).do('LogComplaint', {
        ...plainComplaint(residentialProperty),
        details: { room: '1203', member },
      });
    expect(runningClocks(opened('yes'))).toContain('acknowledge');
    expect(runningClocks(opened('no'))).not.toContain('acknowledge');
  });
});

describe('the language of the house', () => {
  it('CLS-6 explains a ground in the language in which it speaks to complainants', () => {
    const grounds = [{ id: 'in-court', explanation: 'A court decides it.', zh: '由法院裁决。' }];
    const told = (language: Procedure['language']) => {
      const one = story({ ...residentialProperty, language, inadmissibleGrounds: grounds }).opened();
      one.letting({ id: 'general-manager-1', roles: ['general-manager'] }, 'DeclareInadmissible', {
        ...{ ground: 'in-court', method: 'phone' },
      });
      return eventsOf(one.accepted(), 'CaseDeclaredInadmissible')[0]?.data.explanation;
    };
    expect(told('zh')).toBe('由法院裁决。');
    expect(told('en')).toBe('A court decides it.');
  });
});
