import { Get, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { AnyQuery } from '#event-sourcing';
import { allQueries } from '#engine';
import { Allow, Caller, type Access, type Principal } from '../auth/index.ts';
import { ReadRoute } from '../docs/index.ts';
import { controllersByGroup, type DerivedRoute } from '../http/controllers-by-group.ts';
import type { Request } from '../http/server-types.ts';
import { Ask } from './ask.ts';
import { askedBy, parametersOf } from './asked.ts';

export const queryControllers = () => controllersByGroup(QueryBus, allQueries.map(routeOf));

const COMPRESSED: ReadonlySet<string> = new Set(
  allQueries.flatMap((query: AnyQuery) => (query.compressed === true ? [`/${query.at}`] : [])),
);
/** Whether the answer holds nothing whose length could give something away. */
export const isCompressedRoute = (route: string): boolean => COMPRESSED.has(route);

function routeOf(query: AnyQuery): DerivedRoute<QueryBus> {
  const { name, group, at } = query;
  const { readers } = query.who as { readonly readers: readonly Access[] };
  return {
    ...{ name, group },
    parameters: [Req(), Caller()],
    decorators: [Get(at), Allow(...readers), ReadRoute(query, parametersOf(query))],
    handle(queries, request, caller) {
      const { asked, since } = askedBy(request as Request, query);
      return queries.execute(new Ask(query, asked, caller as Principal, since, (request as Request).id));
    },
  };
}
