import { describe, expect, it } from 'vitest';
import { BEGINNING, type Position } from '../primitives.ts';
import { addUp, gatherSums, noteChange, type SumDocument, type Sums } from './sums.ts';

const sums: Sums<object> = {
  of: () => ({ heading: { month: 'May' }, amounts: new Map([['cases', 1]]) }),
  part: () => 'few',
};
const LATER = '00000000000000000002' as Position;

/** What is kept of a sum of one case, once that case is gone. */
function withoutItsOnlyCase(kept: Partial<SumDocument>): object | undefined {
  const gathered = gatherSums(10);
  const document = { sum: { month: 'May', part: 'few' }, amounts: [['cases', 1]], ...kept };
  gathered.documents.put('May/few', { document, position: BEGINNING });
  noteChange(sums, gathered, [{}, undefined], LATER);
  const [write] = addUp(gathered);
  expect(write).toMatchObject({ id: 'May/few', position: LATER });
  return write?.document;
}

describe('a sum that adds up to nothing', () => {
  it('REP-3 is not kept', () => {
    expect(withoutItsOnlyCase({})).toBeUndefined();
  });

  it('D8 stays while it bears the mark of a release that may begin again', () => {
    expect(withoutItsOnlyCase({ released: ['a release'] })).toEqual({
      ...{ sum: { month: 'May', part: 'few' }, amounts: [], released: ['a release'] },
    });
  });
});
