import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { conditionsOf } from './conditions.ts';
import { procedureFileSchema, type ProcedureFile } from './file-schema.ts';
import {
  ALLOWANCE_FORMS,
  fractionDigits,
  isAmount,
  isCurrency,
  isTimeZone,
  readAllowance,
  readAmount,
  isLimit,
  readOpening,
} from './notation.ts';
import { nearest } from './nearest.ts';
import type { Finding, Path } from './problems.ts';
import { limitsByKind } from './remedy-limits.ts';

/** What the schema says of a file: findings, and the file itself when its structure is sound enough to look further. */
export interface Shape {
  readonly findings: readonly Finding[];
  readonly file?: ProcedureFile;
}

/** Findings that leave the structure intact, so that the checks of meaning can still run. */
const HARMLESS = new Set([
  'additionalProperties',
  'enum',
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'uniqueItems',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
]);

// Whoever reads a file compiles this first, and most starts read few: neither checking our own schema against the schema of
// schemas nor polishing the compiled code pays for itself.
function compileShape(): ValidateFunction<ProcedureFile> {
  const ajv = new Ajv({
    ...{ allErrors: true, strict: false, verbose: true },
    ...{ validateSchema: false, code: { optimize: false } },
  });
  ajv.addFormat('allowance', (text: string) => readAllowance(text) !== undefined);
  ajv.addFormat('amount', isAmount);
  ajv.addFormat('limit', isLimit);
  ajv.addFormat('opening', (text: string) => readOpening(text) !== undefined);
  ajv.addFormat('timeZone', isTimeZone);
  ajv.addFormat('currency', isCurrency);
  return ajv.compile<ProcedureFile>(procedureFileSchema);
}

let compiled: ValidateFunction<ProcedureFile> | undefined;

const FORMATS: Readonly<Record<string, string>> = {
  allowance: `is no allowance; write ${ALLOWANCE_FORMS}`,
  amount: "is no amount; write it in quotes with all its digits, like '2000.00'",
  limit: "is no limit; write an amount in quotes, a percentage like '12%' or '8.8折', or unlimited",
  opening: 'are no opening hours; write 09:00-18:00, from before to',
  timeZone: 'is no IANA time zone; write for example Asia/Shanghai',
  currency: 'is no ISO 4217 currency',
};

export function checkShape(value: unknown): Shape {
  const isProcedureFile = (compiled ??= compileShape());
  if (isProcedureFile(value)) return { findings: amountDigits(value), file: value };
  const errors = isProcedureFile.errors ?? [];
  const telling = errors.filter((error) => !isAlternative(error, errors));
  const findings = telling.map(findingOf);
  if (telling.some(({ keyword }) => !HARMLESS.has(keyword))) return { findings };
  const file = value as ProcedureFile;
  return { findings: [...findings, ...amountDigits(file)], file };
}

/** Of the forms that a value may take, the ones that it did not try say nothing. */
function isAlternative(error: ErrorObject, all: readonly ErrorObject[]): boolean {
  if (error.keyword === 'anyOf') return all.some((other) => isTold(other, error));
  const choice = all.find((other) => other.keyword === 'anyOf' && isWithin(error, other));
  return choice !== undefined && !isTold(error, choice);
}

/** The finding lies in a form of the right type, so it says more than that no form fits. */
const isTold = (error: ErrorObject, choice: ErrorObject): boolean =>
  isWithin(error, choice) &&
  error.keyword !== 'const' &&
  !(error.keyword === 'enum' && typeof error.data === 'object') &&
  !(error.keyword === 'type' && error.instancePath === choice.instancePath);

const isWithin = (error: ErrorObject, choice: ErrorObject): boolean =>
  error.schemaPath.startsWith(`${choice.schemaPath}/`) &&
  `${error.instancePath}/`.startsWith(`${choice.instancePath}/`);

function unknownKey(path: Path, key: string, { parentSchema }: ErrorObject): Finding {
  const known = Object.keys((parentSchema as { properties?: object } | undefined)?.properties ?? {});
  const meant = nearest(key, known);
  const right = meant === undefined ? '' : `; did you mean "${meant}"?`;
  return { path: [...path, key], reason: `unknown key${right}` };
}

function findingOf(error: ErrorObject): Finding {
  const path = stepsOf(error.instancePath);
  const params = error.params as Readonly<Record<string, unknown>>;
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey(path, String(params['additionalProperty']), error);
    case 'required':
      return { path: [...path, String(params['missingProperty'])], reason: 'missing' };
    case 'enum':
      return {
        path,
        reason: `${shown(error.data)} is not one of ${(params['allowedValues'] as string[]).join(', ')}`,
      };
    case 'format':
      return {
        path,
        reason: `${shown(error.data)} ${FORMATS[String(params['format'])] ?? 'is not readable'}`,
      };
    case 'pattern':
      return {
        path,
        reason: `${shown(error.data)} is no id; write letters, digits and hyphens, a letter first`,
      };
    case 'type':
      return { path, reason: `${shown(error.data)} must be ${String(params['type'])}` };
    case 'anyOf':
      return { path, reason: `${shown(error.data)} has none of the allowed forms` };
    default:
      return { path, reason: error.message ?? error.keyword };
  }
}

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined ? 'nothing' : text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

/** `/clocks/2/id` as steps; indexes become numbers. */
const stepsOf = (pointer: string): Path =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~')));

/** Amounts have exactly the digits of the currency: `9.5` yuan is a slip. */
function amountDigits(file: ProcedureFile): readonly Finding[] {
  const digits = fractionDigits(file.currency);
  const reason = (text: string) => `"${text}" needs ${digits} digits after the point in ${file.currency}`;
  return amountsOf(file).flatMap(({ path, text }) =>
    isAmount(text) && readAmount(text, file.currency) === undefined ? [{ path, reason: reason(text) }] : [],
  );
}

function amountsOf(file: ProcedureFile): readonly { path: Path; text: string }[] {
  const limits = [
    { path: ['authority', 'compensation'], written: file.authority.compensation },
    ...limitsByKind(file).map(([kind, written]) => ({ path: ['authority', 'remedies', kind], written })),
  ].flatMap(({ path, written }) =>
    Object.entries(written).flatMap(([level, text]) =>
      isAmount(text) ? [{ path: [...path, level], text }] : [],
    ),
  );
  const conditions = conditionsOf(file).flatMap(({ path, when }) =>
    (['valueAtLeast', 'valueBelow', 'amountAtLeast'] as const).flatMap((key) => {
      const text = when[key];
      return text === undefined ? [] : [{ path: [...path, key], text }];
    }),
  );
  const upTo = file.counterReturn?.upTo;
  const counter = upTo === undefined ? [] : [{ path: ['counterReturn', 'upTo'], text: upTo }];
  return [...limits, ...conditions, ...counter];
}
