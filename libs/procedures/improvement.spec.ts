import { describe, expect, it } from 'vitest';
import { unmarkedFigures } from './checking/marks.ts';
import { describeProcedure } from './telling/describe.ts';
import { procedureDifferences } from './telling/diff.ts';
import { parseProcedure } from './parse.ts';
import { property } from './testing/shipped.ts';
import { changed, problemsOf } from './testing/sound-file.ts';

const IMPROVEMENT = `improvement:
  recurrence:
    - id: same-goods
      title: The same goods
      rule: IMP-1
      of: [category, site]
      times: 3
      withinDays: 30
  ledBy: keeper
  extendedBy: owner
  actions:
    immediate: { due: 2 business days, warnAt: 0.5 }
    planned: { due: 3 months }
  compareDays: 14
`;
const withImprovement = (...edits: readonly (readonly [string, string])[]): string =>
  changed([
    'duplicateWindowDays',
    `${edits.reduce((text, [from, to]) => text.replace(from, to), IMPROVEMENT)}duplicateWindowDays`,
  ]);

describe('what a file says of improvement', () => {
  it('IMP-1 IMP-2 is read as it stands there', () => {
    expect(parseProcedure('shop.yaml', withImprovement()).improvement).toEqual({
      recurrence: [
        {
          ...{ id: 'same-goods', title: 'The same goods', rule: 'IMP-1', of: ['category', 'site'] },
          ...{ times: 3, withinDays: 30 },
        },
      ],
      ...{ ledBy: 'keeper', extendedBy: 'owner', compareDays: 14 },
      actions: { immediate: { due: { businessDays: 2 }, warnAt: 0.5 }, planned: { due: { months: 3 } } },
    });
  });

  it.each<readonly [string, readonly [string, string], string]>([
    [
      'nobody to lead',
      ['ledBy: keeper', 'ledBy: boss'],
      'improvement.ledBy: unknown level "boss"; known: keeper, owner',
    ],
    [
      'nobody to give time',
      ['extendedBy: owner', 'extendedBy: boss'],
      'improvement.extendedBy: unknown level "boss"; known: keeper, owner, oversight',
    ],
    [
      'time from below',
      ['ledBy: keeper\n  extendedBy: owner', 'ledBy: owner\n  extendedBy: keeper'],
      'improvement.extendedBy: "keeper" stands below whoever leads',
    ],
    ['once is no recurrence', ['times: 3', 'times: 1'], 'improvement.recurrence[0].times: must be >= 2'],
  ])('IMP-1 %s is refused', (_, edit, message) => {
    expect(problemsOf(withImprovement(edit)).map(({ path, reason }) => `${path}: ${reason}`)).toContain(
      message,
    );
  });

  it('IMP-1 no two recurrences have one name', () => {
    const twice = withImprovement([
      '  ledBy',
      '    - { id: same-goods, title: Again, rule: IMP-1, of: [brand], times: 2, withinDays: 5 }\n  ledBy',
    ]);
    expect(problemsOf(twice).map(({ reason }) => reason)).toContain('"same-goods" is there twice');
  });

  it('IMP-2 closing waits for an action only where somebody decides on one', () => {
    const waiting = [
      'closing: { requires: [outcomeNotified,',
      'closing: { requires: [improvementPlanned,',
    ] as const;
    expect(problemsOf(changed(waiting)).map(({ reason }) => reason)).toEqual([
      'who decides on actions? say it under improvement',
    ]);
    expect(problemsOf(withImprovement().replace(...waiting))).toEqual([]);
  });

  it('IMP-1 is told, and what is different in another version too', () => {
    const procedure = parseProcedure('shop.yaml', withImprovement());
    const told = describeProcedure(procedure).find(({ title }) => title === 'Improvement');
    expect(told?.rows[0]).toEqual([
      'recurrence: The same goods',
      'the same category and site 3 times within 30 days',
      'IMP-1',
    ]);
    const other = parseProcedure('shop.yaml', withImprovement(['times: 3', 'times: 4']));
    expect(procedureDifferences(procedure, other)).toEqual([
      'Improvement: "recurrence: The same goods", how: the same category and site 4 times within 30 days instead of the same category and site 3 times within 30 days.',
    ]);
  });

  it('IMP-1 its figures say where they are from', () => {
    expect(unmarkedFigures(IMPROVEMENT).map(({ path }) => path.join('.'))).toEqual([
      ...['improvement.actions.immediate.due', 'improvement.actions.immediate.warnAt'],
      ...['improvement.actions.planned.due', 'improvement.compareDays'],
    ]);
  });

  it('IMP-1 is watched in the shipped procedures that say so', () => {
    expect(property.improvement?.recurrence.map(({ id }) => id)).toContain('same-matter-at-one-site');
  });
});
