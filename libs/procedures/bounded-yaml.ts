import { Composer, isScalar, Parser, visit, type Document, type LineCounter } from 'yaml';

/** Of a file that people write; the largest shipped one has a sixtieth of it. */
export const LARGEST_TEXT = 1024 * 1024;
/** Of a procedure: an event with the whole text stays below what every event store takes at once, in whatever script. */
export const LONGEST_TEXT = 200_000;
const DEEPEST = 100;

export interface Unreadable {
  readonly reason: string;
  readonly offset: number;
}

/**
 * The document in a text from outside. The library needs many times the size of a text, time that grows with the square
 * of the keys of a map, and never comes to an end with some that are nested deeply: what is out of all proportion is refused.
 */
export function boundedDocument(
  text: string,
  lineCounter: LineCounter,
): { readonly document?: Document.Parsed; readonly unreadable: readonly Unreadable[] } {
  if (text.length > LARGEST_TEXT) return { unreadable: [{ reason: tooLarge(), offset: 0 }] };
  const tokens = [...new Parser(lineCounter.addNewLine).parse(text)];
  if (tokens.some(isTooDeep))
    return { unreadable: [{ reason: `It is nested more than ${String(DEEPEST)} times.`, offset: 0 }] };
  const composer = new Composer({ prettyErrors: false, uniqueKeys: false });
  const [document, another] = composer.compose(tokens, true, text.length);
  if (document === undefined) return { unreadable: [] };
  const errors = document.errors.map(({ message: reason, pos: [offset] }) => ({ reason, offset }));
  const [offset] = another?.range ?? [];
  if (offset !== undefined) errors.push({ reason: 'It holds more than one document', offset });
  return { document, unreadable: errors.length > 0 ? errors : repeatedKeys(document) };
}

export const tooLarge = (): string => `It is larger than ${String(LARGEST_TEXT / 1024 ** 2)} MB.`;

/** Without recursion: the stack has an end, the nesting of a text from outside has none. */
function isTooDeep(token: object): boolean {
  const waiting = [{ part: token as Token, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { part, depth } = next;
    if (depth > DEEPEST) return true;
    const below = 'items' in part ? depth + 1 : depth;
    for (const inner of [part.key, part.value, ...(part.items ?? [])])
      if (inner !== undefined && inner !== null) waiting.push({ part: inner, depth: below });
  }
  return false;
}

/** What documents, collections and their items have in common before they are composed. */
interface Token {
  readonly key?: Token | null;
  readonly value?: Token | null;
  readonly items?: readonly Token[];
}

function repeatedKeys(document: Document.Parsed): readonly Unreadable[] {
  const found: Unreadable[] = [];
  visit(document, {
    Map(_key, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value))
          found.push({ reason: 'Map keys must be unique', offset: key.range?.[0] ?? 0 });
        seen.add(key.value);
      }
    },
  });
  return found;
}
