import type { Refusal } from '../decider.ts';
import type { CollectionSpec, Page } from '../read-model-store.ts';
import { field, type DataOf, type Fields } from './field.ts';
import type { JsonSchema } from './field-schema.ts';
import type { ShownPart } from './shown.ts';

/** What all queries of one subject have in common: a type only. */
export interface QueryTypes {
  /** Where answers come from. */
  readonly ports: unknown;
  /** Who asks, as far as an answer depends on it; absent for whoever runs the machine. */
  readonly reader: unknown;
  /** A row of its table of rights. */
  readonly who: unknown;
  /** Heading under which the query is documented. */
  readonly group: string;
}

/** How a query is asked and answered in a terminal. What stands in its address is an argument, the rest are options. */
export interface CommandLineOf<Answer> {
  /** `cases list` */
  readonly words: string;
  readonly description: string;
  /** The same question in other words, with one of its fields as an argument: `cases search <text>`. */
  readonly also?: { readonly words: string; readonly description: string; readonly argument: string };
  /** In place of the field's own description. */
  readonly options?: Readonly<Record<string, string>>;
  shows(answer: Answer): readonly ShownPart[];
}

/**
 * A query in one value. Everything else that is known of it derives from here: types, route, check of what is asked,
 * documentation, command line.
 */
export interface QueryDefinition<
  Types extends QueryTypes = QueryTypes,
  Name extends string = string,
  Asks extends Fields = Fields,
  Answer = unknown,
> {
  /** What is asked for, `openCases`. */
  readonly name: Name;
  /** One sentence, with the ids of its requirements. */
  readonly summary: string;
  readonly group: Types['group'];
  /** Address; its parameters are fields of `asks`. */
  readonly at: string;
  readonly asks: Asks;
  readonly who: Types['who'];
  /** Read models that the answer comes from; none for what is read from the history itself. */
  reads(asked: DataOf<Asks>): readonly CollectionSpec[];
  /** Schema of the answer. */
  readonly answers: JsonSchema;
  /** The answer bears the revision of what it tells, for If-Match. */
  readonly revised?: true;
  /** Nothing in it was written by somebody outside: it may be sent compressed, for its length gives nothing away. */
  readonly compressed?: true;
  run(asked: DataOf<Asks>, ports: Types['ports'], reader?: Types['reader']): Promise<Answer>;
  /** What is said when the answer is `undefined`. */
  readonly absent?: (asked: DataOf<Asks>) => Refusal;
  readonly commandLine?: CommandLineOf<Exclude<Answer, undefined>>;
}

/** What was asked has the right form and is not answered; the refusal says why, and what to ask instead. */
export class QueryRefused extends Error {
  override readonly name = 'QueryRefused';

  constructor(readonly refusal: Refusal) {
    super([refusal.message, refusal.remedy].filter((part) => part !== undefined).join(' '));
  }
}

/** The builder of a subject's queries; it only fixes types: the definition is the plain value that it is given. */
export const queriesOf =
  <Types extends QueryTypes>() =>
  <const Name extends string, const Asks extends Fields, Answer>(
    definition: QueryDefinition<Types, Name, Asks, Answer>,
  ): QueryDefinition<Types, Name, Asks, Answer> =>
    definition;

/** A query with its own types forgotten, as lists of queries hold it. */
export type AnyQuery = Omit<QueryDefinition, 'reads' | 'run' | 'absent' | 'commandLine'> & {
  reads(asked: never): readonly CollectionSpec[];
  run(asked: never, ports: never, reader?: never): Promise<unknown>;
  readonly absent?: (asked: never) => Refusal;
  readonly commandLine?: CommandLineOf<never>;
};

type Asked<Query extends AnyQuery> =
  Partial<DataOf<Query['asks']>> extends DataOf<Query['asks']>
    ? [asked?: DataOf<Query['asks']>]
    : [asked: DataOf<Query['asks']>];

/** The queries of a list as functions by their names. */
export type Askable<Queries extends readonly AnyQuery[]> = {
  readonly [Each in Queries[number] as Each['name']]: (...asked: Asked<Each>) => ReturnType<Each['run']>;
};

const LARGEST_PAGE = 200;
const USUAL_PAGE = 50;

/** What every list can be asked beside its filters. */
export const pageFields = {
  limit: field.wholeNumber({ optional: true, min: 1, max: LARGEST_PAGE, example: USUAL_PAGE }),
  cursor: field.pattern(/^[\x21-\x7e]{1,2000}$/, {
    optional: true,
    otherwise: 'must come from the page before',
    example: 'eyJrIjpbXX0',
  }),
};

/** The same for the read-model store. */
export const pageOf = ({ limit = USUAL_PAGE, cursor }: DataOf<typeof pageFields>) => ({
  limit,
  ...(cursor !== undefined && { cursor }),
});

/** For the end of a list in a terminal. */
export const morePages = ({ nextCursor }: Page<unknown>): readonly ShownPart[] =>
  nextCursor === undefined ? [] : [`More: --cursor ${nextCursor}\n`];
