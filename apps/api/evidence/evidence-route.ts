import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { addEvidence, caseAggregate } from '#cases';
import { dated, schemaOfFields } from '#event-sourcing';
import { routesOf, type RouteOfCommand } from '../commands/index.ts';
import { asApiSchema } from '../docs/index.ts';

export const EVIDENCE_ROUTE = routeOf(addEvidence.name);

function routeOf(command: string): RouteOfCommand {
  const route = routesOf(caseAggregate).find(({ name }) => name === command);
  if (route === undefined) throw new Error(`${command} has no route`);
  return route;
}

/** The text fields beside the file; the rest of the command is found in the file. */
export const formFields = { description: addEvidence.data.description, ...dated };

/** Describes the form of an upload. */
export function EvidenceForm(): MethodDecorator {
  const { properties, ...form } = schemaOfFields(formFields);
  const file = { type: 'string', format: 'binary', minLength: 1, description: 'Exactly one file.' };
  const schema = { ...form, required: ['file'], properties: { file, ...(properties as object) } };
  return applyDecorators(ApiConsumes('multipart/form-data'), ApiBody({ schema: asApiSchema(schema) }));
}
