import { describe, expect, it } from 'vitest';
import { describeProcedure } from './telling/describe.ts';
import { nextOpening } from './counting.ts';
import { parseProcedure } from './parse.ts';
import { changed, problemsOf } from './testing/sound-file.ts';

const NOTIFICATIONS = `notifications:
  during: main
  rules:
    - { id: late, on: clockMissed, clocks: [reply], tell: [responsible, { level: owner }], urgent: true }
    - id: thanks
      on: received
      when: { channels: [email] }
      tell: [complainant]
      subject: About {case}
      text: Thank you. We look at {case} by "{procedure}".
`;
const withNotifications = (...edits: readonly (readonly [string, string])[]): string =>
  changed([
    'duplicateWindowDays',
    `${edits.reduce((text, [from, to]) => text.replace(from, to), NOTIFICATIONS)}duplicateWindowDays`,
  ]);

describe('what a file says of notifications', () => {
  it('who hears of what is read as it stands there', () => {
    expect(parseProcedure('shop.yaml', withNotifications()).notifications).toEqual({
      during: 'main',
      rules: [
        {
          ...{ id: 'late', on: 'clockMissed', clocks: ['reply'], urgent: true },
          tell: ['responsible', { level: 'owner' }],
        },
        {
          ...{ id: 'thanks', on: 'received', tell: ['complainant'], urgent: false },
          when: { channels: ['email'] },
          subject: { text: 'About {case}' },
          text: { text: 'Thank you. We look at {case} by "{procedure}".' },
        },
      ],
    });
  });

  it.each<readonly [string, readonly [string, string], string]>([
    [
      'whoever complained hears nothing that stays in the house',
      ['on: received', 'on: escalated'],
      'notifications.rules[1].tell[0]: "escalated" stays in the house; told outside: received, resolved, reopened, closed',
    ],
    [
      'nobody is responsible for what was not missed',
      ['on: clockMissed', 'on: clockWarned'],
      'notifications.rules[0].tell[0]: only of a clock that was missed somebody is responsible',
    ],
    [
      'a clock that there is not',
      ['clocks: [reply]', 'clocks: [replay]'],
      'notifications.rules[0].clocks[0]: unknown clock "replay"; known: reply, resolve',
    ],
    [
      'a level that there is not',
      ['level: owner', 'level: boss'],
      'notifications.rules[0].tell[1].level: unknown level "boss"; known: keeper, owner, auditors',
    ],
    [
      'hours of a calendar that there is not',
      ['during: main', 'during: noon'],
      'notifications.during: unknown calendar "noon"; known: main, hotline',
    ],
    [
      'something that would name people',
      ['text: Thank you.', 'text: Dear {name}.'],
      'notifications.rules[1].text: nothing here is called {name}; known: {case}, {procedure}, {severity}',
    ],
    [
      'the due time of what has none',
      ['subject: About {case}', 'subject: By {due}'],
      'notifications.rules[1].subject: nothing here is called {due}; known: {case}, {procedure}, {severity}',
    ],
    [
      'a header within a subject',
      ['subject: About {case}', 'subject: "About\\nBcc: all"'],
      'notifications.rules[1].subject: a subject is one line',
    ],
    ['two rules of one name', ['id: thanks', 'id: late'], 'notifications.rules[1].id: "late" is there twice'],
  ])('refused: %s', (_name, edit, reason) => {
    expect(problemsOf(withNotifications(edit)).map(({ path, reason: why }) => `${path}: ${why}`)).toContain(
      reason,
    );
  });

  it('the rules are explained to people', () => {
    const sections = describeProcedure(parseProcedure('shop.yaml', withNotifications()));
    expect(sections.find(({ title }) => title === 'Notifications')?.rows).toEqual([
      ['late', 'clock missed (reply)', '', 'responsible, Owner', 'at once'],
      ['thanks', 'received', 'channel email', 'complainant', 'while open (main)'],
    ]);
  });
});

describe('the hours of the house', () => {
  const { calendar } = parseProcedure('shop.yaml', withNotifications());
  const opens = (at: string): string =>
    new Date(nextOpening(calendar, 'Europe/Berlin', Date.parse(at))).toISOString();
  it.each([
    ['while it is open: now', '2026-09-30T09:30:00.000Z', '2026-09-30T09:30:00.000Z'],
    ['at noon: after it', '2026-09-30T10:15:00.000Z', '2026-09-30T11:00:00.000Z'],
    ['on Saturday evening: on Monday', '2026-10-03T18:00:00.000Z', '2026-10-05T06:00:00.000Z'],
    [
      'over the change of the clocks: by the clock on the wall',
      '2026-10-24T18:00:00.000Z',
      '2026-10-26T07:00:00.000Z',
    ],
  ])('%s', (_name, at, next) => {
    expect(opens(at)).toBe(next);
  });
});
