import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenAPIObject } from '@nestjs/swagger';
import { openApiDocument, routesOf } from '#api';
import { caseCommands } from '#cases';
import { AGGREGATES } from '#engine';
import { onSampledPairs } from '../../engines.ts';
import { startApp, type Answer, type TestApp } from './app.ts';
import { documentedRoutes, exampleBody, type Operation, type DocumentedRoute } from './documented.ts';

onSampledPairs('the documentation', (fresh) => {
  let api: TestApp;
  let document: OpenAPIObject;
  let operations: readonly DocumentedRoute[];
  beforeAll(async () => {
    api = await startApp({ servers: await fresh() });
    document = openApiDocument(api.app);
    operations = documentedRoutes(document);
  });
  afterAll(() => api.close());

  const routes = AGGREGATES.flatMap(routesOf);

  /** What an operator does to read models, or to a damaged history, what is taken along, and what is only asked, is no command of an aggregate. */
  const isOperation = (path: string): boolean =>
    /^\/(projections|history)\/|\/case-file$|^\/what-if$/.test(path);

  const sharedProblems = () => document.components?.responses as Operation['responses'];

  it('has one route for every command of staff, and none for processes of our own', () => {
    const posts = operations.filter(({ method, path }) => method === 'post' && !isOperation(path));
    expect(posts.map(({ path, operation }) => [path, operation.operationId]).toSorted()).toEqual(
      routes.map(({ path, name }) => [`/${path}`.replaceAll(/:(\w+)/g, '{$1}'), name]).toSorted(),
    );
    const routed = new Set(routes.map(({ definition }) => definition.name));
    const unrouted = caseCommands.map(({ name }) => name).filter((name) => !routed.has(name));
    const ourOwn = caseCommands.filter(({ who }) => who.sentBy !== 'staff').map(({ name }) => name);
    expect(unrouted).toEqual(ourOwn);
    expect(ourOwn).toContain('RecordDeadlineBreach');
  });

  it('describes for every route a summary, an answer, its problems with an example, and the token', () => {
    for (const { path, method, operation } of operations) {
      const name = `${method} ${path}`;
      const statuses = Object.keys(operation.responses);
      expect([name, operation.summary]).toEqual([name, expect.any(String)]);
      expect([name, statuses.some((status) => status.startsWith('2'))]).toEqual([name, true]);
      const problems = statuses.filter((status) => Number(status) >= 400);
      for (const status of problems) {
        expect([name, status, operation.responses[status]]).toEqual([
          name,
          status,
          { $ref: `#/components/responses/Problem${status}` },
        ]);
        const example = sharedProblems()[`Problem${status}`]?.content?.['application/problem+json']?.example;
        expect([name, status, example?.code]).toEqual([name, status, expect.any(String)]);
      }
      expect([name, problems]).toEqual([name, expect.arrayContaining(['500'])]);
      if (!path.startsWith('/health') && path !== '/progress')
        expect([name, operation.security, problems]).toEqual([
          name,
          [{ bearer: [] }],
          expect.arrayContaining(['401', '403']),
        ]);
    }
  });

  it('every example is accepted, and its route carries the command that it is named after', async () => {
    const carried: { readonly command: { readonly type: string } }[] = [];
    const send = (_: string, request: (typeof carried)[number]): Promise<{ outcome: 'contended' }> => {
      carried.push(request);
      return Promise.resolve({ outcome: 'contended' });
    };
    const recording = await startApp({ servers: await fresh() }, (engine) => ({
      ...engine,
      send,
      // There is no case X, and whoever asks would hear that.
      queries: { ...engine.queries, mayKnowOf: () => Promise.resolve(true) },
    }));
    try {
      const desk = await recording.as(['operations', 'compliance', 'admin']);
      // The second route of LogComplaint asks for a case that a contact has begun.
      const own = routes.filter(({ name, definition, form }) => name === definition.name && !form);
      for (const { path, operation } of operations.filter(({ operation }) =>
        own.some(({ name }) => name === operation.operationId),
      )) {
        const example = exampleBody(document, operation);
        if (example === undefined) continue;
        const answer: Answer<object> = await desk.post(
          path
            .replace('{caseId}', 'X')
            .replace('{sha256}', 'ab'.repeat(32))
            .replace('{procedureId}', 'residential-property')
            .replace('{subject}', 'X')
            .replace('{noticesOf}', 'X')
            .replace('{conductId}', 'supermarket-authority.staff-1')
            .replace('{feedbackId}', '7F3K-9M2Q-X4TB')
            .replace('{issueId}', 'I0123456789abcde')
            .replace('{dutyId}', 'bank.monthly-summary.2026-12-01'),
          example,
        );
        expect([path, answer.body]).toEqual([path, expect.objectContaining({ code: 'contended' })]);
        expect(carried.at(-1)?.command.type).toBe(operation.operationId);
      }
      expect(carried).toHaveLength(own.length);
    } finally {
      await recording.close();
    }
  });

  it('resolves every reference', () => {
    const names = new Set(Object.keys(document.components?.schemas ?? {}));
    const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]*)"/g)].map(
      ([, name]) => name ?? '',
    );
    expect(references.filter((name) => !names.has(name))).toEqual([]);
    expect(document.openapi).toBe('3.1.0');
  });

  it('gives an example for every field of a body', () => {
    for (const { operation } of operations.filter(
      ({ method, path }) => method === 'post' && !isOperation(path),
    )) {
      expect(operation.requestBody).toBeDefined();
    }
    for (const [name, schema] of Object.entries(document.components?.schemas ?? {}).filter(([key]) =>
      /(Body|Dto)$/.test(key),
    )) {
      for (const [field, property] of Object.entries(
        (schema as { properties: Record<string, object> }).properties,
      )) {
        const complete =
          'example' in property || '$ref' in property || 'allOf' in property || 'items' in property;
        expect([`${name}.${field}`, complete]).toEqual([`${name}.${field}`, true]);
      }
    }
  });

  it('is served as a page with a policy that lets it work', async () => {
    const page = await api.anybody.get('/docs').expect(200);
    expect(page.text).toContain('swagger-ui');
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    expect(page.text).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>\s*\S/);
    expect((await api.anybody.get('/docs/openapi.json').expect(200)).body).toMatchObject({
      openapi: '3.1.0',
    });
  });
});
