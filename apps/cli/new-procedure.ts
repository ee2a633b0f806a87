import { writeFile } from 'node:fs/promises';
import { draftProcedure, QUESTIONS, readAnswers } from '#procedures';
import { checkedFile } from './checked-procedure.ts';
import { CliFailure, usageError } from './exit-codes.ts';
import { textIn } from './text-in.ts';

type Given = Readonly<Record<string, unknown>>;

/** From a file of answers, or by asking whoever sits there. */
export async function givenAnswers(
  answers: string | undefined,
  terminal: { readonly isTTY?: boolean },
  signal: AbortSignal,
): Promise<Given> {
  if (answers !== undefined) return answersIn(answers);
  if (terminal.isTTY !== true)
    throw usageError('Nobody is there to be asked: give the answers in a file, --answers FILE.json.');
  return asked(signal);
}

function answersIn(file: string): Given {
  const text = textIn(file);
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (cause) {
    throw usageError(`${file} is no JSON: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw usageError(`${file} holds no answers: write {"title": "…", "id": "…"}.`);
  return given as Given;
}

/** Loaded by nobody else: what asks people knows terminals of every kind. */
async function asked(signal: AbortSignal): Promise<Given> {
  const { input } = await import('@inquirer/prompts');
  const given: Record<string, string> = {};
  for (const { name, ask, wrong, ...question } of QUESTIONS) {
    const usual = 'usual' in question ? { default: question.usual } : {};
    const validate = (answer: string) => wrong(answer) ?? true;
    given[name] = await input({ message: ask, ...usual, validate }, { signal }).catch(brokenOff);
  }
  return given;
}

function brokenOff(error: unknown): never {
  if (error instanceof Error && error.name.includes('Prompt')) throw new CliFailure('Nothing was written.');
  throw error;
}

/** Writes a file that the check takes; never over one that is there. */
export async function writeNewProcedure(file: string, given: Given, today: string): Promise<string> {
  if (!/\.ya?ml$/i.test(file)) throw usageError(`${file}: call the file something.yaml.`);
  const read = readAnswers(given);
  if ('wrong' in read) throw usageError(read.wrong.join('\n'));
  const text = draftProcedure(read.answers);
  const checked = checkedFile(file, text, today);
  if (!checked.valid) throw new CliFailure(checked.told);
  await writeFile(file, text, { flag: 'wx' }).catch((error: unknown) => {
    throw new CliFailure(
      `${file} was not written: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
  return checked.told;
}
