/** As many as the contract of `DuplicateSuspected` holds. */
const MOST_SUSPICIONS = 20;

/** INT-10: what of the cases that were found is told. */
export const suspectedIn = (candidates: readonly string[]): string[] =>
  [...new Set(candidates)].slice(0, MOST_SUSPICIONS);
