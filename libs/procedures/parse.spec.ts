import { describe, expect, it } from 'vitest';
import { parseProcedure } from './parse.ts';
import { InvalidProcedure, type ProcedureProblem } from './procedure.ts';

const SOUND = `
id: corner-shop
version: 2
title: Corner shop
source: a leaflet
timeZone: Europe/Berlin
currency: EUR
calendar: { holidays: none, workingWeekdays: [1, 2, 3, 4, 5, 6], openingHours: ['08:00-12:00', '13:00-18:00'] }
severities:
  - { id: small, title: Small }
  - { id: big, title: Big, criteria: { injury: Somebody was hurt } }
categories:
  - id: goods
    title: Goods
    leaves:
      - { id: broken, title: Broken, synonyms: [defect] }
      - { id: stale, title: Stale }
rootCauses: { storage: Stored badly }
ladder:
  - { id: keeper, title: Shop keeper }
  - { id: owner, title: Owner }
directRoutes:
  - { to: owner, when: { severities: [big], respondentLevelAtLeast: keeper }, rule: AUT-1 }
flagEffects:
  - { flag: media, raiseSeverityTo: big, notifyLevel: owner }
routing:
  default: counter
  routes:
    - { category: goods/broken, department: workshop }
  notify: { big: owner }
authority:
  matters:
    - { id: dear, level: owner, when: { valueAtLeast: '500.00' } }
  compensation: { frontline: '5.00', keeper: '50.00', owner: unlimited }
clocks:
  - id: reply
    kind: firstReply
    title: Reply
    rule: CLK-10
    starts: received
    stops: [answered]
    allowance: 24h
    warnAt: 0.5
  - id: resolve
    kind: resolve
    title: Resolve
    rule: CLK-3
    starts: received
    stops: [resolved]
    when: { channels: [desk], valueBelow: '10.00' }
    allowance:
      bySeverity: { small: 3 business days, big: same day }
    pausable: true
extensions:
  - { clock: resolve, severities: [big], when: { outcomes: [substantiated] }, approver: owner }
pauseReasons: [waitingForComplainant]
inadmissibleGrounds: { in-court: A court decides it. }
followUp: { required: true, when: { respondentKinds: [merchant] }, maxAttempts: 2, byOtherThanHandler: false, scale: 5, satisfiedFrom: 3 }
attempts: { callback: 3, offer: 2, outcome: 1, minutesApart: 10 }
resolving: { requires: [classified, { step: concluded, when: { complainantKinds: [business], causes: [storage] } }] }
closing: { requires: [outcomeNotified, { step: writtenResponse, when: { channels: [letter], sites: [market] } }] }
settleAtOnce: [small, { severities: [big], complainantKinds: [staff] }]
approvals: [{ level: owner, when: { severities: [big], amountAtLeast: '50.00' } }]
duplicateWindowDays: 14
counterReturn: { withinDays: 15, goods: [{ id: watches, title: Watches }], excludedGoods: [watches], otherwise: keeper }
correctiveActionFor: [big]
retentionYears: 3
`;

/** The sound file with some of its text replaced. */
const changed = (...edits: readonly (readonly [string, string])[]): string =>
  edits.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  }, SOUND);

function problemsOf(text: string): readonly ProcedureProblem[] {
  try {
    parseProcedure('shop.yaml', text);
  } catch (error) {
    if (error instanceof InvalidProcedure) return error.problems;
    throw error;
  }
  return [];
}
const pathsAndReasons = (text: string) => problemsOf(text).map(({ path, reason }) => `${path}: ${reason}`);

