import { Body } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody } from '@nestjs/swagger';
import type { AnyAggregate } from '#event-sourcing';
import { asApiSchema } from '../docs/index.ts';
import { BodyPipe } from '../fields/index.ts';
import { controllersByGroup, type DerivedRoute } from '../http/controllers-by-group.ts';
import { bodyOf, bodyReference } from './body.ts';
import { Envelope, type CommandEnvelope } from './envelope.ts';
import { order } from './execute-command.ts';
import { CommandRoute } from './route.decorator.ts';
import { routesOf, type RouteOfCommand } from './routes.ts';

/** Uploads have controllers of their own. */
export const commandControllers = (aggregate: AnyAggregate) =>
  controllersByGroup(
    CommandBus,
    routesOf(aggregate)
      .filter(({ form }) => !form)
      .map(derived),
  );

function derived(route: RouteOfCommand): DerivedRoute<CommandBus> {
  const { name, definition } = route;
  return {
    ...{ name, group: definition.group },
    parameters: [Body(new BodyPipe(bodyOf(definition))), Envelope(route)],
    decorators: [CommandRoute(route), ApiBody({ schema: asApiSchema(bodyReference(definition)) })],
    handle: (commands, body, envelope) =>
      commands.execute(order(route, body as object, envelope as CommandEnvelope)),
  };
}
