import { budgetEvents } from '../case/events/budget.ts';
import { classificationEvents } from '../case/events/classification.ts';
import { escalationEvents } from '../case/events/escalation.ts';
import { outcomeEvents } from '../case/events/outcome.ts';
import { solutionEvents } from '../case/events/solution.ts';

/** Stands in the place of a text that is kept from whoever reads. */
export const CONFIDENTIAL = '[confidential]';

/** Events in which terms of a settlement may stand: every one of these groups, so that a new one is covered as well. */
const OF_SETTLEMENTS: Readonly<Record<string, object>> = {
  ...{ ...solutionEvents, ...budgetEvents, ...outcomeEvents, ...escalationEvents },
  DemandAnswered: classificationEvents.DemandAnswered,
};

/** What is told of them all the same: which option, request and grant, who and which level, how and to whom. */
const TOLD: ReadonlySet<string> = new Set([
  ...['option', 'request', 'grant', 'step', 'draw', 'demand', 'attempt', 'satisfaction'],
  ...['level', 'neededLevel', 'rule', 'from', 'to', 'by', 'owner', 'regulator', 'turnTo', 'directRoute'],
]);

interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
}

/**
 * SOL-7: what was recorded, without sums, without what is given, without what was written about it. Its form stays, so that
 * the case folds from it as before; the very data where nothing had to be left out.
 */
export function withoutTerms({ type, data }: { readonly type: string; readonly data: unknown }): unknown {
  const schema = Object.hasOwn(OF_SETTLEMENTS, type) ? OF_SETTLEMENTS[type] : undefined;
  if (schema === undefined || typeof data !== 'object' || data === null) return data;
  const told = leftOf(schema, data, '') as object;
  return JSON.stringify(told) === JSON.stringify(data) ? data : { ...told, withheld: 'terms' };
}

/** The terms were left out of it. */
export const isWithoutTerms = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'withheld' in data && data.withheld === 'terms';

/** `undefined`: nothing of it is told. */
function leftOf(schema: Schema, value: unknown, name: string): unknown {
  if (name === 'remedy') return { kind: CONFIDENTIAL };
  if (Array.isArray(value)) return value.map((each) => leftOf(schema.items ?? {}, each, name));
  if (typeof value === 'object' && value !== null) return leftOfObject(schema, value);
  if (typeof value === 'boolean' || TOLD.has(name)) return value;
  if (schema.enum !== undefined || schema.pattern !== undefined || 'const' in schema) return value;
  return typeof value === 'string' ? CONFIDENTIAL : undefined;
}

function leftOfObject({ properties = {}, patternProperties = {}, required = [] }: Schema, value: object) {
  const [any = {}] = Object.values(patternProperties);
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, part]: [string, unknown]) => {
      const left = isMoney(part)
        ? required.includes(name)
          ? { currency: part.currency }
          : undefined
        : leftOf(properties[name] ?? any, part, name);
      return left === undefined ? [] : [[name, left]];
    }),
  );
}

const isMoney = (value: unknown): value is { readonly currency: string } =>
  typeof value === 'object' && value !== null && 'minor' in value && 'currency' in value;

/** Lists, reports and searches tell no terms, to nobody: they are told in the case alone. */
export const isKept = ({ confidentialFrom }: { readonly confidentialFrom?: string }): boolean =>
  confidentialFrom !== undefined;
