import { applyDecorators, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation } from '@nestjs/swagger';
import type { CaseCommandType } from '#cases';
import { Allow } from '../auth/index.ts';
import { caseParameter, commandAnswered, problems } from '../docs/index.ts';
import type { BodyClass } from '../fields/index.ts';
import type { DataOf, Dated } from './command-data.ts';
import { COMMAND_SUMMARIES, type RoutedCommand } from './summaries.ts';

type Missing<Type extends CaseCommandType, Body> = Exclude<keyof DataOf<Type>, keyof Body>;
type Unknown<Type extends CaseCommandType, Body> = Exclude<keyof Body, keyof DataOf<Type> | keyof Dated>;

/** `implements` lets a body class forget an optional field, and add one; this does not. */
type Complete<Type extends CaseCommandType, Body> = [Missing<Type, Body> | Unknown<Type, Body>] extends [
  never,
]
  ? unknown
  : { readonly missing: Missing<Type, Body>; readonly unknown: Unknown<Type, Body> };

const PATHS: Readonly<Partial<Record<RoutedCommand, string>>> = {
  LogComplaint: 'cases',
  RecordAbandonedContact: 'contacts/abandoned',
  AddEvidence: 'cases/:caseId/evidence',
};

const kebab = (name: string): string => name.replace(/\B[A-Z]/g, (letter) => `-${letter}`).toLowerCase();

/** Where a command is sent to: `cases/:caseId/grant-compensation`. */
export const pathOfCommand = (type: RoutedCommand): string => PATHS[type] ?? `cases/:caseId/${kebab(type)}`;

/** Commands that begin a case answer 201 and have no If-Match. */
const beginsCase = (type: RoutedCommand): boolean =>
  type === 'LogComplaint' || type === 'RecordAbandonedContact';

/** A route for one command: path, access, status, and all of its documentation. */
export const CommandRoute = <Type extends RoutedCommand, Body extends DataOf<Type>>(
  type: Type,
  body: BodyClass<Body> & Complete<Type, Body>,
): MethodDecorator => applyDecorators(commandRoute(type), ApiBody({ type: body }));

/** The same for a command whose body is not JSON. */
export const commandRoute = (type: RoutedCommand): MethodDecorator =>
  route({
    path: pathOfCommand(type),
    operationId: type,
    summary: COMMAND_SUMMARIES[type],
    begins: beginsCase(type),
  });

/** Where the complaint of an abandoned contact is logged: on the case that the contact began (INT-8). */
export const ComplaintOfContactRoute = (body: BodyClass<DataOf<'LogComplaint'>>): MethodDecorator =>
  applyDecorators(
    route({
      path: 'cases/:caseId/log-complaint',
      operationId: 'LogComplaintOfContact',
      summary: 'Record the complaint of an abandoned contact; contact and complaint stay one case (INT-8).',
      begins: false,
    }),
    ApiBody({ type: body }),
  );

interface Route {
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly begins: boolean;
}

function route({ path, operationId, summary, begins }: Route): MethodDecorator {
  const status = begins ? 201 : 200;
  return applyDecorators(
    Post(path),
    HttpCode(status),
    Allow('operations'),
    ApiOperation({ operationId, summary }),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'The same key with the same content is carried out once (D19).',
      schema: { type: 'string', maxLength: 255 },
      example: 'desk-4-000117',
    }),
    ApiHeader({
      name: 'X-Acting-Role',
      required: false,
      description: 'The one role to act in, when you hold several: authority is that of this role.',
      example: 'office-director',
    }),
    commandAnswered(status),
    ...(begins ? [] : [caseParameter(), ifMatch()]),
    problems(400, 401, 403, 404, 409, 412, 413, 415, 422, 503),
  );
}

const ifMatch = (): MethodDecorator =>
  ApiHeader({
    name: 'If-Match',
    required: false,
    description: 'Refuse with 412 when the case has moved on from this ETag.',
    example: '"12"',
  });
