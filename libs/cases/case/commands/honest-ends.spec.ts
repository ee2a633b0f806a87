import { describe, expect, it } from 'vitest';
import { classifiedAs, clockOf, eventsOf, runningClocks, schedulerRuns } from '../../testing/clocks.ts';
import { later, storyAt } from '../../testing/stages.ts';
import {
  AFFAIRS_SUPERVISOR,
  GENERAL_MANAGER,
  OFFICE_DIRECTOR,
  RECEIVER,
  story,
  type Story,
} from '../../testing/story.ts';

const nobody = { kind: 'individual' } as const;
const somebody = { ...nobody, name: 'Li Hua', phone: '13800000001' } as const;
const corrected = { reason: 'A slip' } as const;
const outcome = { to: 'complainant', method: 'phone', summary: 'Done.', written: false } as const;
const tried = (told: Story, about: 'outcome' | 'explanation'): Story => {
  for (let time = 0; time < 3; time += 1)
    later(told.do('RecordFailedContact', { about, method: 'phone' }).accepted(), 30);
  return told;
};
const missing = (told: Story): unknown =>
  told.letting(GENERAL_MANAGER, 'CloseCase', {}).lastRefusal?.details?.['missing'];

describe('whoever waits for the outcome', () => {
  it('OUT-1 is made unknown by a level, never by the front line', () => {
    const told = storyAt('resolved').by(RECEIVER);
    const unknown = { ...corrected, clears: ['name', 'phone'] } as const;
    told.do('CorrectIntake', unknown).refused('not-authorised', 'OUT-1');
    told.do('CorrectIntake', { ...corrected, complainant: somebody }).accepted();
    told.letting(AFFAIRS_SUPERVISOR, 'CorrectIntake', unknown).accepted();
  });

  it('OUT-1 INT-4 is told once it is known who that was', () => {
    const told = anonymous('suggestion').letting(GENERAL_MANAGER, 'ResolveCase', { summary: 'Done' });
    told.do('RecordOutcomeUntellable', { reason: 'A note without a name' });
    told.do('CorrectIntake', { ...corrected, complainant: somebody });
    expect(told.record).not.toHaveProperty('untellable');
    expect(missing(told)).toContain('outcomeNotified');
  });

  it('OUT-1 LIF-2 is not taken for the complainant of another case by a number that was written in later', () => {
    const other = story().opened({ complainant: { ...nobody, phone: '13911111111' } }).record;
    const same = (told: Story): boolean | undefined =>
      told
        .letting(GENERAL_MANAGER, 'MergeCase', { into: '7F3K-9M2Q-X4TB', reason: 'One lift' }, { other })
        .last('MergeStarted')[0]?.carries[0]?.complainant.same;
    const phone = '13911111111';
    expect(same(story().opened({ complainant: { ...somebody, phone } }))).toBe(true);
    const changed = { ...corrected, complainant: { ...somebody, phone } };
    expect(same(story().opened().do('CorrectIntake', changed))).toBe(false);
  });

  it('OUT-1 is tried anew where the number was wrong', () => {
    const told = tried(storyAt('resolved'), 'outcome').do('RecordOutcomeUntellable', { reason: 'Moved' });
    told.do('CorrectIntake', { ...corrected, complainant: somebody });
    expect(missing(told)).toContain('outcomeNotified');
    told.do('RecordOutcomeUntellable', { reason: 'Moved' }).refused('more-attempts-needed', 'OUT-1');
  });

  it('OUT-3 is asked, too, once they were reached after all', () => {
    const told = tried(storyAt('resolved'), 'outcome').do('RecordOutcomeUntellable', { reason: 'Moved' });
    expect(missing(told)).toEqual(['receiptsReturned']);
    told.do('NotifyOutcome', outcome);
    expect(missing(told)).toEqual(['followUpDone', 'receiptsReturned']);
  });
});

const anonymous = (contactKind: 'complaint' | 'suggestion'): Story =>
  classifiedAs('minor', { channel: 'suggestionBox', complainant: nobody, contactKind });
const invalid = (told: Story): Story =>
  told.letting(GENERAL_MANAGER, 'AssessValidity', { valid: false, reason: 'Not ours' });
const resolved = (told: Story): Story =>
  told.letting(GENERAL_MANAGER, 'ResolveCase', { summary: 'Not ours' });

