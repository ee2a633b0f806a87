import { CLOCK_KINDS } from '#procedures';
import { REMEDIES, type Money } from '../case/events/fields.ts';
import type { CaseFacts } from '../case-facts/case-facts.ts';
import {
  breakdown,
  byKey,
  having,
  ratio,
  select,
  sumOf,
  unknownIn,
  type Breakdown,
  type Cohort,
  type Figure,
} from './figures.ts';

/** The cases with at least one missed clock of that kind. */
export interface BreachRow extends Figure {
  readonly kind: string;
  /** A case can miss several. */
  readonly breaches: number;
}

export function breachRows(cohort: Cohort): readonly BreachRow[] {
  return CLOCK_KINDS.flatMap((kind) => {
    const field = `breaches.${kind}`;
    const breaches = cohort.tally.count(field, 'misses');
    const figure = select(cohort, [{ field, atLeast: 1 }], cohort.tally.count(field, 'cases'));
    return breaches === 0 ? [] : [{ kind, breaches, ...figure }];
  });
}

/** The cases with standing compensation of that kind. */
interface CompensationRow extends Figure {
  readonly kind: string;
  readonly grants: number;
  /** By currency, in minor units; reversed grants are taken off. */
  readonly totals: readonly Money[];
  /** Grants whose worth nobody can tell. */
  readonly unknownWorth: number;
}

/** Of all complaints of the month, those too that were merged into another: their money was spent as well. */
export interface Compensation {
  readonly rows: readonly CompensationRow[];
  /** By currency over all kinds. */
  readonly totals: readonly Money[];
  /** Cases whose imported source tells of money without an amount (INT-11). */
  readonly unknown: Figure;
  /** Cases whose settlement is confidential: in no other figure of these, so that no sum tells one of them (SOL-7). */
  readonly confidential: Figure & { readonly grants: number };
}

export function compensation(cohort: Cohort): Compensation {
  const { tally } = cohort;
  const rows = REMEDIES.flatMap((kind): readonly CompensationRow[] => {
    const field = `compensated.${kind}`;
    const cases = tally.count(field, 'cases');
    const worth = `worth.${kind}`;
    const figure = select(cohort, [{ field, atLeast: 1 }], cases);
    const grants = tally.count(field, 'grants');
    const row = { kind, grants, totals: totals([worth], cohort), unknownWorth: tally.unknown(worth) };
    return cases === 0 ? [] : [{ ...row, ...figure }];
  });
  return {
    rows,
    totals: totals(
      rows.map(({ kind }) => `worth.${kind}`),
      cohort,
    ),
    unknown: having(cohort, 'relief', 'monetary'),
    confidential: {
      grants: tally.count('confidential', 'grants'),
      ...select(cohort, [{ field: 'confidentialGrants', atLeast: 1 }], tally.count('confidential', 'cases')),
    },
  };
}

function totals(fields: readonly string[], { tally }: Cohort): readonly Money[] {
  const sums = new Map<string, number>();
  for (const field of fields)
    for (const [currency, minor] of tally.values(field))
      sums.set(currency, (sums.get(currency) ?? 0) + minor);
  return [...sums]
    .map(([currency, minor]) => ({ currency, minor }))
    .sort((left, right) => byKey(left.currency, right.currency));
}

export interface Satisfaction {
  /** Mean and spread of the answers, apart by procedure: each has a scale of its own. To two decimals. */
  readonly byProcedure: readonly {
    readonly procedure: string;
    readonly average: number;
    readonly counted: Figure;
    readonly distribution: readonly ({ readonly satisfaction: number } & Figure)[];
  }[];
  readonly satisfied: Figure;
  readonly unsatisfied: Figure;
  /** Of the cases with an answer; absent without any. */
  readonly satisfiedShare?: number;
  /** Nobody was asked or reached, or the source does not say. */
  readonly unknown: Figure;
}

export function satisfaction(cohort: Cohort): Satisfaction {
  const [satisfied, unsatisfied] = [having(cohort, 'satisfied', true), having(cohort, 'satisfied', false)];
  const answered = satisfied.count + unsatisfied.count;
  return {
    byProcedure: [...scoresIn(cohort)]
      .sort(([left], [right]) => byKey(left, right))
      .map(([procedure, scores]) => scoresOf(cohort, procedure, scores)),
    satisfied,
    unsatisfied,
    ...(answered > 0 && { satisfiedShare: ratio(satisfied.count, answered) }),
    unknown: unknownIn(cohort, 'satisfied'),
  };
}

type Scores = readonly (readonly [score: number, count: number])[];

function scoresIn({ tally }: Cohort): ReadonlyMap<string, Scores> {
  const found = new Map<string, [number, number][]>();
  for (const [key, count] of tally.values('satisfaction')) {
    const [procedure = '', score] = key.split('\n');
    const scores = found.get(procedure) ?? [];
    found.set(procedure, scores);
    scores.push([Number(score), count]);
  }
  return found;
}

function scoresOf(cohort: Cohort, procedure: string, scores: Scores): Satisfaction['byProcedure'][number] {
  const under = { field: 'procedure', equals: procedure };
  const answers = sumOf(scores.map(([, count]) => count));
  const sum = sumOf(scores.map(([score, count]) => score * count));
  return {
    procedure,
    average: Math.round((sum / answers) * 100) / 100,
    counted: select(cohort, [under, { field: 'satisfaction', isNull: false }], answers),
    distribution: scores
      .toSorted(([left], [right]) => left - right)
      .map(([score, count]) => ({
        satisfaction: score,
        ...select(cohort, [under, { field: 'satisfaction', equals: score }], count),
      })),
  };
}

/** A part of the cases in which it is known. */
export interface Rate {
  readonly cases: Figure;
  readonly of: number;
  /** Absent when it is known of no case. */
  readonly rate?: number;
  readonly notYet: Figure;
  readonly unknown: Figure;
}

/** Of the cases that were resolved or closed at least once, those that had to be taken up again. */
export function reopenRate(cohort: Cohort): Rate {
  const is = (reopening: CaseFacts['reopening']): Figure => having(cohort, 'reopening', reopening);
  const reopened = is('reopened');
  const of = reopened.count + is('never').count;
  return {
    ...{ cases: reopened, of },
    ...(of > 0 && { rate: ratio(reopened.count, of) }),
    ...{ notYet: is('notYet'), unknown: is('unknown') },
  };
}

export interface Repeats {
  readonly threshold: number;
  /** Respondents with that many cases or more in the month, most frequent first; a case counts for each whom it names. */
  readonly rows: Breakdown['rows'];
  readonly unknown: Figure;
}

const REPEAT_THRESHOLD = 2;

export function repeatRespondents(cohort: Cohort): Repeats {
  const { rows, unknown } = breakdown(cohort, 'respondentKeys', REPEAT_THRESHOLD);
  return { threshold: REPEAT_THRESHOLD, rows, unknown };
}

/** Only numbers: who the complainants are is nobody's business here (PRI-1). */
export interface RepeatComplainants {
  readonly threshold: number;
  readonly complainants: number;
  readonly cases: number;
  readonly unknown: Figure;
}

export function repeatComplainants(cohort: Cohort): RepeatComplainants {
  const unknown = unknownIn(cohort, 'complainant');
  const repeated: number[] = [];
  for (const cases of cohort.tally.people.cases()) if (cases >= REPEAT_THRESHOLD) repeated.push(cases);
  return { threshold: REPEAT_THRESHOLD, complainants: repeated.length, cases: sumOf(repeated), unknown };
}
