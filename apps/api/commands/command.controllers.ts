import { Body, Controller, type Type } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { asApiSchema } from '../docs/index.ts';
import { BodyPipe } from '../fields/index.ts';
import type { CommandAnswer } from './answer.ts';
import { bodyOf, bodyReference } from './body.ts';
import { Envelope, type CommandEnvelope } from './envelope.ts';
import { order } from './execute-command.ts';
import { CommandRoute } from './route.decorator.ts';
import { routesOf, type RouteOfCommand } from './routes.ts';
import type { CommandSurface } from './surface.ts';

/** One controller for each group of commands, with a method for each route; uploads have controllers of their own. */
export function commandControllers(surface: CommandSurface): readonly Type[] {
  const routes = routesOf(surface).filter(({ form }) => !form);
  return [...new Set(routes.map(({ definition }) => definition.group))].map((group) =>
    controllerOf(
      group,
      routes.filter(({ definition }) => definition.group === group),
    ),
  );
}

interface Sends {
  readonly commands: CommandBus;
}

function controllerOf(group: string, routes: readonly RouteOfCommand[]): Type {
  @ApiTags(group)
  @Controller()
  class CommandsOfGroup implements Sends {
    constructor(readonly commands: CommandBus) {}
  }
  for (const route of routes) addRoute(CommandsOfGroup.prototype, route);
  return CommandsOfGroup;
}

/** What a method with decorators in a controller's source does. */
function addRoute(controller: Sends, route: RouteOfCommand): void {
  const { name, definition } = route;
  const method = {
    value(this: Sends, body: object, envelope: CommandEnvelope): Promise<CommandAnswer> {
      return this.commands.execute(order(route, body, envelope));
    },
  };
  Object.defineProperty(controller, name, method);
  Reflect.defineMetadata('design:paramtypes', [Object, Object], controller, name);
  Body(new BodyPipe(bodyOf(definition)))(controller, name, 0);
  Envelope(route)(controller, name, 1);
  CommandRoute(route)(controller, name, method);
  ApiBody({ schema: asApiSchema(bodyReference(definition)) })(controller, name, method);
}
