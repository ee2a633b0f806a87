import multipart from '@fastify/multipart';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { LONGEST_BUDGET_ID } from '#budgets';
import { ApiModule } from './api.module.ts';
import { assertEveryRouteDeclaresAccess, TokenCache } from './auth/index.ts';
import { DOCS_PATH, serveDocs } from './docs/openapi.ts';
import { PROGRESS_PATH } from './http/asking.ts';
import { guardDoor } from './door/index.ts';
import { answerOtherMethods, collectRoutes } from './http/allowed-methods.ts';
import { compressAnswers } from './http/compression.ts';
import { tagReads } from './http/etags.ts';
import { addHeaders, COMMON_HEADERS, correlationIdOf, refuseForms } from './http/hooks.ts';
import { acceptJsonOnly } from './http/json-body.ts';
import { nestLogger } from './http/nest-logger.ts';
import type { Reply, Request, Server } from './http/server-types.ts';
import { assertVersion } from './http/version.ts';
import { DEFAULT_LIMITS, type ApiEngine, type ApiLimits, type ApiOptions } from './options.ts';
import { isLogRoute } from './proof/index.ts';
import { isCompressedRoute } from './queries/index.ts';
import { clientErrorHandler, ProblemFilter, problemOf, sendProblem } from './problems/index.ts';

/**
 * The HTTP edge over a running engine; call `listen` on what it returns. Closing the application leaves the engine open.
 * Throws when a route does not say who may use it.
 */
export async function createApi(engine: ApiEngine, options: ApiOptions): Promise<NestFastifyApplication> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const adapter = createAdapter(limits, options.trustedProxies ?? []);
  const server = adapter.getInstance<Server>();
  const allowedMethods = collectRoutes(server);
  addHeaders(server, DOCS_PATH);
  await guardDoor(server, {
    ...{ tokens: new TokenCache(options.auth), limits, log: options.logger },
    isOpen: (route) =>
      route.startsWith('/health/') ||
      route === PROGRESS_PATH ||
      (options.proof === 'public' && isLogRoute(route)) ||
      (route.startsWith(DOCS_PATH) && options.docs !== 'token'),
  });
  assertVersion(server);
  answerOtherMethods(server, allowedMethods);
  tagReads(server, isCompressed);
  await compressAnswers(server, isCompressed);
  refuseForms(server, (path) => path.endsWith('/evidence'));
  acceptJsonOnly(server);
  await server.register(multipart, {
    limits: { files: 1, fields: 5, fieldSize: 10_000, parts: 6, fileSize: limits.evidenceBytes },
  });
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.over(engine, options), adapter, {
    bodyParser: false,
    logger: nestLogger(options.logger),
  });
  app.useGlobalFilters(new ProblemFilter(options.logger));
  if (options.docs !== 'off') serveDocs(app);
  await app.init();
  assertEveryRouteDeclaresAccess(app);
  return app;
}

const isCompressed = (route: string): boolean => route.startsWith(DOCS_PATH) || isCompressedRoute(route);

function createAdapter(
  { bodyBytes, requestMillis, headersMillis, sweepMillis }: ApiLimits,
  trustedProxies: readonly string[],
): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: bodyBytes,
    requestTimeout: requestMillis,
    connectionTimeout: 2 * requestMillis,
    http: { headersTimeout: headersMillis, connectionsCheckingInterval: sweepMillis },
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    keepAliveTimeout: 65_000,
    genReqId: correlationIdOf,
    clientErrorHandler,
    frameworkErrors: refuseUnroutable,
    routerOptions: { maxParamLength: LONGEST_BUDGET_ID, ignoreTrailingSlash: false },
    skipMiddie: true,
  });
}

/** What the router refuses before any hook runs. */
function refuseUnroutable(error: Error, request: Request, reply: Reply): void {
  void reply.headers({ ...COMMON_HEADERS, 'x-correlation-id': request.id });
  sendProblem(problemOf(error), request, reply);
}
