import { describe, expect, it } from 'vitest';
import { changed, problemsOf } from './testing/sound-file.ts';

const pathsAndReasons = (text: string) => problemsOf(text).map(({ path, reason }) => `${path}: ${reason}`);

describe('what is no text', () => {
  it.each([
    ['', 'is empty'],
    ['# only a comment\n\n', 'is empty'],
    ['id: caf\uFFFD', 'is not UTF-8 text; save it in that encoding'],
    ['i\0d\0', 'is not UTF-8 text; save it in that encoding'],
  ])('D13 says of %j that it %s', (text, reason) => {
    expect(problemsOf(text)).toEqual([{ file: 'shop.yaml', path: '', reason }]);
  });

  it('D13 says in which column', () => {
    const [problem] = problemsOf(changed(['routing:\n  default: counter', 'routing:\n  default: 7']));
    expect(problem).toMatchObject({ path: 'routing.default', column: 3 });
  });
});

describe('names and words that cannot be meant', () => {
  it.each<readonly [string, readonly [string, string], string]>([
    [
      'a key that is spelt wrongly',
      ['duplicateWindowDays', 'duplicatesWindowDays'],
      'duplicatesWindowDays: unknown key; did you mean "duplicateWindowDays"?',
    ],
    [
      'a clock that counts by a calendar that is none',
      ['warnAt: 0.5', 'warnAt: 0.5\n    calendar: desk'],
      'clocks[0].calendar: unknown calendar "desk"; known: hotline',
    ],
    [
      'opening hours of a further calendar',
      ["openingHours: ['06:00-22:00']", "openingHours: ['06:00-22:00', '21:00-23:00']"],
      'calendars.hotline.openingHours[1]: opening hours must be in order, without overlap',
    ],
    [
      'an unknown level that is to answer',
      ['allowance: 24h', 'allowance: { byLevel: { boss: 24h } }'],
      'clocks[0].allowance.byLevel.boss: unknown level "boss"; known: keeper, owner',
    ],
    [
      'time by level where no level is asked',
      ['allowance: 24h', 'allowance: { byLevel: { owner: 24h } }'],
      'clocks[0].allowance: only what starts with "escalated" has a level to answer',
    ],
    [
      'an unknown level that a miss goes to',
      ['warnAt: 0.5', 'breachEffects: [{ escalateTo: owner }, { notify: boss }]'],
      'clocks[0].breachEffects[1].notify: unknown level "boss"; known: keeper, owner, auditors',
    ],
    [
      'an unknown level among several that hear of it',
      ['notify: { big: owner }', 'notify: { big: [owner, boss] }'],
      'routing.notify.big[1]: unknown level "boss"; known: keeper, owner',
    ],
    [
      'a question about a field that is none',
      ['requires: [complainantName', 'requires: [complainantAge'],
      'intake.requires[0]: unknown field "complainantAge"; known: desk, room, complainantName',
    ],
    [
      'a choice that the field does not have',
      ['desk: [north]', 'desk: [west]'],
      'intake.requires[1].when.details.desk[0]: unknown choice "west"; known: north, south',
    ],
    [
      'an own field that every complaint may have',
      ['room: { title: Room', 'site: { title: Room'],
      'intake.fields.site: any complaint may come with that; give the field another name',
    ],
    [
      'choices of what is no choice',
      ['kind: choice, choices', 'kind: text, choices'],
      'intake.fields.desk.choices: a choice has choices, and nothing else has',
    ],
    [
      'a level that hangs on an own field',
      ["when: { valueAtLeast: '500.00' }", 'when: { details: { desk: [north] } }'],
      'authority.matters[0].when.details.desk: who decides does not hang on own fields',
    ],
    [
      'a word that is said in one language only',
      ['title: Corner shop', 'title: { en: Corner shop, zh: 街角小店 }'],
      'severities[0].title: "Small" is not said in Chinese; write { en: Small, zh: … }',
    ],
    [
      'a house that speaks Chinese and says nothing',
      ['title: Corner shop', 'title: Corner shop\nlanguage: zh'],
      'inadmissibleGrounds.in-court: "A court decides it." is not said in Chinese',
    ],
    [
      'a limit of a kind of remedy for a level that is none',
      ['discount: { keeper', 'discount: { boss'],
      'authority.remedies.discount.boss: unknown level "boss"; known: frontline, keeper, owner',
    ],
    [
      'limits of a kind in two measures',
      ["owner: '30%' }", "owner: '30.00' }"],
      'authority.remedies.discount: either amounts or percentages',
    ],
    [
      'a limit that falls on the way up',
      ["owner: '30%' }", "owner: '3%' }"],
      'authority.remedies.discount.owner: "3%" is less than a lower level may grant',
    ],
    [
      'a limit that is none',
      ["owner: '30%' }", "owner: '130%' }"],
      "authority.remedies.discount.owner: \"130%\" is no limit; write an amount in quotes, a percentage like '12%' or '8.8折'",
    ],
    [
      'a limit with digits that the currency does not have',
      ["gift: { keeper: '20.00'", "gift: { keeper: '20.0'"],
      'authority.remedies.gift.keeper: "20.0" needs 2 digits after the point in EUR',
    ],
    [
      'a visit of which nobody says how many go',
      ['onSite: { people: 2 }', '# nobody'],
      'resolving.requires[2]: how many have to be on the spot? say it under onSite.people',
    ],
    [
      'a question with no choices to choose from',
      ['kind: yesNo } }', 'kind: choice } }'],
      'followUp.questions.again.choices: a choice has choices, and nothing else has',
    ],
    [
      'a review by nobody',
      ['by: auditors, before', 'by: lawyers, before'],
      'reviews[0].by: unknown level "lawyers"; known: keeper, owner, auditors',
    ],
    [
      'a body with the name of a level',
      ['id: auditors, title', 'id: owner, title'],
      'bodies[0].id: "owner" is the name of a level',
    ],
    [
      'a body for which nothing is',
      ['reviews: [{ by: auditors', 'reviews: [{ by: keeper'],
      'bodies[0]: nothing is for "auditors": no review and no news of a miss names it',
    ],
    [
      'a review that is there twice',
      ['{ by: owner, before: closed }', '{ by: auditors, before: offered }'],
      'reviews[1].by: "auditors before offered" is there twice',
    ],
    ['half a word', ['title: Corner shop', 'title: { en: Corner shop }'], 'title.zh: missing'],
    [
      'a Chinese word that names two categories',
      ['title: Stale }', 'title: { en: Stale, zh: defect } }'],
      'categories[0].leaves[1].title: "defect" already names goods/broken',
    ],
  ])('D13 names file, path and reason of %s', (_what, edit, expected) => {
    expect(pathsAndReasons(changed(edit))).toContainEqual(expect.stringContaining(expected));
  });

  it('DIS-8 a clock until somebody is on the spot needs to know how many go', () => {
    const text = changed(
      ['onSite: { people: 2 }', '# nobody'],
      ['stops: [answered]', 'stops: [arrivedOnSite]'],
    );
    expect(pathsAndReasons(text)).toContainEqual(
      expect.stringContaining('clocks[0]: how many have to be on the spot? say it under onSite.people'),
    );
  });
});
