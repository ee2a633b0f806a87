import type { ProcedureFile } from './file-schema.ts';
import type { Label } from './labels.ts';
import {
  LETTERS,
  looseBrace,
  LETTER_PLACEHOLDERS,
  piecesOf,
  saysAtLeast,
  type LetterKind,
  type LetterPlaceholder,
} from './letter-rules.ts';
import { problem, unknown } from './name-checks.ts';
import type { Finding, Path } from './problems.ts';

/** OUT-2: the words of a letter name what a case has, say something where it may lack it, and leave out nothing that is due. */
export const letterTexts = ({ letters = {}, turnTo = [] }: ProcedureFile): readonly Finding[] =>
  LETTERS.flatMap((letter) =>
    textsIn(letters[letter], ['letters', letter]).flatMap(({ path, text }) =>
      ofText(letter, text, path, turnTo.length > 0),
    ),
  );

const textsIn = (said: Label | undefined, path: Path): readonly { path: Path; text: string }[] => {
  if (said === undefined) return [];
  return typeof said === 'string'
    ? [{ path, text: said }]
    : [
        { path: [...path, 'en'], text: said.en },
        { path: [...path, 'zh'], text: said.zh },
      ];
};

function ofText(letter: LetterKind, text: string, path: Path, hasPlaces: boolean): readonly Finding[] {
  const pieces = piecesOf(text);
  const known = placeholdersOf(letter);
  const missing = saysAtLeast(letter, hasPlaces).filter((each) => !pieces.some(({ name }) => name === each));
  return [
    ...unknown(
      'placeholder',
      pieces.map(({ name }) => ({ path, name })),
      known,
    ),
    ...pieces.flatMap(({ name, otherwise }) =>
      otherwise === undefined && known.some((each) => each === name && 'lacking' in LETTER_PLACEHOLDERS[each])
        ? [problem(path, `a case may have no {${name}}; say what stands there then: {${name}|…}`)]
        : [],
    ),
    ...(looseBrace(text)
      ? [problem(path, 'a brace stands alone; a placeholder is {name} or {name|otherwise}')]
      : []),
    ...missing.map((name) => problem(path, `the letter has to say {${name}}`)),
  ];
}

const placeholdersOf = (letter: LetterKind): readonly LetterPlaceholder[] =>
  // The keys of the table are the placeholders.
  (Object.keys(LETTER_PLACEHOLDERS) as LetterPlaceholder[]).filter((name) =>
    (LETTER_PLACEHOLDERS[name].of as readonly LetterKind[]).includes(letter),
  );
