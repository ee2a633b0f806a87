import { describe, expect, it } from 'vitest';
import { parseProcedure } from '../parse.ts';
import { shippedTexts } from '../testing/shipped.ts';
import { changed, SOUND } from '../testing/sound-file.ts';
import { adviceOn } from './advice.ts';
import { unmarkedFigures } from './marks.ts';

const advised = (text: string, today = '2026-11-27'): readonly string[] =>
  adviceOn(parseProcedure('shop.yaml', text), today).map(
    ({ path, reason }) => `${path.join('.')}: ${reason}`,
  );
const DEAR = "{ id: dear, level: owner, when: { valueAtLeast: '500.00' } }";
const UNAPPROVED = [
  "approvals: [{ level: owner, when: { severities: [big], amountAtLeast: '50.00' } }]",
  'approvals: []',
] as const;
/** Goods below 500 are for the keeper, and an escalated case has a clock. */
const complete = [
  [DEAR, `{ id: cheap, level: keeper, when: { valueBelow: '500.00' } }\n    - ${DEAR}`],
  ['starts: received\n    stops: [answered]', 'starts: escalated\n    stops: [levelAnswered]'],
] as const;

describe('advice on a procedure that can be used', () => {
  it('D13 says nothing of one in which all is meant', () => {
    expect(advised(changed(...complete))).toEqual([]);
  });

  it('AUT-3 names the values of goods for which no rule names a level, or two do', () => {
    expect(advised(SOUND)).toContain(
      'authority.matters.0.when: no rule names a level for goods from 0.00 EUR to below 500.00 EUR: the first level decides',
    );
    const twice = changed(...complete).replace("valueBelow: '500.00'", "valueBelow: '600.00'");
    expect(advised(twice)).toEqual([
      'authority.matters.1.when: from 500.00 EUR on "cheap" holds as well; the higher of "keeper" and "owner" decides',
    ]);
    const open = changed(...complete).replace(
      "valueAtLeast: '500.00'",
      "valueAtLeast: '500.00', valueBelow: '900.00'",
    );
    expect(advised(open)).toEqual([
      'authority.matters.1.when.valueBelow: no rule names a level for goods from 900.00 EUR on: the first level decides',
    ]);
  });

  it.each([
    [
      'AUT-3 a matter that a higher level always takes',
      [[DEAR, `{ id: dear-too, level: keeper, when: { valueAtLeast: '500.00' } }\n    - ${DEAR}`]],
      'authority.matters.0: "dear-too" never decides: "dear" holds for the same, and "owner" stands above "keeper"',
    ],
    [
      'CLK-9 reasons for a pause where no clock stands still',
      [['    pausable: true\n', '']],
      'pauseReasons: no clock stands still: mark those that do with "pausable: true"',
    ],
    [
      'AUT-5 a clock that begins with an approval that nobody gives',
      [UNAPPROVED, ['starts: received', 'starts: planApproved']],
      'clocks.0.starts: "reply" never runs: no plan needs an approval; name who gives it under approvals',
    ],
    [
      'AUT-5 a clock that only such an approval would end',
      [UNAPPROVED, ['stops: [answered]', 'stops: [planApproved]']],
      'clocks.0.stops: nobody can end "reply" in time: no plan needs an approval; name who gives it under approvals',
    ],
    [
      'CLK-2 a list of holidays that has ended',
      [["'13:00-18:00'] }", "'13:00-18:00'], closedOn: { '2025-12-25': Christmas } }"]],
      'calendar.closedOn: the list ends with 2025, so no day of 2026 is a holiday; redress procedures holidays lists those of a country',
    ],
  ] as const)('%s', (_, change, told) => {
    expect(advised(changed(...change))).toContain(told);
  });

  it('SOL-4 names a limit that is lower than one below it', () => {
    const { compensation } = parseProcedure('shop.yaml', SOUND).authority;
    const [first, ...others] = compensation;
    if (first === undefined) throw new Error('the file has no limits');
    const turned = { ...first, upTo: null };
    const procedure = parseProcedure('shop.yaml', SOUND);
    const found = adviceOn(
      {
        ...procedure,
        authority: {
          ...procedure.authority,
          compensation: [turned, ...others.map((each) => ({ ...each, upTo: 1 }))],
        },
      },
      '2026-11-27',
    );
    expect(found.map(({ reason }) => reason)).toContainEqual(expect.stringContaining('says nothing'));
  });

  it('AUT-1 names a level for which nothing is', () => {
    const idle = changed(...complete, [
      '{ id: owner, title: Owner }',
      '{ id: warden, title: Warden }\n  - { id: owner, title: Owner }',
    ]);
    expect(advised(idle)).toEqual([
      'ladder.1: nothing is for "warden": no matter, limit, approval, extension or news names it',
    ]);
  });

  it('SOL-4 says that nobody may grant anything', () => {
    const mean = changed(...complete, ["frontline: '5.00', keeper: '50.00', owner: unlimited", '']);
    expect(advised(mean)).toEqual([
      'authority.compensation: nobody may grant anything; give at least one level a limit',
    ]);
  });

  it('DIS-3 AUT-4 names clocks that wait for nobody, and levels without a clock', () => {
    expect(advised(SOUND)).toContain(
      'clocks: no clock runs while "keeper", "owner" is asked; add one that starts with "escalated"',
    );
    const told = changed(...complete, ['stops: [resolved]', 'stops: [managerNotified]']);
    expect(advised(told)).toEqual([
      'clocks.1: "resolve" waits until a manager is told, but routing.notify names none for "small"',
    ]);
  });

  it('CLK-2 says that the holidays of the year are not known', () => {
    const china = changed(...complete, ['holidays: none', 'holidays: CN']);
    expect(advised(china)).toEqual([]);
    expect(advised(china, '2199-01-01')).toEqual([
      'calendar: the holidays of 2199 are not known: list them under closedOn and openOn, and the year under decreedYears',
    ]);
  });
});

