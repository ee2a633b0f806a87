import type { OpenAPIObject } from '@nestjs/swagger';

/** A route as the documentation describes it. */
export interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly security?: object[];
  readonly responses: Readonly<
    Record<string, { content?: Readonly<Record<string, { example?: { code?: string } }>> }>
  >;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { schema: Schema }>> };
}

interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly example?: unknown;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

export interface DocumentedRoute {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}

export const documentedRoutes = ({ paths }: OpenAPIObject): readonly DocumentedRoute[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Operation>).map(([method, operation]) => ({
      path,
      method,
      operation,
    })),
  );

/** Everything that can be read, with what it is asked by; the complainant's own question has no token. */
export const readsOf = (document: OpenAPIObject, values: Readonly<Record<string, string>>) =>
  documentedRoutes(document)
    .filter(({ method, path }) => method === 'get' && path !== '/progress')
    .map(({ path: route, operation: { parameters = [] } }) => {
      const needed = parameters.filter((each) => each.in === 'query' && each.required === true);
      const query = needed.map(({ name }) => `${name}=${values[name] ?? name}`).join('&');
      const path = route.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? name);
      return { route, path: query === '' ? path : `${path}?${query}` };
    });

/** The JSON body that a reader of the documentation would send; none where a route takes none. */
export function exampleBody(document: OpenAPIObject, { requestBody }: Operation): object | undefined {
  const schema = requestBody?.content['application/json']?.schema;
  return schema === undefined ? undefined : (exampleOf(document, schema) as object);
}

function exampleOf(document: OpenAPIObject, schema: Schema): unknown {
  const { $ref, allOf, example, items, properties = {} } = schema;
  if (example !== undefined) return example;
  if (allOf?.[0] !== undefined) return exampleOf(document, allOf[0]);
  if (items !== undefined) return [exampleOf(document, items)];
  if ($ref === undefined) {
    return Object.fromEntries(
      Object.entries(properties).map(([name, part]) => [name, exampleOf(document, part)]),
    );
  }
  return exampleOf(document, document.components?.schemas?.[$ref.split('/').at(-1) ?? ''] as Schema);
}
