import { LineCounter, isMap, isNode, isSeq, type Document } from 'yaml';
import { boundedDocument } from './bounded-yaml.ts';
import type { ProcedureProblem } from './invalid-procedure.ts';

/** Keys and indexes from the root of a file to one of its values. */
export type Path = readonly (string | number)[];

/** One finding, before it is known where in the text it stands. */
export interface Finding {
  readonly path: Path;
  readonly reason: string;
}

/** `clocks[2].allowance.bySeverity.major` */
const pathText = (path: Path): string =>
  path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');

/** A YAML text that remembers where its values stand. */
export interface ReadText {
  readonly value: unknown;
  readonly syntax: readonly ProcedureProblem[];
  locate(findings: readonly Finding[]): readonly ProcedureProblem[];
}

export function readText(file: string, text: string): ReadText {
  const noText = notText(text);
  if (noText !== undefined) return { ...NOTHING, syntax: [{ file, path: '', reason: noText }] };
  const lines = new LineCounter();
  const { document, unreadable } = boundedDocument(text, lines);
  const at = (offset: number) => {
    const { line, col: column } = lines.linePos(offset);
    return { line, column };
  };
  const syntax = unreadable.map(({ reason, offset }): ProcedureProblem => ({
    file,
    path: '',
    reason,
    ...at(offset),
  }));
  const read = document === undefined || syntax.length > 0 ? { problem: undefined } : valueOf(document);
  return {
    value: 'value' in read ? read.value : undefined,
    syntax: read.problem === undefined ? syntax : [{ file, path: '', reason: read.problem }],
    locate: (findings) =>
      findings.map(({ path, reason }) => ({
        file,
        path: pathText(path),
        reason,
        ...at(offsetOf(document, path)),
      })),
  };
}

const NOTHING: Omit<ReadText, 'syntax'> = { value: undefined, locate: () => [] };

function notText(text: string): string | undefined {
  if (/[\0\uFFFD]/.test(text)) return 'is not UTF-8 text; save it in that encoding';
  return text.split('\n').every((line) => /^\s*(?:#|$)/.test(line)) ? 'is empty' : undefined;
}

/** Aliases may not blow a small file up: the library refuses that with a ReferenceError, as it does unknown ones. */
function valueOf(document: Document.Parsed): { value: unknown; problem?: undefined } | { problem: string } {
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) as unknown };
  } catch (error) {
    if (error instanceof ReferenceError) return { problem: error.message };
    throw error;
  }
}

/** Where the last existing step of a path starts. */
function offsetOf(document: Document.Parsed | undefined, path: Path): number {
  let node: unknown = document?.contents;
  let offset = 0;
  for (const step of path) {
    const next = stepInto(node, step);
    if (next === undefined) return offset;
    offset = next.offset;
    node = next.node;
  }
  return offset;
}

function stepInto(node: unknown, step: string | number): { node: unknown; offset: number } | undefined {
  if (isSeq(node) && typeof step === 'number') {
    const item = node.items[step];
    return isNode(item) ? { node: item, offset: item.range?.[0] ?? 0 } : undefined;
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => isNode(key) && String(key) === String(step));
  return pair !== undefined && isNode(pair.key)
    ? { node: pair.value, offset: pair.key.range?.[0] ?? 0 }
    : undefined;
}
