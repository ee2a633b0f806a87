import { describe, expect, it } from 'vitest';
import { withFigures } from './changed-figures.ts';
import { InvalidProcedure } from './invalid-procedure.ts';
import { textOfFile } from './load.ts';

const text = textOfFile(new URL('./shipped/residential-property.yaml', import.meta.url).pathname);
const changed = (...changes: readonly string[]) => withFigures('residential-property@1', text, changes);
const reasonFor = (...changes: readonly string[]): string => {
  try {
    changed(...changes);
    return 'nothing';
  } catch (error) {
    if (!(error instanceof InvalidProcedure)) throw error;
    return error.message;
  }
};

describe('a procedure with single figures changed (D14)', () => {
  it('D14 has the new figure, and everything else as its file says', () => {
    const own = changed();
    const other = changed('clocks.acknowledge.allowance=24h');
    const without = (procedure: typeof own) => ({
      ...procedure,
      clocks: procedure.clocks.filter(({ id }) => id !== 'acknowledge'),
    });
    expect(other.clocks.find(({ id }) => id === 'acknowledge')?.allowance).toEqual({ elapsedMinutes: 1440 });
    expect(without(other)).toEqual(without(own));
  });

  it('D14 takes amounts as text, numbers as numbers, and whole parts as the file would have them', () => {
    const other = changed(
      'authority.compensation.frontline=50.00',
      'clocks.acknowledge.warnAt=0.75',
      'clocks.resolve.allowance={ bySeverity: { important: 5d, major: 10d } }',
      'severities.0.title.en=Small',
    );
    expect(other.authority.compensation).toContainEqual({ level: 'frontline', upTo: 5_000 });
    const figures = other.clocks.filter(({ id }) => id === 'acknowledge' || id === 'resolve');
    expect(figures.map(({ warnAt }) => warnAt)).toEqual([0.75, 0.75]);
    expect(figures[1]?.allowance).toEqual({
      bySeverity: { important: { elapsedMinutes: 7200 }, major: { elapsedMinutes: 14_400 } },
    });
    expect(other.severities[0]?.title).toBe('Small');
  });

  it.each([
    ['clocks.acknowlege.allowance=24h', 'there is no "acknowlege" here; did you mean "acknowledge"?'],
    ['clocks.acknowledge.alowance=24h', 'unknown key; did you mean "allowance"?'],
    ['clocks.acknowledge.allowance=soon', 'is no allowance'],
    ['clocks.acknowledge.allowance', 'write path=value'],
    ['clocks.acknowledge.allowance.x.y=1', 'there is no "x" here; there is nothing'],
    ['__proto__.polluted=1', 'there is no "__proto__" here'],
    ['__proto__=1', 'unknown key'],
  ])('D14 refuses %s, and says what would be right', (change, reason) => {
    expect(reasonFor(change)).toContain(reason);
  });
});
