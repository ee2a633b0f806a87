/** What is written to complainants by the words of a procedure (OUT-1, OUT-2). */
export const LETTERS = ['acknowledgement', 'finalResponse'] as const;
export type LetterKind = (typeof LETTERS)[number];

export interface LetterRule {
  readonly letter: LetterKind;
  readonly text: string;
  readonly zh?: string;
}

/** What a letter can tell of a case: of every one, or only of some, so that the text has to say something otherwise. */
interface Told {
  readonly of: readonly LetterKind[];
  readonly lacking?: true;
}

const EVERY = LETTERS;
const FINAL = ['finalResponse'] as const;
export const LETTER_PLACEHOLDERS = {
  case: { of: EVERY },
  date: { of: EVERY },
  procedure: { of: EVERY },
  complainant: { of: EVERY, lacking: true },
  received: { of: EVERY, lacking: true },
  matter: { of: EVERY, lacking: true },
  answerBy: { of: ['acknowledgement'], lacking: true },
  outcome: { of: FINAL },
  explanation: { of: FINAL, lacking: true },
  remedies: { of: FINAL, lacking: true },
  places: { of: FINAL, lacking: true },
} as const satisfies Readonly<Record<string, Told>>;
export type LetterPlaceholder = keyof typeof LETTER_PLACEHOLDERS;

/** What is not there without these words: the number to ask by, and what OUT-2 and OUT-7 ask for. */
export const saysAtLeast = (letter: LetterKind, hasPlaces: boolean): readonly LetterPlaceholder[] =>
  letter === 'acknowledgement'
    ? ['case']
    : ['case', 'outcome', 'remedies', ...(hasPlaces ? (['places'] as const) : [])];

/** `{name}` or `{name|what to say otherwise}`. */
export interface Piece {
  readonly name: string;
  readonly otherwise?: string;
}

const PIECE = /\{([^{}|]*)(?:\|([^{}]*))?\}/g;

export const piecesOf = (text: string): readonly Piece[] =>
  [...text.matchAll(PIECE)].map(([, name = '', otherwise]) => ({
    name,
    ...(otherwise !== undefined && { otherwise }),
  }));

/** Braces that are no placeholder. */
export const looseBrace = (text: string): boolean => /[{}]/.test(text.replace(PIECE, ''));

/** A line that says nothing but what the case lacks is left out. */
export const filledLetter = (text: string, tell: (piece: Piece) => string): string =>
  text
    .split('\n')
    .flatMap((line) => {
      const said = line.replace(PIECE, (_, name: string, otherwise?: string) =>
        tell({ name, ...(otherwise !== undefined && { otherwise }) }),
      );
      return said.trim() === '' && line.trim() !== '' ? [] : [said.trimEnd()];
    })
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