describe('where figures are from', () => {
  const unmarked = (text: string) => unmarkedFigures(text).map(({ path }) => path.join('.'));

  it('D13 counts a comment on the line, on one that it stands under, or directly above', () => {
    expect(unmarked('followUp: # OUT-3\n  scale: 5\n')).toEqual([]);
    expect(unmarked('# house figures\nfollowUp:\n  scale: 5\n')).toEqual([]);
    expect(unmarked('followUp:\n  scale: 5 # house figure\n  satisfiedFrom: 3\n')).toEqual([
      'followUp.satisfiedFrom',
    ]);
    expect(unmarked('# house figures\n\nfollowUp:\n  scale: 5\n')).toEqual(['followUp.scale']);
  });

  it('D13 takes amounts, times and opening hours for figures, and a clock for marked by its rule', () => {
    const text = "a: '5.00'\nb: 3 business days\nc: ['08:00-12:00']\nd: same old story\nversion: 1\n";
    expect(unmarked(text)).toEqual(['a', 'b', 'c.0']);
    expect(unmarked('clocks:\n  - { rule: CLK-3, allowance: 2d }\n')).toEqual([]);
  });

  it('D13 does not take a number sign within quotes for a comment', () => {
    expect(unmarked("a: { title: 'Room #house', figure: 5 }\n")).toEqual(['a.figure']);
  });
});

describe.each(shippedTexts())('$name', ({ text }) => {
  it('D13 says of every figure where it is from', () => {
    expect(unmarkedFigures(text)).toEqual([]);
  });
});

describe.each(shippedTexts().filter(({ name }) => !name.startsWith('historic-import')))(
  '$name',
  ({ name, text }) => {
    it('D13 needs no advice', () => {
      expect(adviceOn(parseProcedure(name, text), '2026-11-27')).toEqual([]);
    });
  },
);
