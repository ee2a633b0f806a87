import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { AGGREGATES } from '#engine';
import { answer } from '#event-sourcing';
import { bodySchemas, routesOf } from '../commands/index.ts';
import { API_VERSION } from '../http/version.ts';
import { answerSchemaName, commandAnswerSchema, eventSchemaName } from './answer-schemas.ts';
import type { Schema } from './schema.ts';
import { shareCommon } from './share-common.ts';

export const DOCS_PATH = '/docs';

/** What only our own programs send is nobody's to send. */
const OFFERED = AGGREGATES.filter((aggregate) => routesOf(aggregate).length > 0);

const DESCRIPTION = [
  'Complaint handling, event-sourced: every command is a route of its own and answers with the events that it recorded.',
  'Send an `Idempotency-Key` with every command: the same key with the same content is carried out once.',
  'Send the `ETag` that you read as `If-Match` when a decision rests on what you saw.',
  'Pass the `position` of an answer as `minPosition` to the next query to read your own writes, and to the next command so that nothing older refuses it.',
  'Send the `ETag` of an answer as `If-None-Match` to hear 304 while it would be the same; `HEAD` and `OPTIONS` are answered everywhere.',
  'This is version 1, as every answer says in `API-Version`; a request that names another one is refused.',
  'Everything that is not a success is a problem document (RFC 9457) with a stable `code`.',
].join('\n\n');

/** The whole OpenAPI 3.1 document, without starting to listen. */
export function openApiDocument(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Redress')
    .setDescription(DESCRIPTION)
    .setVersion(`${API_VERSION}.0.0`)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/')
    .addBasicAuth({ type: 'http', scheme: 'basic', description: 'Number and secret.' }, 'complainant')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .build();
  const document = SwaggerModule.createDocument(app, config);
  const schemas = {
    ...document.components?.schemas,
    ...Object.fromEntries(OFFERED.flatMap((aggregate) => Object.entries(bodySchemas(aggregate)))),
    Problem: PROBLEM,
    ...Object.fromEntries(
      OFFERED.map((aggregate) => [answerSchemaName(aggregate), commandAnswerSchema(aggregate)]),
    ),
    ...eventSchemas(),
  };
  return shareCommon({ ...document, components: { ...document.components, schemas } });
}

/** What the events of an answer hold: the stored contracts themselves. */
const eventSchemas = (): Readonly<Record<string, Schema>> =>
  Object.fromEntries(
    OFFERED.flatMap(({ contracts }) => contracts).map(({ type, schema }) => [
      eventSchemaName(type),
      JSON.parse(JSON.stringify(schema)) as Schema,
    ]),
  );

const PROBLEM = answer.object(
  {
    type: answer.text('urn:redress:problem:wrong-stage', { format: 'uri' }),
    title: answer.text('Wrong stage'),
    status: answer.whole(409),
    detail: answer.text('grant-compensation is not possible: it is not classified.', {
      description: 'A sentence that a member of staff can act on.',
    }),
    code: answer.text('wrong-stage', { description: 'Stable; for programs.' }),
    'rule?': answer.text('LIF-1', { description: 'The requirement that was broken.' }),
    'remedy?': answer.text('Classify it first.', { description: 'What would make it acceptable.' }),
    'details?': { type: 'object', additionalProperties: true },
    'errors?': answer.list(
      answer.object({
        field: answer.text('remedy.amount.minor'),
        message: answer.text('must be a whole number'),
      }),
    ),
    instance: answer.text('/cases/7F3K-9M2Q-X4TB/grant-compensation'),
    correlationId: answer.text('3f0c7a52-6c0e-4b7e-9a53-0d1b7f1c2e11'),
  },
  'RFC 9457',
);

/** The document at /docs/openapi.json and a page to read it at /docs. */
export function serveDocs(app: NestFastifyApplication): void {
  SwaggerModule.setup(DOCS_PATH.slice(1), app, () => openApiDocument(app), {
    jsonDocumentUrl: `${DOCS_PATH}/openapi.json`,
    yamlDocumentUrl: `${DOCS_PATH}/openapi.yaml`,
    customSiteTitle: 'Redress API',
  });
}
