import { ALLOWANCE_FORMS, readAllowance, readAmount, readOpening } from '../notation.ts';

/** One question about a paper manual; without a usual answer it has to be answered. */
export interface Question {
  readonly name: string;
  readonly ask: string;
  readonly usual?: string;
  /** What is wrong with an answer, in words. */
  readonly wrong: (answer: string) => string | undefined;
}

const said = (answer: string): string | undefined =>
  answer.trim() === '' ? 'say something' : answer.length > 500 ? 'at most 500 characters' : undefined;

const form =
  (pattern: RegExp, otherwise: string) =>
  (answer: string): string | undefined =>
    pattern.test(answer.trim()) ? undefined : otherwise;

const read =
  (reads: (text: string) => unknown, otherwise: string) =>
  (answer: string): string | undefined =>
    reads(answer.trim()) === undefined ? otherwise : undefined;

const allowance = read(readAllowance, `write a time such as ${ALLOWANCE_FORMS}`);

export const listOf = (answer: string): readonly string[] =>
  answer
    .split(/[,，]/)
    .map((each) => each.trim())
    .filter((each) => each !== '');

const some = (answer: string): string | undefined => {
  const all = listOf(answer);
  if (all.length === 0) return 'name at least one, with commas between them';
  return new Set(all).size < all.length ? 'name each of them once' : undefined;
};

const isZone = (zone: string): true | undefined => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return undefined;
  }
};

/** In the order of somebody who has the manual before them. */
export const QUESTIONS = [
  { name: 'title', ask: 'What are these rules called?', wrong: said },
  {
    name: 'id',
    ask: 'A short name without spaces, by which cases name them',
    wrong: form(/^[A-Za-z][A-Za-z0-9-]{0,59}$/, 'letters, digits and hyphens, beginning with a letter'),
  },
  { name: 'source', ask: 'What are they taken from? (Name and date of the manual)', wrong: said },
  {
    name: 'timeZone',
    ask: 'Time zone of the place',
    usual: 'Asia/Shanghai',
    wrong: read(isZone, 'write a zone such as Europe/Berlin'),
  },
  {
    name: 'currency',
    ask: 'Currency',
    usual: 'CNY',
    wrong: form(/^[A-Z]{3}$/, 'three letters, such as EUR'),
  },
  {
    name: 'openingHours',
    ask: 'Opening hours of a working day',
    usual: '09:00-18:00',
    wrong: read(readOpening, 'write hours such as 09:00-18:00'),
  },
  {
    name: 'degrees',
    ask: 'How serious can a complaint be? (The least serious first; those may be settled at once)',
    usual: 'Small, Ordinary',
    wrong: some,
  },
  { name: 'categories', ask: 'What are complaints about?', wrong: some },
  { name: 'department', ask: 'Which department gets them?', usual: 'Front office', wrong: some },
  { name: 'levels', ask: 'Who decides, from the lowest level to the highest?', wrong: some },
  {
    name: 'deskLimit',
    ask: 'How much may the desk give to put a complaint right, in the currency? (0: nothing)',
    usual: '0',
    wrong: form(/^\d{1,9}(\.\d{1,3})?$/, 'write an amount such as 20 or 20.50'),
  },
  { name: 'acknowledge', ask: 'In what time is it acknowledged?', usual: '1d', wrong: allowance },
  { name: 'resolve', ask: 'In what time is it resolved?', wrong: allowance },
  {
    name: 'levelAnswer',
    ask: 'In what time does a level answer that was asked?',
    usual: '1d',
    wrong: allowance,
  },
  {
    name: 'followUp',
    ask: 'In what time is the complainant asked whether it is good now?',
    usual: '7d',
    wrong: allowance,
  },
] as const satisfies readonly Question[];

type Name = (typeof QUESTIONS)[number]['name'];
export type Answers = Readonly<Record<Name, string>>;

/** What was answered, with the usual answers in place of those that were left out; or what is wrong, by question. */
export function readAnswers(
  given: Readonly<Record<string, unknown>>,
): { readonly answers: Answers } | { readonly wrong: readonly string[] } {
  const known: readonly Question[] = QUESTIONS;
  const strangers = Object.keys(given).filter((name) => !known.some((each) => each.name === name));
  const answers = Object.fromEntries(
    known.map(({ name, usual = '' }) => [name, textOf(given[name] ?? usual)]),
  );
  const wrong = [
    ...strangers.map(
      (name) => `${name}: no such question; there are ${known.map((each) => each.name).join(', ')}`,
    ),
    ...known.flatMap(({ name, wrong: judge }) => {
      const reason = judge(answers[name] ?? '');
      return reason === undefined ? [] : [`${name}: ${reason}`];
    }),
  ];
  const amount = readAmount(answers['deskLimit'] ?? '', answers['currency'] ?? '');
  if (wrong.length === 0 && amount === undefined) wrong.push('deskLimit: the currency has no such amount');
  // Every question has its answer by now.
  return wrong.length > 0 ? { wrong } : { answers: answers as Answers };
}

/** A list may be written as one. */
const textOf = (given: unknown): string => {
  if (typeof given === 'string') return given;
  return Array.isArray(given) ? given.join(', ') : JSON.stringify(given);
};
