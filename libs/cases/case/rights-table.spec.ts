import { describe, expect, it } from 'vitest';
import { RELATIONS, rightsTable } from '../testing/rights-table.ts';
import { caseQueries } from '../index.ts';
import { caseCommands } from './commands.ts';

const rows = rightsTable();
const columns = Object.keys(RELATIONS);
const cell = (command: string, relation: string): string | undefined =>
  rows.find((row) => row.command === command)?.cells[columns.indexOf(relation)];
const staffRows = rows.filter(({ kind }) => !kind.startsWith('sent by'));

describe('the table of rights', () => {
  it('AUT-1 has a row for every command, and every query one of its own', () => {
    const named = new Set(rows.map(({ command }) => command.split(',')[0]));
    expect(caseCommands.map(({ name }) => name).filter((name) => !named.has(name))).toEqual([]);
    for (const { name, who } of caseQueries)
      expect([name, Object.keys(who).sort()]).toEqual([
        name,
        ['confidentialTerms', 'internalComplainant', 'readers', 'respondent'],
      ]);
  });

  it('INV-4 lets whoever is complained about, and who stands in for them, begin a case and nothing else', () => {
    for (const relation of ['complained about', 'stands in for them']) {
      const may = staffRows.filter(({ command }) => cell(command, relation) === 'yes');
      expect(may.every(({ kind }) => kind === 'intake')).toBe(true);
    }
  });

  it('AUT-1 gives a level of another place nothing', () => {
    const answers = staffRows.map(({ command }) => cell(command, 'of that level at another site'));
    expect(new Set(answers)).toEqual(new Set(['– AUT-1']));
  });

  it('AUT-3 gives nobody below more than the level needed, nor that more than the one above', () => {
    const order = ['front line', 'below the level needed', 'the level needed', 'above it'];
    const rank = (answer: string | undefined): number => (answer === 'yes' ? 2 : answer === 'asks' ? 1 : 0);
    // Who approves a plan of a major case is the highest level; asking is not for handlers.
    const others = staffRows.filter(({ command }) => command !== 'RecordFollowUp');
    for (const { command } of others) {
      const ranks = order.map((relation) => rank(cell(command, relation)));
      expect([command, ranks]).toEqual([command, ranks.toSorted((one, other) => one - other)]);
    }
  });

  it.each([
    ['DeclareInadmissible', 'front line, the level has decided', '– AUT-3'],
    ['ConcludeInvestigation', 'front line, the level has decided', 'yes'],
    ['ConcludeInvestigation', 'front line', '– AUT-3'],
    ['DecideEscalation', 'below the level asked', '– AUT-4'],
    ['DecideEscalation', 'the level asked', 'yes'],
    ['GrantCompensation, above the limit', 'below the level needed', 'asks'],
    ['ReverseCompensation, as paid back', 'above it, did all before', '– SOL-6'],
    ['AuthoriseOffer', 'above it, did all before', '– SOL-4'],
    ['ApprovePlan', 'above it, did all before', '– AUT-5'],
    ['SignReceipt', 'of the department with the form', 'yes'],
    ['SignReceipt', 'above it', '– DIS-1'],
    ['GrantExtension', 'the level needed', '– CLK-4'],
    ['CorrectIntake, taking somebody off', 'front line', '– INV-4'],
    ['ResolveCase', 'of the level complained about', '– INV-4'],
    ['ResolveCase', 'above the level complained about', 'yes'],
    ['ExplainInvalidity, when it was not accepted', 'front line', '– CLS-5'],
  ])('%s, %s: %s', (command, relation, answer) => {
    expect(cell(command, relation)).toBe(answer);
  });
});