describe('a sound procedure file', () => {
  const procedure = parseProcedure('shop.yaml', SOUND);

  it('D13 becomes a procedure: amounts in minor units, allowances read, defaults filled in', () => {
    expect(procedure).toMatchObject({
      id: 'corner-shop',
      version: 2,
      calendar: {
        openingHours: [
          ['08:00', '12:00'],
          ['13:00', '18:00'],
        ],
      },
      severities: [
        { id: 'small', criteria: [] },
        { id: 'big', criteria: [{ id: 'injury', text: 'Somebody was hurt' }] },
      ],
      rootCauses: [{ id: 'storage', title: 'Stored badly' }],
      routing: { defaultDepartment: 'counter', notify: [{ severity: 'big', level: 'owner' }] },
      authority: {
        matters: [{ id: 'dear', level: 'owner', when: { valueAtLeast: 50_000 } }],
        compensation: [
          { level: 'frontline', upTo: 500 },
          { level: 'keeper', upTo: 5000 },
          { level: 'owner', upTo: null },
        ],
      },
      directRoutes: [{ to: 'owner', when: { severities: ['big'], respondentLevels: ['keeper', 'owner'] } }],
      followUp: { required: true, when: { respondentKinds: ['merchant'] } },
      extensions: [{ clock: 'resolve', when: { outcomes: ['substantiated'] } }],
      settleAtOnce: [{ severities: ['small'] }, { severities: ['big'], complainantKinds: ['staff'] }],
      resolving: {
        requires: [
          { step: 'classified' },
          { step: 'concluded', when: { complainantKinds: ['business'], causes: ['storage'] } },
        ],
      },
      closing: {
        requires: [
          { step: 'outcomeNotified' },
          { step: 'writtenResponse', when: { channels: ['letter'], sites: ['market'] } },
        ],
      },
      counterReturn: { withinDays: 15 },
      correctiveActionFor: ['big'],
      retentionYears: 3,
    });
    expect(procedure.clocks[0]).toEqual({
      id: 'reply',
      kind: 'firstReply',
      title: 'Reply',
      rule: 'CLK-10',
      starts: 'received',
      stops: ['answered'],
      allowance: { elapsedMinutes: 1440 },
      warnAt: 0.5,
      orAsRequested: false,
      onDue: 'breach',
      breachEffects: [],
      repeats: false,
      responsible: 'owner',
      pausable: false,
      counts: 'fromStart',
      onReopening: 'goesOn',
      goesOnAfter: [],
    });
    expect(procedure.clocks[1]).toMatchObject({
      when: { channels: ['desk'], valueBelow: 1000 },
      allowance: { bySeverity: { small: { businessDays: 3 }, big: { sameDay: true } } },
    });
  });

  it('D13 cannot be changed after loading', () => {
    expect(() => {
      Object.assign(procedure.ladder, [{ id: 'me', title: 'Me' }]);
    }).toThrow(TypeError);
  });
});

