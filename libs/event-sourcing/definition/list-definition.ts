import { pageFor } from '../filtered-page.ts';
import type { ServedReads } from '../projection/serving.ts';
import type { CollectionSpec, Condition, Page, Query } from '../read-model-store.ts';
import { walk } from '../walk.ts';
import { answer } from './answer-schema.ts';
import { field, type DataOf, type Fields } from './field.ts';
import type { JsonSchema } from './field-schema.ts';
import {
  morePages,
  pageFields,
  pageOf,
  type CommandLineOf,
  type QueryDefinition,
  type QueryTypes,
} from './query-definition.ts';
import type { Cell, ShownPart, ShownTable } from './shown.ts';

interface ListTypes extends QueryTypes {
  readonly ports: {
    readonly readModels: ServedReads;
    /** Lets others have their turn. */
    readonly rest?: () => Promise<void>;
  };
}

/** A page, and how long its list is: where that is known anyway, or was asked for. */
export interface CountedPage<Row> extends Page<Row> {
  readonly count?: number;
}

const countField = {
  count: field.yesNo({
    optional: true,
    description:
      'Say how many there are in all; they are counted one by one. What stands on one page is counted anyway.',
  }),
};

/** Whatever is asked of a list beside its filters. */
type PageFields = typeof countField & typeof pageFields;

/** How many of a list are counted between two rests. */
const COUNTED_AT_ONCE = 200;

/** A first page without a next one is all that there is. */
export const withCount = <Row>(
  page: CountedPage<Row>,
  { cursor }: { readonly cursor?: string | undefined },
): CountedPage<Row> =>
  page.count !== undefined || cursor !== undefined || page.nextCursor !== undefined
    ? page
    : { ...page, count: page.items.length };

/** For the end of a list in a terminal. */
export const inAll = ({ count }: Pick<CountedPage<unknown>, 'count'>): readonly ShownPart[] =>
  count === undefined ? [] : [`${String(count)} in all\n`];

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
  readonly commandLine: Omit<CommandLineOf<CountedPage<Row>>, 'shows'> & {
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
  ): QueryDefinition<Types, Name, Filters & PageFields, CountedPage<Row>> & {
    readonly commandLine: CommandLineOf<CountedPage<Row>>;
  } => {
    const { name, summary, group, at, who, compressed, of, besides = [], filters, row } = list;
    const { none, columns, numeric = [], ...commandLine } = list.commandLine;
    return {
      ...{ name, summary, group, at, who, ...(compressed && { compressed }) },
      asks: { ...filters, ...countField, ...pageFields },
      reads: () => [of, ...besides],
      answers: answer.page(row, { 'count?': answer.whole(12) }),
      run: (asked, ports, reader) => pageOfList(list, { asked, ports, reader }),
      commandLine: {
        ...commandLine,
        shows: ({ items, ...page }) => [
          items.length === 0 ? `${none}\n` : { ...tableOf(columns, items), numeric },
          ...(items.length === 0 ? [] : inAll(page)),
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
  asking: Asking<Types, DataOf<Filters & PageFields>>,
): Promise<CountedPage<Row>> {
  const { readModels } = asking.ports;
  const asked = only(list.filters, asking.asked);
  const narrowed = { ...asking, asked: asked as DataOf<Filters> };
  const what = { where: list.where?.(narrowed) ?? equal(asked), sort: list.order(narrowed.asked) };
  const visible = async (found: readonly Document[]): Promise<readonly Document[]> =>
    (await list.visible?.(found, narrowed)) ?? found;
  const { count, ...request } = asking.asked as DataOf<PageFields>;
  const page = await pageFor(
    pageOf(request),
    async (part) =>
      (list.moves
        ? await walk(readModels, list.of, what, part)
        : await readModels.query(list.of, { ...what, ...part })) as Page<Document>,
    visible,
  );
  const items = page.items.map((each) => list.told(each, asking.ports));
  const counted = withCount({ ...page, items }, request);
  return count !== true || counted.count !== undefined
    ? counted
    : { ...counted, count: await countOf(list.of, what, visible, asking.ports) };
}

/** What the pages of the list would add up to. */
async function countOf<Document extends object>(
  collection: CollectionSpec,
  what: Omit<Query, 'limit'>,
  visible: (found: readonly Document[]) => Promise<readonly Document[]>,
  { readModels, rest }: ListTypes['ports'],
): Promise<number> {
  let count = 0;
  let cursor: string | undefined;
  do {
    const page = await readModels.query(collection, {
      ...{ ...what, limit: COUNTED_AT_ONCE },
      ...(cursor !== undefined && { cursor }),
    });
    count += (await visible(page.items as readonly Document[])).length;
    cursor = page.nextCursor;
    await rest?.();
  } while (cursor !== undefined);
  return count;
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
