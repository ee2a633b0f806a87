import { isUtf8 } from 'node:buffer';

/** One line of a file without its line end; `number` counts from 1. */
export type Line =
  | { readonly number: number; readonly text: string }
  /** The line cannot be used, and why. */
  | { readonly number: number; readonly problem: string };

/** No row of any use is longer; the rest of such a line is skipped, not kept in memory. */
const MOST_BYTES = 1_000_000;
const NEWLINE = 0x0a;
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Splits bytes at line feeds, and nowhere else: a line separator of Unicode is ordinary text. Splitting before decoding
 * tells which line holds bytes that are not UTF-8. What stands after the last line feed of a file that breaks off is
 * not a line: it is never given out.
 */
export async function* linesOf(input: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  let number = 0;
  let parts: Buffer[] = [];
  let size = 0;
  const keep = (part: Buffer): void => {
    size += part.length;
    if (size <= MOST_BYTES) parts.push(part);
  };
  const take = (): Line => {
    number += 1;
    const line = size > MOST_BYTES ? tooLong(number) : lineOf(number, Buffer.concat(parts));
    [parts, size] = [[], 0];
    return line;
  };
  for await (const chunk of input) {
    let from = 0;
    for (let to = chunk.indexOf(NEWLINE); to !== -1; to = chunk.indexOf(NEWLINE, from)) {
      keep(chunk.subarray(from, to));
      yield take();
      from = to + 1;
    }
    keep(chunk.subarray(from));
  }
  if (size > 0) yield take();
}

const tooLong = (number: number): Line => ({ number, problem: 'the line is longer than 1,000,000 bytes' });

function lineOf(number: number, bytes: Buffer): Line {
  // Taken over with replacement characters, they could never be put right.
  if (!isUtf8(bytes)) return { number, problem: 'the line is not valid UTF-8' };
  const text = bytes.toString('utf8');
  return { number, text: number === 1 && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text };
}
