import fc, { type Arbitrary } from 'fast-check';
import type { Field, Fields } from '#event-sourcing';
import type { Procedure } from '#procedures';
import { detailsAsked } from '../trial/details-asked.ts';
import { caseCommands, type CaseCommand, type CaseCommandType } from '../case/commands.ts';

/** What commands speak of. */
interface Words {
  readonly procedure: Pick<Procedure, 'severities' | 'intake'>;
  /** By what a reference refers to. */
  readonly references: Readonly<Record<string, Arbitrary<string>>>;
  /** By name, where anything that the fields allow would hardly ever fit. */
  readonly parts: Readonly<Record<string, Arbitrary<unknown>>>;
  readonly text: Arbitrary<string>;
  readonly instant: Arbitrary<string>;
  readonly day: Arbitrary<string>;
}

type OfType<Type extends CaseCommandType> = Extract<CaseCommand, { readonly type: Type }>;

/** Commands as the edge would let them through: they keep their contracts, and speak of things that may not be there. */
export type ArbitraryCommand = <Type extends CaseCommandType>(type: Type) => Arbitrary<OfType<Type>>;

const MOST_ITEMS = 2;
const MOST_NUMBER = 1_000_000;

/** Generators of every command there is, by its definition. */
export function commandsIn(words: Words): ArbitraryCommand {
  const filler = new Filler(words);
  const arbitraries = new Map<string, Arbitrary<object>>(
    caseCommands.map((each) => [each.name, filler.dataOf(each.data)]),
  );
  return (type) =>
    // Name and data belong together by the definition.
    (arbitraries.get(type) ?? fc.constant({})).map(
      (data) => ({ type, data }) as unknown as OfType<typeof type>,
    );
}

const listOf = (items: Arbitrary<unknown>, { min }: { readonly min: number }) =>
  fc.array(items, { minLength: min, maxLength: min + MOST_ITEMS });

const refersTo = (fields: Fields, what: string): string | undefined =>
  Object.keys(fields).find((name) => {
    const field = fields[name];
    return field?.kind === 'reference' && field.of === what;
  });

class Filler {
  readonly #words: Words;
  readonly #plain;

  constructor(words: Words) {
    this.#words = words;
    const { text, instant, day } = words;
    this.#plain = {
      ...{ text, instant, day },
      moment: fc.oneof(instant, day),
      yesNo: fc.boolean(),
      percent: fc.constantFrom(12, 100),
      texts: fc.constant({ Product: 'Lift' }),
      /** The one pattern outside of parts is that of a hash. */
      pattern: fc.constantFrom('ab'.repeat(32), 'cd'.repeat(32)),
    } as const;
  }

  dataOf(fields: Fields): Arbitrary<object> {
    const { details, ...others } = fields;
    if (details !== undefined)
      return this.dataOf(others).map((data) => ({ ...data, ...detailsAsked(this.#words.procedure) }));
    const data = fc.record(
      Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, this.#valueOf(field)])),
      { requiredKeys: Object.keys(fields).filter((name) => fields[name]?.optional === false) },
    );
    const [severity, criterion] = [refersTo(fields, 'severity'), refersTo(fields, 'criterion')];
    if (severity === undefined || criterion === undefined) return data;
    return fc
      .tuple(data, this.#graded())
      .map(([given, grade]) => ({ ...given, [severity]: grade.severity, [criterion]: grade.criterion }));
  }

  /** A known severity with one of its criteria. */
  #graded() {
    return fc.constantFrom(...this.#words.procedure.severities).chain(({ id: severity, criteria }) =>
      fc.record({
        severity: fc.constant(severity),
        criterion: fc.constantFrom(...criteria.map((each) => each.id)),
      }),
    );
  }

  /** A value that the field allows. */
  #valueOf(field: Field): Arbitrary<unknown> {
    switch (field.kind) {
      case 'reference':
      case 'person':
        return this.#referenceTo(field);
      case 'references':
        return fc.array(this.#referenceTo(field), { maxLength: MOST_ITEMS });
      case 'choice':
        return fc.constantFrom(...field.values);
      case 'choices':
        return listOf(fc.constantFrom(...field.values), field);
      case 'wholeNumber':
        return fc.integer({ min: field.min, max: Math.min(field.max, MOST_NUMBER) });
      case 'part':
        return this.#part(field.name, field.fields);
      case 'parts':
        return listOf(this.#part(field.name, field.fields), field);
      default:
        return this.#plain[field.kind];
    }
  }

  #part = (name: string, fields: Fields): Arbitrary<unknown> =>
    this.#words.parts[name] ?? this.dataOf(fields);

  #referenceTo = ({ of = '' }: { readonly of?: string }): Arbitrary<string> =>
    this.#words.references[of] ?? this.#words.text;
}
