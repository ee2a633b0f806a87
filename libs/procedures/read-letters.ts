import type { ProcedureFile } from './file-schema.ts';
import { saying } from './labels.ts';
import { LETTERS, type LetterRule } from './letter-rules.ts';

export const lettersOf = ({ letters = {} }: ProcedureFile): readonly LetterRule[] =>
  LETTERS.flatMap((letter) => {
    const said = letters[letter];
    return said === undefined ? [] : [{ letter, ...saying('text', said) }];
  });