describe('nobody to explain it to', () => {
  it('CLS-5 INT-4 an invalid anonymous complaint is resolved without an explanation that nobody heard', () => {
    expect(resolved(invalid(anonymous('complaint'))).record.stage).toBe('resolved');
  });

  it('CLS-5 an invalid complaint is resolved after the attempts of the procedure to explain it', () => {
    const told = classifiedAs('minor');
    const attempt = { about: 'explanation', method: 'phone' } as const;
    told.do('RecordFailedContact', attempt).refused('nothing-to-explain', 'CLS-5');
    resolved(invalid(told).do('RecordFailedContact', attempt)).refused('explanation-missing', 'CLS-5');
    expect(resolved(tried(told, 'explanation')).record.stage).toBe('resolved');
  });

  it('CLS-6 INT-4 a note without facts is turned down without a call that nobody made', () => {
    const told = anonymous('complaint');
    told.letting(GENERAL_MANAGER, 'DeclareInadmissible', { ground: 'no-facts' });
    expect(told.record.stage).toBe('inadmissible');
    expect(told.lastTypes).not.toContain('DeadlineMet');
    classifiedAs('minor')
      .letting(GENERAL_MANAGER, 'DeclareInadmissible', { ground: 'no-facts' })
      .refused('method-needed', 'CLS-6');
  });
});

describe('a complaint about the top of the ladder', () => {
  it('INV-4 is judged by somebody else of that level, and the refusal says how that comes about', () => {
    const told = classifiedAs('minor', {
      respondents: [{ kind: 'person', staffId: GENERAL_MANAGER.id, level: 'general-manager' }],
    });
    const refused = { ground: 'no-facts', method: 'phone' } as const;
    told.letting(OFFICE_DIRECTOR, 'DeclareInadmissible', refused);
    expect(told.lastRefusal).toMatchObject({ code: 'respondent-not-below' });
    expect(told.lastRefusal?.remedy).toContain('the administrator designates');
    told.letting(GENERAL_MANAGER, 'DeclareInadmissible', refused).refused('conflict-of-interest', 'INV-4');
    const second = { id: 'stand-in-1', roles: ['general-manager'] } as const;
    told.letting(second, 'DeclareInadmissible', refused).accepted();
  });
});

describe('an abandoned contact that was ended', () => {
  it('INT-8 takes no further callback: what comes of it is a complaint', () => {
    const told = storyAt('awaitingCallback').do('RecordCallback', { reached: true });
    told.do('EndContact', { reason: 'Had only a question' });
    told.do('RecordCallback', { reached: true }).refused('contact-ended', 'INT-8');
    expect(told.opened().record.stage).toBe('received');
  });
});

describe('what a reopening costs', () => {
  const settled = (): Story =>
    classifiedAs('minor').letting(AFFAIRS_SUPERVISOR, 'WithdrawCase', { reason: 'It works again' });
  const reopening = (cause: 'newFacts' | 'correction') => ({ cause, reason: 'It failed again' }) as const;

  it('CLK-4 CLK-9 what was withdrawn stood still, so whoever grants more time opens it again on new facts', () => {
    const told = settled();
    told.letting(AFFAIRS_SUPERVISOR, 'ReopenCase', reopening('newFacts')).refused('not-authorised', 'CLK-4');
    told.letting(OFFICE_DIRECTOR, 'ReopenCase', reopening('newFacts')).accepted();
  });

  it('CLK-4 the one who resolved does not give himself new days by reopening', () => {
    const told = storyAt('resolved').at('2026-09-02T09:00:00+08:00');
    told.letting(AFFAIRS_SUPERVISOR, 'ReopenCase', reopening('newFacts')).accepted();
    const { dueAt } = clockOf(told, 'resolve-minor');
    expect(clockOf(told, 'resolve-minor#2').dueAt).toBe(dueAt);
  });

  it('CLK-9 an ending taken back as a mistake has stopped no clock: what ran out meanwhile is missed', () => {
    const told = settled();
    const { dueAt } = clockOf(told, 'resolve-minor');
    told.at('2026-09-21T09:00:00+08:00').letting(AFFAIRS_SUPERVISOR, 'ReopenCase', reopening('correction'));
    expect(clockOf(told, 'resolve-minor#2')).toMatchObject({ dueAt, pauses: [] });
    schedulerRuns(told, '2026-09-21T09:00:00+08:00');
    expect(eventsOf(told, 'DeadlineBreached').map(({ data }) => data.clock)).toContain('resolve-minor#2');
    expect(runningClocks(told)).toContain('resolve-minor#2');
  });

  it('CLK-5 CLK-9 a promise that ran out behind a mistaken ending was not kept', () => {
    const told = classifiedAs('minor').do('PromiseReply', {
      ...{ dueAt: '2026-09-02T09:00:00.000Z', about: 'The part' },
    });
    told.letting(AFFAIRS_SUPERVISOR, 'WithdrawCase', { reason: 'It works again' });
    told.at('2026-09-21T09:00:00+08:00').letting(AFFAIRS_SUPERVISOR, 'ReopenCase', reopening('correction'));
    schedulerRuns(told, '2026-09-21T09:00:00+08:00');
    expect(eventsOf(told, 'DeadlineBreached').map(({ data }) => data.kind)).toContain('promise');
  });
});
