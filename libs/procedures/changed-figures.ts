import { InvalidProcedure } from './invalid-procedure.ts';
import { nearest } from './nearest.ts';
import { parseProcedure } from './parse.ts';
import { readText } from './problems.ts';
import type { Procedure } from './procedure.ts';

/**
 * A procedure as its file would have it with some of its figures changed, each `path=value`: `clocks.acknowledge.allowance=24h`.
 * Entries of lists are named by their ids, or by their place from 0 on. Throws {@link InvalidProcedure} where there is no such
 * figure, and with everything that the file must not say.
 */
export function withFigures(file: string, text: string, changes: readonly string[]): Procedure {
  const { value, syntax } = readText(file, text);
  if (syntax.length > 0) throw InvalidProcedure.of(syntax);
  const changed = structuredClone(value);
  for (const change of changes) put(changed, change, file);
  // What JSON is, YAML is too.
  return parseProcedure(file, JSON.stringify(changed, undefined, 1));
}

function put(root: unknown, change: string, file: string): void {
  const [, path = '', told = ''] = /^([^=]+)=(.+)$/s.exec(change.trim()) ?? [];
  const problem = (reason: string): InvalidProcedure =>
    InvalidProcedure.of([{ file, path: path === '' ? change : path, reason }]);
  const steps = path.trim().split('.');
  const last = steps.pop() ?? '';
  if (last === '') throw problem('write path=value, such as clocks.acknowledge.allowance=24h');
  const at = steps.reduce((from, step) => {
    const known = keysOf(from);
    const key = known.get(step);
    if (key === undefined) throw problem(noSuch(step, [...known.keys()]));
    return valueAt(from, key);
  }, root);
  const known = keysOf(at);
  const key = known.get(last) ?? last;
  if (!takes(at, key)) throw problem(noSuch(last, [...known.keys()]));
  // Keys of a file that was read, or refused as unknown when it is read again; no prototype is reached by them.
  Object.defineProperty(at, key, {
    ...{
      value: valueIn(told.trim(), valueAt(at, key)),
      enumerable: true,
      writable: true,
      configurable: true,
    },
  });
}

/** A list has the entries that it has; what may stand in a part is for the schema to say. */
const takes = (at: unknown, key: string | number): at is object =>
  typeof at === 'object' && at !== null && (!Array.isArray(at) || typeof key === 'number');

const noSuch = (step: string, known: readonly string[]): string => {
  const meant = nearest(step, known);
  return `there is no "${step}" here${meant === undefined ? `; there is ${known.join(', ') || 'nothing'}` : `; did you mean "${meant}"?`}`;
};

/** What leads on from here, by the names that it is told by. */
function keysOf(at: unknown): ReadonlyMap<string, string | number> {
  if (Array.isArray(at))
    return new Map(
      at.flatMap((each, index) => [idOf(each), String(index)].flatMap((name) => named(name, index))),
    );
  if (typeof at !== 'object' || at === null) return new Map();
  return new Map(Object.keys(at).map((key) => [key, key]));
}

const named = (name: string | undefined, index: number): readonly (readonly [string, number])[] =>
  name === undefined ? [] : [[name, index]];

const idOf = (each: unknown): string | undefined =>
  typeof each === 'object' && each !== null && 'id' in each && typeof each.id === 'string'
    ? each.id
    : undefined;

const valueAt = (at: unknown, key: string | number): unknown =>
  typeof at === 'object' && at !== null
    ? Object.entries(at).find(([name]) => name === String(key))?.[1]
    : undefined;

/** As a file would have it; what is text in the file stays text, however much it looks like a number. */
function valueIn(told: string, before: unknown): unknown {
  const { value, syntax } = readText('value', told);
  if (syntax.length > 0 || value === undefined) return told;
  return typeof before === 'string' && typeof value !== 'object'
    ? told.replace(/^(['"])(.*)\1$/s, '$2')
    : value;
}
