import fc, { type Arbitrary } from 'fast-check';
import { instantOf } from '#event-sourcing';
import {
  caseEventSchemas,
  type CaseEventDraft,
  type CaseEventType,
  type RecordedCaseEvent,
} from '../case/events.ts';
import { recorded, type Told } from './recorded.ts';

interface Schema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
}

const MOST = 1_000_000;

export const CASE_EVENT_TYPES = Object.keys(caseEventSchemas) as CaseEventType[];

const arbitraryInstant = fc
  .integer({ min: Date.UTC(2026, 7, 1), max: Date.UTC(2026, 10, 1) })
  .map((millis) => instantOf(millis));
const arbitraryDay = arbitraryInstant.map((at) => at.slice(0, 10));
/** Few different names, so that events of one history speak of the same clocks, grants, options and departments. */
const arbitraryName = fc.constantFrom('a', 'b', 'c', 'facilities/lift');

const byPattern = (pattern: string): Arbitrary<string> => {
  if (pattern.includes('T\\d')) return arbitraryInstant;
  if (pattern.includes('[A-Z]{3}')) return fc.constantFrom('CNY', 'JPY', 'EUR');
  if (pattern.includes('[0-9a-f]')) return fc.constant('ab'.repeat(32));
  return pattern.includes(':') ? fc.constant('17:00') : arbitraryDay;
};

const byType: Readonly<Record<string, (schema: Schema) => Arbitrary<unknown>>> = {
  boolean: () => fc.boolean(),
  integer: ({ minimum = 0, maximum = MOST }) =>
    fc.integer({ min: Math.ceil(minimum), max: Math.min(maximum, MOST) }),
  number: ({ minimum = 0, maximum = MOST }) =>
    fc.integer({ min: Math.ceil(minimum), max: Math.min(maximum, MOST) }),
  array: ({ items = {}, minItems = 0 }) =>
    fc.array(arbitraryOf(items), { minLength: minItems, maxLength: minItems + 2 }),
  object: (schema) => (schema.patternProperties ? fc.constant({ Product: 'Card' }) : objectOf(schema)),
  string: ({ pattern }) => (pattern === undefined ? arbitraryName : byPattern(pattern)),
};

/** Any value that the schema allows, as far as the event schemas use JSON Schema. */
function arbitraryOf(schema: Schema): Arbitrary<unknown> {
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(arbitraryOf));
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.const !== undefined) return fc.constant(schema.const);
  return byType[schema.type ?? 'string']?.(schema) ?? fc.constant(null);
}

const objectOf = ({ properties = {}, required = [] }: Schema): Arbitrary<unknown> =>
  fc.record(
    Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, arbitraryOf(schema)])),
    { requiredKeys: [...required], noNullPrototype: true },
  );

/** An event of one type with any data that its schema allows. */
export const arbitraryDraft = (type: CaseEventType): Arbitrary<CaseEventDraft> =>
  fc
    .record({
      data: arbitraryOf(caseEventSchemas[type] as Schema),
      happenedAt: fc.oneof(
        { weight: 6, arbitrary: arbitraryInstant },
        arbitraryDay,
        fc.constant('unknown' as const),
      ),
    })
    .map((parts) => ({ type, ...parts }) as CaseEventDraft);

const arbitraryTold = (type: CaseEventType): Arbitrary<Told> =>
  fc.record({ draft: arbitraryDraft(type), recordedAt: arbitraryInstant });

/** Any sequence of events of one case after its intake, whether or not a decider would ever make it. */
export const arbitraryHistory = (
  types: readonly CaseEventType[] = CASE_EVENT_TYPES.filter((type) => type !== 'ComplaintLogged'),
): Arbitrary<readonly RecordedCaseEvent[]> =>
  fc
    .tuple(
      arbitraryTold('ComplaintLogged'),
      fc.array(fc.constantFrom(...types).chain(arbitraryTold), { maxLength: 40 }),
    )
    .map(([first, others]) => recorded([first, ...others]));
