import { commandId, instant, isLocalDate, type CommandId, type HappenedAt } from '#event-sourcing';
import { type CaseCommands, caseIdFrom } from '#cases';
import type { ImportMapping } from './mapping.ts';

type Imported = CaseCommands['ImportHistoricCase'];

export type Row = Readonly<Record<string, string>>;

/** A row as a command, with ids that the same row always gets: importing twice does nothing twice (INT-11). */
export interface MappedRow {
  readonly reference: string;
  readonly caseId: string;
  readonly commandId: CommandId;
  readonly receivedAt: HappenedAt;
  readonly data: Imported;
}

/** Why a row was not taken; the reason names the column. */
export interface RowProblem {
  readonly reference?: string;
  readonly reason: string;
}

class Unmappable extends Error {
  override readonly name = 'Unmappable';
}

/** Longest reference, department or category that an event holds. */
const MOST_NAME = 200;

/** Pure: the command that a row stands for, or the reason why it stands for none. */
export function mapRow(row: Row, mapping: ImportMapping): MappedRow | RowProblem {
  const reference = text(row, mapping.reference);
  if (reference === '') return { reason: `column "${mapping.reference}" is empty` };
  try {
    limited(reference, MOST_NAME, `column "${mapping.reference}"`);
    const id = commandId('import', mapping.system, reference);
    const data = dataOf(row, mapping, reference);
    return { reference, caseId: caseIdFrom(id), commandId: id, receivedAt: data.receivedAt, data };
  } catch (error) {
    if (error instanceof Unmappable) return { reference, reason: error.message };
    throw error;
  }
}

function dataOf(row: Row, mapping: ImportMapping, reference: string): Imported {
  const { channel, severity, outcome } = mapping;
  const group = required(row, mapping.category.group);
  const leaf = required(row, mapping.category.leaf);
  const department = departmentOf(row, mapping);
  return {
    procedure: mapping.procedure,
    source: { system: mapping.system, reference, facts: factsOf(row, mapping.facts ?? []) },
    channel: 'always' in channel ? channel.always : chosen(row, channel),
    description: limited(mapping.description.map((column) => text(row, column)).filter(Boolean).join(': '), 10_000, 'description'), // prettier-ignore
    receivedAt: received(row, mapping),
    category: limited(`${oneWord(group)}/${leaf}`, MOST_NAME, 'category'),
    severity: 'always' in severity ? severity.always : chosen(row, severity),
    ...(department && { department }),
    ...(outcome && hasEnded(row, outcome) && { outcome: outcomeOf(row, outcome) }),
  };
}

const text = (row: Row, column: string): string =>
  (Object.hasOwn(row, column) ? row[column] : undefined)?.trim() ?? '';

/** The first slash of a category ends its group, so one inside a group becomes a division slash. */
const oneWord = (group: string): string => group.replaceAll('/', '\u2215');

function departmentOf(row: Row, { department }: ImportMapping): string {
  const value = department === undefined ? '' : text(row, department);
  return value === '' ? '' : limited(value, MOST_NAME, `column "${department ?? ''}"`);
}

function required(row: Row, column: string): string {
  const value = text(row, column);
  if (value === '') throw new Unmappable(`column "${column}" is empty`);
  return value;
}

function limited(value: string, most: number, what: string): string {
  if (value === '') throw new Unmappable(`${what} is empty`);
  if (value.length > most) throw new Unmappable(`${what} is longer than ${String(most)} characters`);
  return value;
}

function chosen<Value extends string | boolean>(
  row: Row,
  { column, values }: { readonly column: string; readonly values: Readonly<Record<string, Value>> },
): Value {
  const value = text(row, column);
  const meaning = Object.hasOwn(values, value) ? values[value] : undefined;
  if (meaning === undefined)
    throw new Unmappable(`column "${column}": the mapping does not know the value "${value.slice(0, 80)}"`);
  return meaning;
}

/** A day stays a day: no time is made up (INT-11). */
function received(row: Row, { received: { column, as } }: ImportMapping): HappenedAt {
  const value = required(row, column);
  if (as === 'day') {
    if (isLocalDate(value)) return value;
    throw new Unmappable(`column "${column}": "${value.slice(0, 40)}" is no calendar day YYYY-MM-DD`);
  }
  const [, day = '', rest] = INSTANT.exec(value) ?? [];
  if (rest !== undefined && isLocalDate(day)) return instant(value);
  throw new Unmappable(
    `column "${column}": "${value.slice(0, 40)}" is no time with an offset, such as 2026-09-30T16:55:00+08:00`,
  );
}

/** ISO 8601 with hours that exist; JavaScript's own reading of dates takes far more, and moves 30 February to March. */
const INSTANT =
  /^(\d{4}-\d{2}-\d{2})(T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:0\d|1[0-4]):?[0-5]\d))$/;

/** A text such as "In progress" is an answer to the question how it ended, and says that it has not. */
function hasEnded(row: Row, { response, stillOpen = [] }: NonNullable<ImportMapping['outcome']>): boolean {
  const said = text(row, response);
  return said !== '' && !stillOpen.includes(said);
}

function factsOf(row: Row, columns: readonly string[]): Record<string, string> {
  const known = columns
    .map((column) => [column, text(row, column)] as const)
    .filter(([, value]) => value !== '');
  for (const [column, value] of known) limited(value, 2000, `column "${column}"`);
  return Object.fromEntries(known);
}

function outcomeOf(
  row: Row,
  outcome: NonNullable<ImportMapping['outcome']>,
): NonNullable<Imported['outcome']> {
  const { relief, publicResponse, answeredInTime } = outcome;
  const said = publicResponse === undefined ? '' : text(row, publicResponse);
  return {
    response: limited(text(row, outcome.response), 500, `column "${outcome.response}"`),
    relief: relief ? chosen(row, relief) : 'unknown',
    ...(said && { publicResponse: limited(said, 2000, 'the public response') }),
    ...(answeredInTime &&
      text(row, answeredInTime.column) && { answeredInTime: chosen(row, answeredInTime) }),
  };
}
