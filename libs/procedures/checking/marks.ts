import { isMap, isScalar, isSeq, LineCounter } from 'yaml';
import { boundedDocument } from '../bounded-yaml.ts';
import { isAmount, readAllowance, readOpening } from '../notation.ts';
import type { Finding, Path } from '../problems.ts';

/** A requirement, or that the house has chosen it. */
const MARK = /\b[A-Z]{3}-\d+\b|\bhouse\b/;

/** Numbers that are no figures of anybody's rules. */
const NO_FIGURE: ReadonlySet<string> = new Set(['version', 'decreedYears']);

/**
 * Figures of a file of which nobody says where they are from: no comment on their line or on one of the lines that they
 * stand under (or directly above those) names a requirement or says that the house has chosen them, nor does the `rule` of
 * their clock.
 */
export function unmarkedFigures(text: string): readonly Finding[] {
  const lines = text.split(/\r?\n/);
  const isMarked = (line: number): boolean => MARK.test(commentOf(lines[line] ?? '')) || isMarkedAbove(line);
  const isMarkedAbove = (line: number): boolean => {
    const above = lines[line - 1]?.trim() ?? '';
    return above.startsWith('#') && (MARK.test(above) || isMarkedAbove(line - 1));
  };
  return figuresOf(text)
    .filter(({ under }) => !under.some(isMarked))
    .map(({ path, shown }) => ({
      path,
      reason: `${shown} is from nowhere; add a comment with the requirement, or "# house figure"`,
    }));
}

/** What follows a number sign that is not within quotes. */
const commentOf = (line: string): string => /^(?:[^#'"]|'[^']*'|"[^"]*")*#(.*)$/.exec(line)?.[1] ?? '';

interface Figure {
  readonly path: Path;
  readonly shown: string;
  /** Its line and those of what it stands in, from 0. */
  readonly under: readonly number[];
}

function figuresOf(text: string): readonly Figure[] {
  const counter = new LineCounter();
  const { document } = boundedDocument(text, counter);
  const lineOf = (node: unknown): number | undefined =>
    isScalar(node) && node.range ? counter.linePos(node.range[0]).line - 1 : undefined;
  const within = (node: unknown, path: Path, above: readonly number[]): readonly Figure[] => {
    if (isSeq(node)) return node.items.flatMap((item, index) => within(item, [...path, index], above));
    if (!isMap(node)) return figure(node, path, above);
    if (node.items.some(({ key }) => isScalar(key) && key.value === 'rule')) return [];
    return node.items.flatMap((pair) => {
      const key = isScalar(pair.key) ? String(pair.key.value) : '';
      const line = lineOf(pair.key);
      const at = line === undefined ? above : [...above, line];
      return NO_FIGURE.has(key) ? [] : within(pair.value, [...path, key], at);
    });
  };
  const figure = (node: unknown, path: Path, above: readonly number[]): readonly Figure[] => {
    if (!isScalar(node) || !isFigure(node.value)) return [];
    const own = lineOf(node);
    return [{ path, shown: String(node.value), under: own === undefined ? above : [...above, own] }];
  };
  return within(document?.contents, [], []);
}

/** A number, an amount, a time that is allowed, opening hours. */
const isFigure = (value: unknown): boolean =>
  typeof value === 'number' ||
  (typeof value === 'string' &&
    (isAmount(value) || readAllowance(value) !== undefined || readOpening(value) !== undefined));
