import type { DomainEvent } from '../event.ts';
import type { Projection } from '../projection/projection.ts';
import type { CollectionSpec, FieldKind } from '../read-model-store.ts';
import type { JsonSchema } from './field-schema.ts';
import type { AnyQuery } from './query-definition.ts';

/**
 * A read model in one value. Everything else that is known of it derives from here: how it is stored, found by and folded,
 * what can be asked of it, by whom, and what of it is personal.
 */
export interface ReadModel<
  Options,
  Document extends object = object,
  Queries extends readonly AnyQuery[] = readonly AnyQuery[],
> {
  /** Collection and version, keys, fold and sums. */
  projection(options: Options): Projection<Document>;
  /** Top-level fields of its documents that tell of complainants or of what was said. No other field ever does (PRI-1). */
  readonly personal: readonly string[];
  /** What is asked of it; each says who may. */
  readonly queries: Queries;
}

/** The builder of read models; it only fixes types. */
export const readModel = <
  Options,
  Document extends object,
  Event extends DomainEvent,
  const Queries extends readonly AnyQuery[],
>(
  model: Omit<ReadModel<Options, Document, Queries>, 'projection'> & {
    projection(options: Options): Projection<Document, Event>;
  },
): ReadModel<Options, Document, Queries> => model;

/** What can be asked of any of them, each with its own types. */
export const queriesIn = <Models extends readonly { readonly queries: readonly AnyQuery[] }[]>(
  models: Models,
): readonly Models[number]['queries'][number][] => models.flatMap(({ queries }) => queries);

/**
 * How a collection is found by: what stands in its indexes and filters, each of the kind that the schema of its documents
 * gives it.
 */
export function foundBy(
  document: JsonSchema,
  {
    indexes,
    filters = [],
    hidden = {},
  }: {
    readonly indexes: CollectionSpec['indexes'];
    readonly filters?: readonly string[];
    /** Of the documents, and of no answer. */
    readonly hidden?: CollectionSpec['fields'];
  },
): Pick<CollectionSpec, 'fields' | 'indexes'> {
  const names = new Set([...indexes.flat(), ...filters]);
  const kinds = [...names].map((name) => [name, hidden[name] ?? kindOf(document, name)] as const);
  return { indexes, fields: Object.fromEntries(kinds) };
}

function kindOf(document: JsonSchema, name: string): FieldKind {
  const schema = name
    .split('.')
    .reduce<JsonSchema | undefined>(
      (part, each) => (part?.['properties'] as Readonly<Record<string, JsonSchema>> | undefined)?.[each],
      document,
    );
  switch (schema?.['type']) {
    case 'string':
      return 'text';
    case 'boolean':
      return 'boolean';
    case 'integer':
    case 'number':
      return 'number';
  }
  throw new Error(`${name} is not described as something that documents are found by`);
}
