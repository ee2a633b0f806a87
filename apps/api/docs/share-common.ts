import type { OpenAPIObject } from '@nestjs/swagger';
import { headerSchema } from '../http/header-forms.ts';

interface Answer {
  readonly content?: Readonly<Record<string, unknown>>;
}

interface Operation {
  readonly parameters?: readonly object[];
  readonly responses?: Readonly<Record<string, Answer>>;
}

const isProblem = ({ content }: Answer): boolean => content?.['application/problem+json'] !== undefined;

const API_VERSION = {
  name: 'API-Version',
  in: 'header',
  required: false,
  description: 'The version that you speak; any other one than that of the server is refused.',
  schema: headerSchema('version'),
  example: '1',
};

/**
 * Every route answers the same problems and may be told the version, so the document describes each once and refers to
 * it: a tenth of the size.
 */
export function shareCommon(document: OpenAPIObject): OpenAPIObject {
  const shared: Record<string, Answer> = {};
  const referring = (operation: Operation) => ({
    ...operation,
    parameters: [...(operation.parameters ?? []), { $ref: '#/components/parameters/ApiVersion' }],
    responses: Object.fromEntries(
      Object.entries(operation.responses ?? {}).map(([status, answer]): [string, unknown] => {
        if (!isProblem(answer)) return [status, answer];
        shared[`Problem${status}`] ??= answer;
        return [status, { $ref: `#/components/responses/Problem${status}` }];
      }),
    ),
  });
  const paths = Object.fromEntries(
    Object.entries(document.paths).map(([path, item]) => [
      path,
      Object.fromEntries(
        Object.entries(item as Record<string, Operation>).map(([method, operation]) => [
          method,
          referring(operation),
        ]),
      ),
    ]),
  );
  const { components } = document;
  return {
    ...document,
    paths: paths,
    components: {
      ...components,
      responses: { ...components?.responses, ...(shared as NonNullable<typeof components>['responses']) },
      parameters: { ...components?.parameters, ApiVersion: API_VERSION },
    } as NonNullable<typeof components>,
  };
}
