import type { ObligationKind } from '../conformance/obligation.ts';
import type { ClockFigure, DecisionFigure, Figures } from './figures.ts';

/** What may be different, in the order in which it is told. */
export const WHAT = [
  ...(['dueTime', 'breach', 'level', 'approval', 'authority', 'followUp', 'review'] as const),
  ...(['notification', 'resolving', 'closing'] as const),
] as const;
export type What = (typeof WHAT)[number];

/** Without `before` there was no such thing, without `after` there would be none. */
export interface Difference {
  readonly what: What;
  /** Which clock, level, decision or step. */
  readonly of: string;
  readonly before?: string;
  readonly after?: string;
  /** It was done with the authority that it needed, and would not have been. */
  readonly beyondAuthority?: true;
  /** Revisions of the recorded events that it follows from. */
  readonly events: readonly string[];
}

export function differencesOf(before: Figures, after: Figures): readonly Difference[] {
  return [
    ...clocks(before, after),
    ...level(before, after),
    ...obligations(before, after),
    ...decisions(before, after),
  ].toSorted((one, other) => WHAT.indexOf(one.what) - WHAT.indexOf(other.what));
}

function clocks(before: Figures, after: Figures): readonly Difference[] {
  return pairs(before.clocks, after.clocks, ({ clock }) => clock).flatMap(([of, was, is]) => {
    const events = merged(was?.events, is?.events);
    return [
      ...changed('dueTime', of, [was?.dueAt, is?.dueAt], events),
      ...(was?.missed === is?.missed ? [] : changed('breach', of, [missedAt(was), missedAt(is)], events)),
    ];
  });
}

const missedAt = (clock: ClockFigure | undefined): string | undefined =>
  clock?.missed === true ? clock.dueAt : undefined;

const level = (before: Figures, after: Figures): readonly Difference[] =>
  changed('level', 'case', [before.level, after.level], merged(before.raised, after.raised));

/** What was asked of the case, whether or not it was done. */
function obligations(before: Figures, after: Figures): readonly Difference[] {
  const asked = ({ obligations: all }: Figures) =>
    numbered(
      all.flatMap(({ kind, ...each }) =>
        isCompared(kind) && each.standing !== 'notApplicable' ? [{ ...each, kind }] : [],
      ),
      ({ kind, name }) => `${kind} ${name}`,
    );
  return pairs(asked(before), asked(after), ({ key }) => key).flatMap(([, was, is]) => {
    const either = is ?? was;
    if (either === undefined) return [];
    const shown = merged(was?.events, is?.events);
    const events = shown.length > 0 ? shown : merged(before.grounds, after.grounds);
    return changed(either.kind, either.name, [was?.standing, is?.standing], events);
  });
}

const isCompared = (kind: ObligationKind): kind is Exclude<ObligationKind, 'clock' | 'receipt'> =>
  kind !== 'clock' && kind !== 'receipt';

/** The level whose decision it took, for each decision that was made. */
function decisions(before: Figures, after: Figures): readonly Difference[] {
  const keyed = (all: readonly DecisionFigure[]) => numbered(all, ({ event, on }) => `${event} ${on}`);
  return pairs(keyed(before.decisions), keyed(after.decisions), ({ key }) => key).flatMap(([, was, is]) =>
    decision(was, is),
  );
}

function decision(was: DecisionFigure | undefined, is: DecisionFigure | undefined): readonly Difference[] {
  const either = is ?? was;
  if (either === undefined) return [];
  const beyond = isLacking(is) && !isLacking(was);
  const needed = [neededBy(was), neededBy(is)] as const;
  if (needed[0] === needed[1] && !beyond) return [];
  const events = merged([either.event], [was?.coveredBy ?? either.event]);
  const told = { what: 'authority', of: either.type, ...sides(needed), events } as const;
  return [beyond ? { ...told, beyondAuthority: true } : told];
}

const neededBy = (decision: DecisionFigure | undefined): string | undefined => decision?.needed?.level;

export const isLacking = (decision: Pick<DecisionFigure, 'covered'> | undefined): boolean =>
  decision?.covered === 'lacking';

function changed(
  what: What,
  of: string,
  [before, after]: Sides,
  events: readonly string[],
): readonly Difference[] {
  return before === after ? [] : [{ what, of, ...sides([before, after]), events }];
}

type Sides = readonly [string | undefined, string | undefined];

const sides = ([before, after]: Sides): Pick<Difference, 'before' | 'after'> => ({
  ...(before !== undefined && { before }),
  ...(after !== undefined && { after }),
});

/** Of several of one name the first is the first on the other side, too. */
function numbered<Of extends object>(all: readonly Of[], nameOf: (each: Of) => string) {
  const times = new Map<string, number>();
  return all.map((each) => {
    const name = nameOf(each);
    const number = (times.get(name) ?? 0) + 1;
    times.set(name, number);
    return { ...each, key: `${name} ${String(number)}` };
  });
}

function pairs<Of>(
  before: readonly Of[],
  after: readonly Of[],
  keyOf: (each: Of) => string,
): readonly (readonly [string, Of | undefined, Of | undefined])[] {
  const [was, is] = [before, after].map((all) => new Map(all.map((each) => [keyOf(each), each])));
  const keys = new Set([...before, ...after].map(keyOf));
  return [...keys].map((key) => [key, was?.get(key), is?.get(key)]);
}

const merged = (...events: readonly (readonly string[] | undefined)[]): readonly string[] =>
  [...new Set(events.flatMap((each) => each ?? []))].toSorted((one, other) => Number(one) - Number(other));
