import { applyDecorators, HttpCode, Post } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam } from '@nestjs/swagger';
import { Allow } from '../auth/index.ts';
import { answerSchemaName, commandAnswered, problems, since } from '../docs/index.ts';
import { headerSchema } from '../http/header-forms.ts';
import { commandFields } from '../http/min-position.ts';
import { createsOf, type RouteOfCommand } from './routes.ts';

/** A route for one command: address, access, status, and all of its documentation but for the body. */
export function CommandRoute(route: RouteOfCommand): MethodDecorator {
  const { aggregate, name, summary, path, begins } = route;
  const created = createsOf(route);
  const status = created === undefined ? 200 : 201;
  return applyDecorators(
    Post(path),
    HttpCode(status),
    Allow(aggregate.access),
    ApiOperation({ operationId: name, summary }),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'The same key with the same content is carried out once (D19).',
      schema: headerSchema('idempotencyKey'),
      example: 'desk-4-000117',
    }),
    since(commandFields),
    ...(aggregate.access === 'operations' ? [actingRole] : []),
    commandAnswered(answerSchemaName(aggregate), { created, file: route.form }),
    ...(path.includes(`:${aggregate.id.name}`) ? [ApiParam(aggregate.id)] : []),
    ...(begins ? [] : [ifMatch(aggregate.kind)]),
    problems(400, 401, 403, 404, 409, 412, 413, 415, 422, 503),
  );
}

const actingRole = ApiHeader({
  name: 'X-Acting-Role',
  required: false,
  description:
    'The one level to act in, which the organisation has to grant you in this case; `operations` is the front line. ' +
    'Default: the lowest level that is your own.',
  schema: headerSchema('actingRole'),
  example: 'office-director',
});

const ifMatch = (kind: string): MethodDecorator =>
  ApiHeader({
    name: 'If-Match',
    required: false,
    description: `Refuse with 412 when the ${kind} has moved on from this ETag.`,
    schema: headerSchema('ifMatch'),
    example: '"12"',
  });
