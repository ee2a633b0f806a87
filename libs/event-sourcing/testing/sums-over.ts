import { BEGINNING } from '../primitives.ts';
import { addUp, gatherSums, noteChange, type SumDocument, type Sums } from '../projection/sums.ts';

/** What these documents add up to, counted at once: the sums that a projection has to have by them, by their ids. */
export function sumsOver<Document extends object>(
  sums: Sums<Document>,
  documents: Iterable<Document>,
): ReadonlyMap<string, SumDocument> {
  const gathered = gatherSums(Number.MAX_SAFE_INTEGER);
  for (const each of documents) noteChange(sums, gathered, [undefined, each], BEGINNING);
  return new Map(addUp(gathered).map(({ id, document }) => [id, document as SumDocument]));
}
