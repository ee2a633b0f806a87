import { describe, expect, it } from 'vitest';
import { parseProcedure } from './parse.ts';
import { describeProcedure } from './telling/describe.ts';
import { procedureDifferences } from './telling/diff.ts';
import { shipped } from './testing/shipped.ts';
import { changed, problemsOf } from './testing/sound-file.ts';

const CONDUCT = `conduct:
  reportedBy: [auditors]
  decidedBy: keeper
  appealsTo: owner
  forgottenAfterMonths: 12
  violations:
    - { id: rude, title: Rude, rule: CON-3, points: 10, when: { categories: [goods/stale] } }
    - { id: late, title: Late, rule: CON-3, points: 1 }
  steps:
    - { id: talk, title: A talk, rule: CON-1, after: { violation: rude, times: 1 } }
    - { id: warning, title: A warning, rule: CON-2, after: { confirmedInMonth: 2 } }
  appraisal: [{ id: rise, title: Rise }]
`;
const withConduct = (...edits: readonly (readonly [string, string])[]): string =>
  changed([
    'duplicateWindowDays',
    `${edits.reduce((text, [from, to]) => text.replace(from, to), CONDUCT)}duplicateWindowDays`,
  ]);

describe('what a file says of conduct', () => {
  it('CON-1 CON-3 is read as it is written', () => {
    expect(parseProcedure('shop.yaml', withConduct()).conduct).toEqual({
      ...{ reportedBy: ['auditors'], decidedBy: 'keeper', appealsTo: 'owner', forgottenAfterMonths: 12 },
      violations: [
        { id: 'rude', title: 'Rude', rule: 'CON-3', points: 10, when: { categories: ['goods/stale'] } },
        { id: 'late', title: 'Late', rule: 'CON-3', points: 1 },
      ],
      steps: [
        { id: 'talk', title: 'A talk', rule: 'CON-1', after: { violation: 'rude', times: 1 } },
        { id: 'warning', title: 'A warning', rule: 'CON-2', after: { confirmedInMonth: 2 } },
      ],
      appraisal: [{ id: 'rise', title: 'Rise' }],
    });
  });

  it.each<readonly [string, readonly [string, string], string]>([
    [
      'a level that is none',
      ['decidedBy: keeper', 'decidedBy: boss'],
      'conduct.decidedBy: unknown level "boss"; known: keeper, owner',
    ],
    [
      'a body that is none',
      ['[auditors]', '[police]'],
      'conduct.reportedBy[0]: unknown level "police"; known: keeper, owner, auditors',
    ],
    [
      'an appeal to whoever decides',
      ['appealsTo: owner', 'appealsTo: keeper'],
      'conduct.appealsTo: "keeper" does not stand above "keeper", which decides',
    ],
    [
      'a step for a violation that is none',
      ['violation: rude', 'violation: rood'],
      'conduct.steps[0].after.violation: unknown violation "rood"; known: rude, late',
    ],
    [
      'two steps for one occasion',
      ['after: { confirmedInMonth: 2 }', 'after: { times: 1, violation: rude }'],
      'conduct.steps[1].after: another step is for the same occasion',
    ],
    [
      'a violation that is there twice',
      ['id: late', 'id: rude'],
      'conduct.violations[1].id: "rude" is there twice',
    ],
    [
      'a category that is none',
      ['[goods/stale]', '[goods/mouldy]'],
      'conduct.violations[0].when.categories[0]: unknown category "goods/mouldy"; known: goods, goods/broken, goods/stale',
    ],
  ])('CON-1 refuses %s', (_, edit, told) => {
    const found = problemsOf(withConduct(edit)).map(({ path, reason }) => `${path}: ${reason}`);
    expect(found).toContain(told);
  });

  it('CON-1 is told to people, and what another version changes of it', () => {
    const [before, after] = [withConduct(), withConduct(['points: 10', 'points: 5'])].map((text) =>
      parseProcedure('shop.yaml', text),
    );
    if (before === undefined || after === undefined) throw new Error('both are sound');
    const rows = describeProcedure(before).find(({ title }) => title === 'Conduct')?.rows;
    expect(rows).toContainEqual(['A talk', 'proposed to whoever decides', 'Rude, time 1', 'CON-1']);
    expect(rows).toContainEqual(['forgotten after', '12 months']);
    expect(procedureDifferences(before, after)).toEqual([
      'Conduct: "Rude", how: 5 points instead of 10 points.',
    ]);
  });

  it('CON-3 property-commercial has 2, 10 and 1 points', () => {
    expect(shipped('property-commercial').conduct?.violations.map(({ points }) => points)).toEqual([
      2, 10, 1,
    ]);
  });

  it('CON-1 CON-2 supermarket-authority has three steps for what is ignored, and one for two in a month', () => {
    expect(shipped('supermarket-authority').conduct?.steps.map(({ id, after }) => [id, after])).toEqual([
      ['warning', { violation: 'complaint-ignored', times: 1 }],
      ['major-demerit', { violation: 'complaint-ignored', times: 2 }],
      ['dismissal', { violation: 'complaint-ignored', times: 3 }],
      ['administrative-warning', { confirmedInMonth: 2 }],
    ]);
  });

  it('CON-4 the record of the hospital is looked at for targets, promotion, grade, awards', () => {
    expect(shipped('hospital').conduct?.appraisal.map(({ id }) => id)).toEqual([
      ...['targets', 'promotion', 'grade', 'awards', 'rewards-and-penalties'],
    ]);
  });
});
