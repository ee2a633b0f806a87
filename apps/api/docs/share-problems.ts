import type { OpenAPIObject } from '@nestjs/swagger';

interface Answer {
  readonly content?: Readonly<Record<string, unknown>>;
}

interface Operation {
  readonly responses?: Readonly<Record<string, Answer>>;
}

const isProblem = ({ content }: Answer): boolean => content?.['application/problem+json'] !== undefined;

/** Every route answers the same problems, so the document describes each once and refers to it: a tenth of the size. */
export function shareProblems(document: OpenAPIObject): OpenAPIObject {
  const shared: Record<string, Answer> = {};
  const referring = (operation: Operation) => ({
    ...operation,
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
  ) as OpenAPIObject['paths'];
  const responses = { ...document.components?.responses, ...shared } as NonNullable<
    OpenAPIObject['components']
  >['responses'];
  return { ...document, paths, components: { ...document.components, ...(responses && { responses }) } };
}
