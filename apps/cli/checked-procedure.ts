import { deadEnds, nobodyMay } from '#cases';
import {
  adviceOn,
  InvalidProcedure,
  parseProcedure,
  readText,
  unmarkedFigures,
  type Procedure,
  type ProcedureProblem,
} from '#procedures';

interface Checked {
  readonly valid: boolean;
  /** For the person who wrote the file. */
  readonly told: string;
  readonly summary?: object;
}

/** Whether a file can be used; what is wrong stops it, what is probably not meant is told. */
export function checkedFile(file: string, text: string, today: string): Checked {
  const lines = text.split(/\r?\n/);
  const read = attempt(file, text);
  if (!('id' in read)) return { valid: false, told: told(read, lines, 'error') };
  const { id, version, title } = read;
  const written = readText(file, text);
  const stuck = written.locate(deadEnds(read));
  if (stuck.length > 0) return { valid: false, told: told(stuck, lines, 'error') };
  const advice = written.locate([...adviceOn(read, today), ...nobodyMay(read), ...unmarkedFigures(text)]);
  const summary = { file, id, version, title, valid: true, advice };
  const sound = `${file}: ${id}, version ${String(version)} (${title}) can be used.\n`;
  return { valid: true, told: `${told(advice, lines, 'advice')}${sound}`, summary };
}

function attempt(file: string, text: string): Procedure | readonly ProcedureProblem[] {
  try {
    return parseProcedure(file, text);
  } catch (error) {
    if (error instanceof InvalidProcedure) return error.problems;
    throw error;
  }
}

/** As compilers do: where, what, and the line itself with a mark under the place. */
const told = (
  problems: readonly ProcedureProblem[],
  lines: readonly string[],
  kind: 'error' | 'advice',
): string => problems.map((problem) => `${one(problem, lines, kind)}\n\n`).join('');

function one(
  { file, path, reason, line, column = 1 }: ProcedureProblem,
  lines: readonly string[],
  kind: string,
): string {
  const where = line === undefined ? file : `${file}:${String(line)}:${String(column)}`;
  const what = `${where}: ${kind}: ${path === '' ? '' : `${path}: `}${reason}`;
  const written = line === undefined ? undefined : lines[line - 1];
  if (written === undefined) return what;
  const margin = String(line).padStart(5);
  return `${what}\n${margin} | ${written}\n${' '.repeat(margin.length)} | ${' '.repeat(column - 1)}^`;
}
