import { describe, expect, it } from 'vitest';
import { changed, problemsOf } from './testing/sound-file.ts';

const pathsAndReasons = (text: string) => problemsOf(text).map(({ path, reason }) => `${path}: ${reason}`);

describe('a field that cannot be used', () => {
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
      'SOL-8 a budget of those who may grant nothing',
      [
        "compensation: { frontline: '5.00', keeper: '50.00', owner: unlimited }\n  remedies: { discount: { keeper: 8.8折, owner: '30%' }, gift: { keeper: '20.00', owner: unlimited } }",
        "compensation: { keeper: '50.00', owner: unlimited }\nbudgets: { frontline: '9.00' }",
      ],
      'budgets.frontline: the front line may grant nothing (authority.compensation)',
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
      'a scale on which nobody can answer (OUT-3)',
      ['scale: 5', 'scale: 11'],
      'followUp.scale: must be <= 10',
    ],
    [
      'a step that is none',
      ['{ step: concluded', '{ step: concluding'],
      'resolving.requires[1].step: "concluding" is not one of restated, acknowledged, classified, dispatched, secretAgreed, demandsNamed, visited, alternativesSought, findingRecorded, mediated, concluded',
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
});
