import { Controller, Get, Req, type Type } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { AnyQuery } from '#event-sourcing';
import { allQueries } from '#engine';
import { Allow, Caller, type Access, type Principal } from '../auth/index.ts';
import { ReadRoute } from '../docs/index.ts';
import type { Request } from '../http/server-types.ts';
import { Ask } from './ask.ts';
import { askedBy, parametersOf } from './asked.ts';

interface Asks {
  readonly queries: QueryBus;
}

/** One controller for each group of queries, with a method for each query. */
export function queryControllers(): readonly Type[] {
  return [...new Set(allQueries.map(({ group }) => group))].map((group) =>
    controllerOf(
      group,
      allQueries.filter((query) => query.group === group),
    ),
  );
}

function controllerOf(group: string, queries: readonly AnyQuery[]): Type {
  @ApiTags(group)
  @Controller()
  class QueriesOfGroup implements Asks {
    constructor(readonly queries: QueryBus) {}
  }
  for (const query of queries) addRoute(QueriesOfGroup.prototype, query);
  return QueriesOfGroup;
}

/** What a method with decorators in a controller's source does. */
function addRoute(controller: Asks, query: AnyQuery): void {
  const { name, at } = query;
  const { readers } = query.who as { readonly readers: readonly Access[] };
  const method = {
    value(this: Asks, request: Request, caller: Principal): Promise<unknown> {
      const { asked, since } = askedBy(request, query);
      return this.queries.execute(new Ask(query, asked, caller, since));
    },
  };
  Object.defineProperty(controller, name, method);
  Reflect.defineMetadata('design:paramtypes', [Object, Object], controller, name);
  Req()(controller, name, 0);
  Caller()(controller, name, 1);
  Get(at)(controller, name, method);
  Allow(...readers)(controller, name, method);
  ReadRoute(query, parametersOf(query))(controller, name, method);
}
