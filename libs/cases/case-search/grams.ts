/** Scripts that put no blanks between words: two signs are a word already. */
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]$/u;

/** Letters and digits alone, the same however somebody writes them: capitals, accents, full width, hyphens, blanks. */
export const squashed = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .normalize('NFC');

/**
 * The pieces that a squashed text is found by: two signs that follow each other where both are of a script without blanks,
 * else three. All pieces of a part of a text are pieces of the text.
 */
export function gramsOf(text: string): readonly string[] {
  const signs = Array.from(text);
  const unspaced = signs.map((sign) => UNSPACED.test(sign));
  const grams = signs.flatMap((sign, at) => {
    const [second = '', third = ''] = signs.slice(at + 1, at + 3);
    if (unspaced[at] === true && unspaced[at + 1] === true) return [sign + second];
    return third === '' ? [] : [sign + second + third];
  });
  return [...new Set(grams)];
}
