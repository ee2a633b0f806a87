import { once } from 'node:events';
import type { Command } from 'commander';
import {
  createLogger,
  createOidcAuthenticator,
  dataFolder,
  openEngine,
  openLocalIssuer,
  type Authenticator,
  type Config,
  type Logger,
  type RedressEngine,
} from '#platform';
import { startWorkerThread } from '#worker';
import { configOf, type CliContext } from '../context.ts';
import { CliFailure } from '../exit-codes.ts';
import { write } from '../output.ts';

interface ServeOptions {
  readonly host?: string;
  readonly port?: string;
}

export function registerServe(program: Command, context: CliContext): void {
  program
    .command('serve')
    .description('the HTTP API, with projections and deadlines in a thread of their own')
    .option('--host <address>', 'address to listen on (default: REDRESS_HOST, or 127.0.0.1)')
    .option('--port <number>', 'port to listen on, 0 for any (default: REDRESS_PORT, or 3000)')
    .action((options: ServeOptions, command: Command) => {
      const config = configOf(context, command, options);
      return serveFolder(context, config, (url) => greeting(url, config));
    });
}

/** What to tell the person at the terminal once the server listens. */
type Greet = (url: string) => string;

interface Serving {
  readonly context: CliContext;
  readonly config: Config;
  readonly greet: Greet;
}

/** Until SIGTERM or Ctrl-C: then requests under way are answered, the worker finishes, the files are closed. */
export async function serveFolder(context: CliContext, config: Config, greet: Greet): Promise<void> {
  const log = createLogger(config.logLevel);
  const { dataDirectory, procedureDirectory, logLevel } = config;
  const shared = {
    dataDirectory,
    evidenceLimitBytes: config.limits.evidenceBytes,
    ...(procedureDirectory !== undefined && { procedureDirectory }),
  };
  const engine = await openEngine({ ...shared, log });
  try {
    const worker = startWorkerThread({ ...shared, logLevel }, { log });
    try {
      await answerRequests({ context, config, greet }, engine, log);
    } finally {
      await worker.stop();
    }
  } finally {
    await engine.close();
  }
}

async function answerRequests(
  { context, config, greet }: Serving,
  engine: RedressEngine,
  log: Logger,
): Promise<void> {
  const { createApi } = await import('#api');
  const { evidenceBytes, bodyBytes } = config.limits;
  const app = await createApi(engine, {
    auth: await authenticator(config),
    logger: log,
    limits: { evidenceBytes, bodyBytes },
  });
  try {
    await app.listen(config.port, config.host).catch(rethrowListening(config));
    const url = await app.getUrl();
    await write(context.stdout, greet(url));
    log.info({ url }, 'listening');
    if (!context.signal.aborted) await once(context.signal, 'abort');
    log.info({}, 'stopping');
  } finally {
    await app.close();
  }
}

async function authenticator({ oidc, dataDirectory }: Config): Promise<Authenticator> {
  return oidc === undefined ? openLocalIssuer(dataFolder(dataDirectory).keys) : createOidcAuthenticator(oidc);
}

function greeting(url: string, { dataDirectory, oidc }: Config): string {
  const tokens =
    oidc === undefined
      ? "Tokens: signed by this folder's own key, for development and single machines (redress token --help).\n" +
        'For an organisation, set REDRESS_OIDC_JWKS_URL, REDRESS_OIDC_ISSUER and REDRESS_OIDC_AUDIENCE.'
      : `Tokens: from ${oidc.issuer}`;
  return `Redress listens on ${url}\nData: ${dataDirectory}\n${tokens}\n`;
}

const rethrowListening =
  ({ host, port }: Config) =>
  (cause: unknown): never => {
    const reasons: Readonly<Record<string, string>> = {
      EADDRINUSE: 'another program uses that port already',
      EACCES: 'this user may not use that port',
      EADDRNOTAVAIL: 'this machine has no such address',
    };
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const reason = reasons[code] ?? (cause instanceof Error ? cause.message : String(cause));
    throw new CliFailure(
      `Cannot listen on ${host}:${String(port)}: ${reason}. Choose another one with --host and --port.`,
    );
  };
