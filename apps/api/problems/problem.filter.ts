import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Logger } from '#platform';
import type { Reply, Request } from '../http/server-types.ts';
import { problemOf } from './problem-of.ts';
import { Problem } from './problem.ts';

const PROBLEM_JSON = 'application/problem+json';
const PROBLEM_TYPE = 'urn:redress:problem:';

/** Every answer that is not a success leaves through here (RFC 9457). */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  catch(thrown: unknown, host: ArgumentsHost): void {
    const [request, reply] = [
      host.switchToHttp().getRequest<Request>(),
      host.switchToHttp().getResponse<Reply>(),
    ];
    const problem = problemOf(thrown);
    this.#log(problem, thrown, request);
    if (reply.sent || reply.raw.headersSent) reply.raw.destroy();
    else sendProblem(problem, request, reply);
  }

  /** The path alone: query strings and bodies can hold personal data. */
  #log({ code, status }: Problem, thrown: unknown, { method, url, id, ip, principal }: Request): void {
    const facts = { correlationId: id, method, path: pathOf(url), code, status };
    // Who knocked at a closed door; what an attacker sends without end is said once by whoever slows it down.
    if (status === 401 || status === 403)
      this.#logger.warn({ ...facts, ip, subject: principal?.subject }, 'request was refused');
    if (status < 500) return;
    if (status === 500) this.#logger.error({ ...facts, ...describe(thrown) }, 'request failed');
    else this.#logger.warn(facts, 'request could not be served');
  }
}

/** Name and stack frames; a message may quote what somebody said. */
const describe = (thrown: unknown): object =>
  thrown instanceof Error
    ? {
        error: thrown.name,
        at: thrown.stack
          ?.split('\n')
          .filter((line) => /^\s+at /.test(line))
          .slice(0, 8),
      }
    : { error: typeof thrown };

/** Without what was asked for there, which may be personal. */
export const pathOf = (url: string): string => url.split('?', 1)[0] ?? url;

export function sendProblem(problem: Problem, request: Pick<Request, 'id' | 'url'>, reply: Reply): void {
  const { headers = {} } = problem.extras;
  void reply
    .headers(headers)
    .code(problem.status)
    .type(PROBLEM_JSON)
    .send(JSON.stringify(problemDocument(problem, pathOf(request.url), request.id)));
}

/** Of the kind of problem, as its type is; the same for each of its occurrences. */
export const titleOf = (code: string): string => {
  const words = code.replaceAll('-', ' ');
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
};

function problemDocument(
  { status, code, message, extras }: Problem,
  instance: string,
  correlationId: string,
): object {
  const { rule, remedy, details, errors } = extras;
  return {
    type: `${PROBLEM_TYPE}${code}`,
    title: titleOf(code),
    status,
    detail: message,
    code,
    ...{ rule, remedy, details, errors },
    instance,
    correlationId,
  };
}

type Told = ConstructorParameters<typeof Problem>;

const NOT_HTTP: Told = [400, 'malformed-request', 'This is not a correct HTTP request.'];
const CLIENT_PROBLEMS: Readonly<Record<string, Told>> = {
  HPE_HEADER_OVERFLOW: [431, 'headers-too-large', 'The request headers are larger than allowed.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'too-slow', 'The request took too long to arrive.'],
};

/** Requests that are not even HTTP: too many headers, broken lines. There is no request object to answer. */
export function clientErrorHandler(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return;
  const problem = new Problem(...(CLIENT_PROBLEMS[error.code ?? ''] ?? NOT_HTTP));
  const body = JSON.stringify(problemDocument(problem, '/', ''));
  const head = `HTTP/1.1 ${String(problem.status)} ${STATUS_CODES[problem.status] ?? ''}\r\n`;
  socket.write(
    `${head}content-type: ${PROBLEM_JSON}\r\ncontent-length: ${String(Buffer.byteLength(body))}\r\nconnection: close\r\n\r\n${body}`,
  );
  // Closed in one direction only, it stays open for as long as the other side likes.
  socket.destroySoon();
}
