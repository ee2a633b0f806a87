import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { adviceOn } from '../checking/advice.ts';
import { unmarkedFigures } from '../checking/marks.ts';
import { parseProcedure } from '../parse.ts';
import { draftProcedure } from './draft-procedure.ts';
import { readAnswers, type Answers } from './questions.ts';

const LIBRARY = {
  title: 'Complaints of readers',
  id: 'city-library',
  source: 'Sheet behind the desk, 2026',
  timeZone: 'Europe/Berlin',
  currency: 'EUR',
  categories: ['Fees', 'House rules'],
  levels: 'Head librarian, Deputy mayor, Cultural office',
  deskLimit: '20.00',
  resolve: '2 working days',
};
const answersOf = (given: object): Answers => {
  const read = readAnswers({ ...given });
  if ('wrong' in read) throw new Error(read.wrong.join('\n'));
  return read.answers;
};

describe('the first file of a procedure', () => {
  it('D13 says what was answered, and is a sound procedure without advice', () => {
    const text = draftProcedure(answersOf(LIBRARY));
    const procedure = parseProcedure('new.yaml', text);
    expect(procedure).toMatchObject({
      ...{ id: 'city-library', version: 1, title: 'Complaints of readers', timeZone: 'Europe/Berlin' },
      ladder: [{ id: 'head-librarian' }, { id: 'deputy-mayor' }, { id: 'cultural-office' }],
    });
    expect(procedure.clocks.find(({ id }) => id === 'resolve')?.allowance).toEqual({ businessDays: 2 });
    expect(procedure.authority.compensation[0]).toEqual({ level: 'frontline', upTo: 2000 });
    expect(adviceOn(procedure, '2026-11-27')).toEqual([]);
    expect(unmarkedFigures(text)).toEqual([]);
  });

  it('D13 takes any words as titles, in any script', () => {
    const word = fc
      .string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
      .filter((text) => text.trim() !== '' && !/[,，]/.test(text));
    const words = fc.uniqueArray(
      word.map((text) => text.trim()),
      { minLength: 1, maxLength: 4, selector: (text) => text.normalize('NFKC').toLowerCase() },
    );
    fc.assert(
      fc.property(word, words, words, words, (title, degrees, categories, levels) => {
        const answers = answersOf({ ...LIBRARY, title, degrees, categories, levels, source: title });
        const procedure = parseProcedure('new.yaml', draftProcedure(answers));
        expect(procedure.ladder.map((level) => level.title)).toEqual(levels);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    [{ id: 'two words' }, 'id: letters'],
    [{ timeZone: 'Mars/Olympus' }, 'timeZone: write a zone'],
    [{ resolve: 'soon' }, 'resolve: write a time'],
    [{ levels: '' }, 'levels: name at least one'],
    [{ levels: 'Head, Head' }, 'levels: name each of them once'],
    [{ deskLimit: '20.005' }, 'deskLimit: the currency has no such amount'],
    [{ colour: 'red' }, 'colour: no such question'],
  ])('D13 refuses an answer that cannot be used: %j', (answer, reason) => {
    const read = readAnswers({ ...LIBRARY, ...answer });
    expect('wrong' in read && read.wrong.join('\n')).toContain(reason);
  });
});
