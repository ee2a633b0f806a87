import type { Conformance } from './conformance.ts';
import type { COVERED } from './decisions.ts';
import type { ObligationKind, Standing } from './obligation.ts';

/** Where a figure of the month stands: the same obligation or kind of decision under one procedure. */
interface Counted<Key extends string> {
  /** Id of the procedure. */
  readonly procedure: string;
  readonly kind: Key;
  readonly name: string;
}

export type CountedObligation = Counted<ObligationKind> & Readonly<Record<Standing, number>>;
export type CountedDecision = Counted<'decision'> & Readonly<Record<(typeof COVERED)[number], number>>;

/** How often what the procedures ask for was met, over cases that come one by one. */
export class Counts {
  readonly #obligations = new Map<string, CountedObligation>();
  readonly #decisions = new Map<string, CountedDecision>();
  #cases = 0;
  #unread = 0;

  /** Nothing: the history of the case cannot be read. */
  add(found: Conformance | undefined): void {
    if (found === undefined) {
      this.#unread += 1;
      return;
    }
    const { procedure: of, obligations, decisions } = found;
    const [procedure = of] = of.split('@');
    this.#cases += 1;
    for (const { kind, name, standing } of obligations)
      plusOne(this.#obligations, { ...NO_STANDING, procedure, kind, name }, standing);
    for (const { on: name, covered } of decisions)
      plusOne(this.#decisions, { ...NO_COVER, procedure, kind: 'decision' as const, name }, covered);
  }

  told() {
    return {
      cases: this.#cases,
      unread: this.#unread,
      obligations: [...this.#obligations.values()].toSorted(byName),
      decisions: [...this.#decisions.values()].toSorted(byName),
    };
  }
}

const NO_STANDING: Readonly<Record<Standing, number>> = {
  met: 0,
  metLate: 0,
  missed: 0,
  notDue: 0,
  notApplicable: 0,
};
const NO_COVER: Readonly<Record<(typeof COVERED)[number], number>> = {
  inPerson: 0,
  byDecision: 0,
  byRule: 0,
  lacking: 0,
};

const keyOf = ({ procedure, kind, name }: Counted<string>): string => [procedure, kind, name].join('\n');

function plusOne<Row extends Counted<string> & Readonly<Record<Column, number>>, Column extends string>(
  rows: Map<string, Row>,
  empty: Row,
  column: Column,
): void {
  const row = rows.get(keyOf(empty)) ?? empty;
  rows.set(keyOf(row), { ...row, [column]: row[column] + 1 });
}

const byName = (one: Counted<string>, other: Counted<string>): number => (keyOf(one) < keyOf(other) ? -1 : 1);
