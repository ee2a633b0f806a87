import { describe, expect, it } from 'vitest';
import { filledLetter } from './letter-rules.ts';
import { changed, problemsOf } from './testing/sound-file.ts';

const FINAL = "'On {case}: {outcome} You get {remedies|nothing}. Ask {places|us}.'";
const reasons = (final: string): readonly string[] =>
  problemsOf(changed([FINAL, final])).map(
    ({ path, line, reason }) => `${path} (${line === undefined ? '' : 'line'}): ${reason}`,
  );

describe('the letters of a procedure file (OUT-2)', () => {
  it('OUT-2 may name only what there is to tell, in this letter', () => {
    expect(reasons("'{case} {outcome} {remedies|} {places|} {sum} {answerBy|soon}'")).toEqual([
      expect.stringMatching(
        /^letters\.finalResponse \(line\): unknown placeholder "sum"; known: case, date, /,
      ),
      expect.stringContaining('unknown placeholder "answerBy"'),
    ]);
  });

  it('OUT-2 says what stands there where a case lacks it', () => {
    expect(reasons("'{case} {outcome} {remedies} {places|}'")).toEqual([
      'letters.finalResponse (line): a case may have no {remedies}; say what stands there then: {remedies|…}',
    ]);
  });

  it('OUT-2 OUT-7 leaves out nothing that a final response has to say', () => {
    expect(reasons("'{case} Sorry.'")).toEqual(
      ['outcome', 'remedies', 'places'].map(
        (name) => `letters.finalResponse (line): the letter has to say {${name}}`,
      ),
    );
  });

  it('OUT-2 has no brace that stands for nothing', () => {
    expect(reasons("'{case} {outcome} {remedies|} {places|} {'")).toEqual([
      'letters.finalResponse (line): a brace stands alone; a placeholder is {name} or {name|otherwise}',
    ]);
  });

  it('D13 is said in Chinese as well where the file speaks Chinese, and checked there', () => {
    const [only, ...others] = reasons(`{ en: ${FINAL}, zh: '{case}：{outcome}' }`).filter((each) =>
      each.startsWith('letters.'),
    );
    expect(only).toContain('letters.acknowledgement (line): "We have it as {case}." is not said in Chinese');
    expect(others).toEqual(
      ['remedies', 'places'].map(
        (name) => `letters.finalResponse.zh (line): the letter has to say {${name}}`,
      ),
    );
  });

  it('a line that says nothing but what the case lacks is left out', () => {
    const told = filledLetter('One\n{gone|}\n\nTwo {here}\n{gone|}', ({ name, otherwise = '' }) =>
      name === 'here' ? 'is here' : otherwise,
    );
    expect(told).toBe('One\n\nTwo is here');
  });
});
