import { pageFor } from '../filtered-page.ts';
import type { ServedReads } from '../projection/serving.ts';
import type { CollectionSpec, Condition, Page, Query } from '../read-model-store.ts';
import { walk } from '../walk.ts';
import { answer } from './answer-schema.ts';
import type { DataOf, Fields } from './field.ts';
import type { JsonSchema } from './field-schema.ts';
import {
  morePages,
  pageFields,
  pageOf,
  type CommandLineOf,
  type QueryDefinition,
  type QueryTypes,
} from './query-definition.ts';
import type { Cell, ShownTable } from './shown.ts';

interface ListTypes extends QueryTypes {
  readonly ports: { readonly readModels: ServedReads };
}

/** Who asks for what, and where the answer comes from. */
export interface Asking<Types extends QueryTypes, Asked> {
  readonly asked: Asked;
  readonly ports: Types['ports'];
  readonly reader: Types['reader'] | undefined;
}

/** A list of the documents of one read model. */
export interface ListDefinition<
  Types extends ListTypes,
  Name extends string,
  Filters extends Fields,
  Document extends object,
  Row extends object,
> extends Pick<QueryDefinition<Types, Name>, 'name' | 'summary' | 'group' | 'at' | 'who' | 'compressed'> {
  readonly of: CollectionSpec;
  /** Other read models that are asked for what may be shown. */
  readonly besides?: readonly CollectionSpec[];
  readonly filters: Filters;
  /** Default: the fields of the same names are as they are asked for. */
  where?(asking: Asking<Types, DataOf<Filters>>): readonly Condition[];
  order(asked: DataOf<Filters>): NonNullable<Query['sort']>;
  /** Its documents change and move within the order: a walk through its pages meets what has moved behind its back. */
  readonly moves: boolean;
  /** Those that the reader may see; default: all. */
  visible?(
    found: readonly Document[],
    asking: Asking<Types, DataOf<Filters>>,
  ): Promise<readonly Document[]> | readonly Document[];
  /** Schema of what is told of a document. */
  readonly row: JsonSchema;
  told(document: Document, ports: Types['ports']): Row;
  readonly commandLine: Omit<CommandLineOf<Page<Row>>, 'shows'> & {
    /** What is said of an empty list. */
    readonly none: string;
    readonly columns: Readonly<Record<string, (row: Row) => Cell>>;
    /** Columns that are aligned to the right. */
    readonly numeric?: readonly string[];
  };
}

/** The query that a list is: its fields, pages, schema, table and route follow from its definition. */
export const listsOf =
  <Types extends ListTypes>() =>
  <const Name extends string, const Filters extends Fields, Document extends object, Row extends object>(
    list: ListDefinition<Types, Name, Filters, Document, Row>,
  ): QueryDefinition<Types, Name, Filters & typeof pageFields, Page<Row>> & {
    readonly commandLine: CommandLineOf<Page<Row>>;
  } => {
    const { name, summary, group, at, who, compressed, of, besides = [], filters, row } = list;
    const { none, columns, numeric = [], ...commandLine } = list.commandLine;
    return {
      ...{ name, summary, group, at, who, ...(compressed && { compressed }) },
      asks: { ...filters, ...pageFields },
      reads: () => [of, ...besides],
      answers: answer.page(row),
      run: (asked, ports, reader) => pageOfList(list, { asked, ports, reader }),
      commandLine: {
        ...commandLine,
        shows: ({ items, ...page }) => [
          items.length === 0 ? `${none}\n` : { ...tableOf(columns, items), numeric },
          ...morePages({ items, ...page }),
        ],
      },
    };
  };

async function pageOfList<
  Types extends ListTypes,
  Filters extends Fields,
  Document extends object,
  Row extends object,
>(
  list: ListDefinition<Types, string, Filters, Document, Row>,
  asking: Asking<Types, DataOf<Filters & typeof pageFields>>,
): Promise<Page<Row>> {
  const { readModels } = asking.ports;
  const asked = only(list.filters, asking.asked);
  const narrowed = { ...asking, asked: asked as DataOf<Filters> };
  const what = { where: list.where?.(narrowed) ?? equal(asked), sort: list.order(narrowed.asked) };
  const page = await pageFor(
    pageOf(asking.asked as DataOf<typeof pageFields>),
    async (part) =>
      (list.moves
        ? await walk(readModels, list.of, what, part)
        : await readModels.query(list.of, { ...what, ...part })) as Page<Document>,
    async (found) => (await list.visible?.(found, narrowed)) ?? found,
  );
  return { ...page, items: page.items.map((each) => list.told(each, asking.ports)) };
}

/** The fields of a page are no part of what the list is narrowed by. */
const only = (filters: Fields, asked: object): Readonly<Record<string, string | boolean | undefined>> =>
  Object.fromEntries(Object.entries(asked).filter(([name]) => Object.hasOwn(filters, name)));

/** Conditions for what was given. */
export const equal = (fields: Readonly<Record<string, string | boolean | undefined>>): readonly Condition[] =>
  Object.entries(fields).flatMap(([field, equals]) => (equals === undefined ? [] : [{ field, equals }]));

const tableOf = <Row>(
  columns: Readonly<Record<string, (row: Row) => Cell>>,
  rows: readonly Row[],
): ShownTable => ({
  head: Object.keys(columns),
  rows: rows.map((row) => Object.values(columns).map((cell) => cell(row))),
});
