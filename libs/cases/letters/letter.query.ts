import { answer, field, isRefusal, QueryRefused, refuse, type Refusal } from '#event-sourcing';
import { LANGUAGES, LETTERS, LETTER_PLACEHOLDERS, type LetterKind, type Procedure } from '#procedures';
import { evolve, noCase } from '../case/evolve.ts';
import type { CaseState } from '../case/state.ts';
import { CASE_ID, caseField, noSuchCase, query } from '../reading/query.ts';
import { eventsFor, ofOneCase } from '../reading/reading.ts';
import { rulesKept } from '../under-which-rules.ts';
import { letterOf, letterRule } from './letter.ts';

/** OUT-2: looking at a letter sends nothing and changes nothing. */
export const caseLetter = query({
  name: 'letter',
  summary:
    'A letter to the complainant as it would go out now, by the words of the procedure (INT-6, OUT-2).',
  group: 'Cases',
  at: 'cases/:caseId/letter',
  asks: {
    caseId: caseField,
    letter: field.choice(LETTERS, { example: 'finalResponse' }),
    language: field.choice(LANGUAGES, {
      optional: true,
      description: 'Default: in which the procedure speaks to complainants.',
    }),
  },
  who: { ...ofOneCase, internalComplainant: 'handlers' },
  reads: () => [],
  answers: answer.object({
    caseId: answer.text(CASE_ID),
    procedure: answer.text('residential-property@1'),
    letter: answer.oneOf(LETTERS, 'finalResponse'),
    language: answer.oneOf(LANGUAGES),
    text: answer.text('Dear Ms Li, …'),
    lacking: answer.list(answer.oneOf(Object.keys(LETTER_PLACEHOLDERS)), {
      description: 'What is not known yet, or is erased; it stands in brackets in the text.',
    }),
  }),
  async run({ caseId, letter, language }, { history, procedures, now }, reader) {
    const events = eventsFor(reader, await history(caseId), procedures);
    const state = events.reduce<CaseState>(evolve, noCase);
    if (state.status !== 'logged') return undefined;
    const procedure = rulesKept(state.procedure, procedures);
    if (isRefusal(procedure)) throw new QueryRefused(procedure);
    const rule = letterRule(procedure, letter);
    if (rule === undefined) throw new QueryRefused(noLetter(letter, procedure));
    if (language === 'zh' && rule.zh === undefined) throw new QueryRefused(onlyEnglish(procedure));
    const spoken = language ?? (rule.zh === undefined ? 'en' : procedure.language);
    const made = letterOf({ caseId, events, procedure, letter, language: spoken, now: now() }, rule);
    return made && { caseId, procedure: nameOf(procedure), ...made };
  },
  absent: noSuchCase,
  commandLine: {
    words: 'cases letter',
    description: 'a letter to the complainant as it would go out now; nothing is sent',
    options: {
      caseId: 'number of the case',
      letter: `which letter: ${LETTERS.join(', ')}`,
      language: 'of the letter: en, zh',
    },
    shows: ({ text, lacking }) => [
      `${text}\n`,
      ...(lacking.length === 0 ? [] : [`\nNot known yet, or erased: ${lacking.join(', ')}\n`]),
    ],
  },
});

const nameOf = ({ id, version }: Procedure): string => `${id}@${String(version)}`;

const noLetter = (letter: LetterKind, procedure: Procedure): Refusal =>
  refuse('OUT-2', 'no-such-letter', `${nameOf(procedure)} has no words for this letter.`, {
    remedy: `Give a version of it letters.${letter}, or write the letter yourself.`,
    details: { letters: procedure.letters.map((each) => each.letter) },
  });

const onlyEnglish = (procedure: Procedure): Refusal =>
  refuse('OUT-2', 'no-such-language', `${nameOf(procedure)} has no letters in Chinese.`, {
    remedy: 'Ask for it in English.',
  });
