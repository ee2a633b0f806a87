import type { Finding, Procedure } from '#procedures';

/** A line of a file that asks for something. */
export interface Line {
  readonly path: Finding['path'];
  /** As the file was read. */
  readonly rule: object;
}

/** Every line that asks somebody for something before a case goes on. */
export const linesOf = (procedure: Procedure): readonly Line[] => [
  ...lines(['resolving', 'requires'], procedure.resolving.requires),
  ...lines(['closing', 'requires'], procedure.closing.requires),
  ...lines(['authority', 'matters'], procedure.authority.matters),
  ...lines(['reviews'], procedure.reviews),
  ...lines(['approvals'], procedure.approvals),
  ...lines(['turnTo'], procedure.turnTo),
];

const lines = (path: Finding['path'], rules: readonly object[]): readonly Line[] =>
  rules.map((rule, index) => ({ path: [...path, index], rule }));

/** The same procedure, had these lines never been written. */
export function without(procedure: Procedure, left: readonly Line[]): Procedure {
  const { resolving, closing, authority, reviews, approvals, turnTo } = procedure;
  const isThere = (rule: object): boolean => left.every((each) => each.rule !== rule);
  return {
    ...procedure,
    resolving: { requires: resolving.requires.filter(isThere) },
    closing: { requires: closing.requires.filter(isThere) },
    authority: { ...authority, matters: authority.matters.filter(isThere) },
    reviews: reviews.filter(isThere),
    approvals: approvals.filter(isThere),
    turnTo: turnTo.filter(isThere),
  };
}
