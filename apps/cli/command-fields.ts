import { InvalidArgumentError, Option } from 'commander';
import type { Field } from '#event-sourcing';
import { isCurrency, readAmount } from '#procedures';
import { collect, optionParser } from './arguments.ts';
import type { CliContext } from './context.ts';
import { usageError } from './exit-codes.ts';
import { textIn } from './text-in.ts';

/** A field of a command as an option: single values as they are, several by repeating it, whole parts as JSON. */
export function fieldOption(name: string, field: Field): Option {
  const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  const option = new Option(`${flag} <${takes(field)}>`, described(field));
  switch (field.kind) {
    case 'yesNo':
      return option.argParser(yesOrNo);
    case 'percent':
      return option.argParser(Number);
    case 'references':
      return option.argParser<readonly string[]>((value, before) => collect(value, before));
    case 'choices':
      return option
        .choices(field.values)
        .argParser<readonly string[]>((value, before) => collect(value, before));
    case 'part':
      return option.argParser(isMoney(field) ? moneyOrJson : parseJson);
    case 'parts':
    case 'texts':
      return option.argParser(parseJson);
    default:
      return option.argParser(optionParser(field));
  }
}

const takes = (field: Field): string => {
  switch (field.kind) {
    case 'yesNo':
      return 'yes|no';
    case 'part':
      return isMoney(field) ? 'amount' : 'json';
    case 'parts':
    case 'texts':
      return 'json';
    case 'instant':
    case 'moment':
      return 'time';
    case 'wholeNumber':
      return 'number';
    case 'reference':
    case 'references':
    case 'person':
      return 'id';
    default:
      return field.kind;
  }
};

function described(field: Field): string {
  const values = 'values' in field ? field.values.join(', ') : '';
  const example = field.example === undefined ? '' : `such as ${JSON.stringify(field.example)}`;
  const said = [field.description ?? '', values === '' ? example : values].filter((part) => part !== '');
  return [...(field.optional ? [] : ['needed']), ...said].join('; ');
}

const isMoney = (field: Field): boolean =>
  field.kind === 'part' && Object.keys(field.fields).toSorted().join() === 'currency,minor';

function yesOrNo(value: string): boolean {
  if (value === 'yes' || value === 'no') return value === 'yes';
  throw new InvalidArgumentError('Say yes or no.');
}

/** `50.00 CNY`, as people write it, or the JSON of the API. */
function moneyOrJson(value: string): unknown {
  const [, amount = '', currency = ''] = /^([\d.]+) ?([A-Z]{3})$/.exec(value.trim()) ?? [];
  const minor = isCurrency(currency) ? readAmount(amount, currency) : undefined;
  return minor === undefined ? parseJson(value) : { minor, currency };
}

function parseJson(value: string): unknown {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    throw new InvalidArgumentError('Give it as JSON, such as {"kind":"individual","name":"Li Hua"}.');
  }
}

const LARGEST_BODY = 262_144;

async function all(stdin: AsyncIterable<Buffer | string>): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of stdin) {
    parts.push(Buffer.from(part));
    length += Buffer.byteLength(part);
    if (length > LARGEST_BODY) throw usageError('Standard input is longer than 256 KB.');
  }
  return Buffer.concat(parts).toString('utf8');
}

/** The fields that a file holds; none without one. */
export async function bodyIn(
  file: string | undefined,
  { stdin }: Pick<CliContext, 'stdin'>,
): Promise<object> {
  if (file === undefined) return {};
  const written = file === '-' ? await all(stdin) : textIn(file);
  let body: unknown;
  try {
    body = JSON.parse(written);
  } catch (cause) {
    throw usageError(`${file} is no JSON: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body;
  throw usageError(`${file} holds no JSON object: write {"category": "facilities/lift"}.`);
}