describe('a file that cannot be used', () => {
  it.each<[string, [string, string], string]>([
    ['an unknown key', ['title: Corner shop', 'titel: Corner shop'], 'titel: unknown key'],
    ['a missing key', ['title: Corner shop', 'titel: Corner shop'], 'title: missing'],
    ['an unknown key deep inside', ['warnAt: 0.5', 'warn: 0.5'], 'clocks[0].warn: unknown key'],
    [
      'no severity',
      [
        'severities:\n  - { id: small, title: Small }\n  - { id: big, title: Big, criteria: { injury: Somebody was hurt } }',
        'severities: []',
      ],
      'severities: must NOT have fewer than 1 items',
    ],
    [
      'an unreadable allowance',
      ['allowance: 24h', 'allowance: 3 dayz'],
      'clocks[0].allowance: "3 dayz" is no allowance; write 10m, 1h, 2d, 1d12h, 3 calendar days, 3 calendar days by 20:00, 3 business days, 4 open hours, 90 open minutes, same day, same day by 20:00, same opening day, by 17:00, before day 30 or 1 month',
    ],
    [
      'an unreadable allowance of a severity',
      ['big: same day', 'big: soon'],
      'clocks[1].allowance.bySeverity.big: "soon" is no allowance; write 10m, 1h, 2d, 1d12h, 3 calendar days, 3 calendar days by 20:00, 3 business days, 4 open hours, 90 open minutes, same day, same day by 20:00, same opening day, by 17:00, before day 30 or 1 month',
    ],
    [
      'an allowance of the wrong type',
      ['allowance: 24h', 'allowance: 24'],
      'clocks[0].allowance: 24 has none of the allowed forms',
    ],
    [
      'an amount without quotes',
      ["valueAtLeast: '500.00'", 'valueAtLeast: 500.00'],
      'authority.matters[0].when.valueAtLeast: 500 must be string',
    ],
    [
      'an amount with too few digits',
      ["valueAtLeast: '500.00'", "valueAtLeast: '500.5'"],
      'authority.matters[0].when.valueAtLeast: "500.5" needs 2 digits after the point in EUR',
    ],
    [
      'a limit that is no amount',
      ["keeper: '50.00'", 'keeper: plenty'],
      'authority.compensation.keeper: "plenty" is no amount; write it in quotes with all its digits, like \'2000.00\'',
    ],
    [
      'a limit below that of a lower level',
      ["keeper: '50.00'", "keeper: '1.00'"],
      'authority.compensation.keeper: "1.00" is less than a lower level may grant',
    ],
    [
      'a limit above unlimited',
      ["keeper: '50.00', owner: unlimited", "keeper: unlimited, owner: '50.00'"],
      'authority.compensation.owner: "50.00" is less than a lower level may grant',
    ],
    [
      'a limit of nobody',
      ["keeper: '50.00'", "uncle: '50.00'"],
      'authority.compensation.uncle: unknown level "uncle"; known: frontline, keeper, owner',
    ],
    [
      'an unknown milestone',
      ['starts: received', 'starts: arrived'],
      'clocks[0].starts: "arrived" is not one of received,',
    ],
    [
      'an unknown kind of clock',
      ['kind: firstReply', 'kind: reply'],
      'clocks[0].kind: "reply" is not one of acknowledge,',
    ],
    ['an unknown flag', ['flag: media', 'flag: radio'], 'flagEffects[0].flag: "radio" is not one of media,'],
    [
      'an unknown channel',
      ['channels: [desk]', 'channels: [pigeon]'],
      'clocks[1].when.channels[0]: "pigeon" is not one of phone,',
    ],
    [
      'an unknown severity',
      ['settleAtOnce: [small,', 'settleAtOnce: [tiny,'],
      'settleAtOnce[0]: unknown severity "tiny"; known: small, big',
    ],
    [
      'a clock for an unknown severity',
      ['big: same day', 'huge: same day'],
      'clocks[1].allowance.bySeverity.huge: unknown severity "huge"; known: small, big',
    ],
    [
      'an unknown level',
      ['notify: { big: owner }', 'notify: { big: boss }'],
      'routing.notify.big: unknown level "boss"; known: keeper, owner',
    ],
    [
      'an unknown category',
      ['category: goods/broken', 'category: goods/lost'],
      'routing.routes[0].category: unknown category "goods/lost"; known: goods, goods/broken, goods/stale',
    ],
    [
      'an extension of an unknown clock',
      ['clock: resolve,', 'clock: revolve,'],
      'extensions[0].clock: unknown clock "revolve"; known: reply, resolve',
    ],
    [
      'an extension of a clock that does not run',
      ['small: 3 business days, big: same day', 'small: 3 business days'],
      'extensions[0].severities[0]: clock "resolve" does not run for severity "big"',
    ],
    ['two clocks of one id', ['id: resolve', 'id: reply'], 'clocks[1].id: "reply" is there twice'],
    [
      'two levels of one id',
      ['{ id: owner, title: Owner }', '{ id: keeper, title: Owner }'],
      'ladder[1].id: "keeper" is there twice',
    ],
    [
      'a word that means two categories',
      ['title: Stale }', 'title: Stale, synonyms: [Defect] }'],
      'categories[0].leaves[1].synonyms[0]: "Defect" already names goods/broken',
    ],
    [
      'a level called like the front line',
      ['{ id: keeper, title: Shop keeper }', '{ id: frontline, title: Shop keeper }'],
      'ladder[0].id: "frontline" stands for everybody below the ladder',
    ],
    [
      'overlapping opening hours',
      ["'13:00-18:00'", "'11:00-18:00'"],
      'calendar.openingHours[1]: opening hours must be in order, without overlap',
    ],
    [
      'opening hours that end before they begin',
      ["'13:00-18:00'", "'18:00-13:00'"],
      'calendar.openingHours[1]: "18:00-13:00" are no opening hours; write 09:00-18:00, from before to',
    ],
    [
      'an unknown time zone',
      ['Europe/Berlin', 'Europe/Bonn'],
      'timeZone: "Europe/Bonn" is no IANA time zone; write for example Asia/Shanghai',
    ],
    ['an unknown currency', ['currency: EUR', 'currency: EURO'], 'currency: "EURO" is no ISO 4217 currency'],
    [
      'a range that holds nothing',
      ["valueAtLeast: '500.00'", "valueAtLeast: '500.00', valueBelow: '500.00'"],
      'authority.matters[0].when.valueBelow: no value is at least the one and below the other',
    ],
    [
      'a pausable clock without pause reasons',
      ['pauseReasons: [waitingForComplainant]', 'pauseReasons: []'],
      'clocks[1].pausable: the procedure has no pauseReasons',
    ],
    [
      'a stop that is about something else than the start',
      ['starts: received\n    stops: [answered]', 'starts: dispatched\n    stops: [promiseKept]'],
      'clocks[0].stops[0]: "promiseKept" is about the promise, but the clock belongs to the dispatch that "dispatched" is about',
    ],
    [
      'what a reopening does to a clock whose start it takes back',
      [
        'starts: received\n    stops: [answered]',
        'starts: resolved\n    onReopening: goesOn\n    stops: [answered]',
      ],
      'clocks[0].onReopening: a reopening takes "resolved" back, so the clock starts with the next one',
    ],
    [
      'a holiday on a day that does not exist',
      ['calendar: {', "calendar: { closedOn: { '2026-02-30': Never },"],
      'calendar.closedOn.2026-02-30: there is no day 2026-02-30',
    ],
    [
      'a day that is closed and open',
      ['calendar: {', "calendar: { closedOn: { '2026-12-24': A }, openOn: { '2026-12-24': B },"],
      'calendar.openOn.2026-12-24: the day is under closedOn too',
    ],
    [
      'a decree without a country',
      ['calendar: {', 'calendar: { decreedYears: [2027],'],
      'calendar.decreedYears[0]: without the holidays of a country there is no decree',
    ],
    [
      'a promotion that is also a breach',
      ['warnAt: 0.5', 'onDue: promote'],
      'clocks[0].onDue: kind promotion and onDue promote go together',
    ],
    [
      'a satisfaction nobody can reach',
      ['satisfiedFrom: 3', 'satisfiedFrom: 6'],
      'followUp.satisfiedFrom: lies above the scale',
    ],
    [
      'a step that is none',
      ['{ step: concluded', '{ step: concluding'],
      'resolving.requires[1].step: "concluding" is not one of classified, dispatched, findingRecorded, concluded',
    ],
    [
      'a condition on a cause that is none',
      ['causes: [storage]', 'causes: [weather]'],
      'resolving.requires[1].when.causes[0]: unknown root cause "weather"; known: storage',
    ],
    ['a warning after the due time', ['warnAt: 0.5', 'warnAt: 1.5'], 'clocks[0].warnAt: must be < 1'],
    [
      'an id with a space',
      ['id: keeper', 'id: shop keeper'],
      'ladder[0].id: "shop keeper" is no id; write letters, digits and hyphens, a letter first',
    ],
  ])('D13 names file, path and reason of %s', (_what, edit, expected) => {
    expect(pathsAndReasons(changed(edit))).toContainEqual(expect.stringContaining(expected));
  });

  it('D13 collects what is wrong with form, figures and names together, each with its line', () => {
    const broken = changed(
      ['title: Corner shop', 'title: Corner shop\ncolour: red'],
      ['allowance: 24h', 'allowance: later'],
      ['settleAtOnce: [small,', 'settleAtOnce: [tiny,'],
    );
    const lines = broken.split('\n');
    const lineOf = (text: string) => lines.findIndex((line) => line.includes(text)) + 1;
    expect(problemsOf(broken)).toEqual([
      { file: 'shop.yaml', path: 'colour', reason: 'unknown key', line: lineOf('colour: red') },
      {
        file: 'shop.yaml',
        path: 'clocks[0].allowance',
        reason: expect.stringContaining('later'),
        line: lineOf('allowance: later'),
      },
      {
        file: 'shop.yaml',
        path: 'settleAtOnce[0]',
        reason: expect.stringContaining('tiny'),
        line: lineOf('tiny'),
      },
    ]);
    expect(() => parseProcedure('shop.yaml', broken)).toThrow(
      /^shop\.yaml: colour: unknown key \(line 5\)\n/m,
    );
  });

  it('D13 names the line of broken YAML', () => {
    expect(problemsOf('id: [')).toMatchObject([{ file: 'shop.yaml', path: '', line: 1 }]);
    expect(problemsOf('id: a\nid: b')).toMatchObject([{ reason: 'Map keys must be unique', line: 2 }]);
  });

  it('D13 refuses an empty file, a list, and aliases that would blow it up', () => {
    expect(pathsAndReasons('')).toEqual([': null must be object']);
    expect(pathsAndReasons('- a')).toEqual([': ["a"] must be object']);
    const bomb = `a: &a [${'x,'.repeat(50)}]\n${['b', 'c', 'd', 'e', 'f'].map((key, index) => `${key}: &${key} [${`*${'abcde'.charAt(index)},`.repeat(50)}]`).join('\n')}`;
    expect(pathsAndReasons(bomb)).toEqual([expect.stringContaining('Excessive alias count')]);
  });
});
