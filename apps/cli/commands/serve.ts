import { once } from 'node:events';
import type { Command } from 'commander';
import { createLogger, dataFolder, type Config, type Logger } from '#platform';
import { createOidcAuthenticator, openLocalIssuer, type Authenticator } from '#keys';
import { engineSettings, openEngine, watchReadiness, type RedressEngine } from '#engine';
import { startWorkerThread } from '#worker';
import { configOf, type CliContext } from '../context.ts';
import { CliFailure } from '../exit-codes.ts';
import { write } from '../output.ts';
import { declarePlayedTime, playTime, stopTime, type PlayedOptions } from './played-time.ts';

interface ServeOptions extends PlayedOptions {
  readonly host?: string;
  readonly port?: string;
}

export const declare = (command: Command, context: CliContext): void => {
  declareServer(command, context, 'thread');
};

export function declareServer(server: Command, context: CliContext, worker: Serving['worker']): void {
  server
    .option('--host <address>', 'address to listen on (default: REDRESS_HOST, or 127.0.0.1)')
    .option('--port <number>', 'port to listen on, 0 for any (default: REDRESS_PORT, or 3000)')
    .action((options: ServeOptions, command: Command) => {
      const config = configOf(context, command, options);
      const serving = { context, config, worker, greet: (url: string) => greeting(url, config) };
      return worker === 'thread' ? servePlaying(serving, options) : serve(serving);
    });
  if (worker === 'thread') declarePlayedTime(server);
}

interface Serving {
  readonly context: CliContext;
  readonly config: Config;
  /** Who keeps the read models up to date and watches the deadlines. */
  readonly worker: 'thread' | 'elsewhere';
  /** What to tell the person at the terminal once the server listens. */
  readonly greet: (url: string) => string;
}

/** In played time where the folder has one; it stands still when the server has ended. */
async function servePlaying(serving: Serving, options: PlayedOptions): Promise<void> {
  const { config, greet } = serving;
  const played = await playTime(config, options);
  try {
    await serve({ ...serving, greet: (url) => `${greet(url)}${played}` });
  } finally {
    await stopTime(config);
  }
}

/** Until SIGTERM or Ctrl-C: then requests under way are answered, the worker finishes, the files are closed. */
export async function serve(serving: Serving): Promise<void> {
  const { config, worker } = serving;
  const { logLevel } = config;
  const log = await createLogger(logLevel);
  const { stopMillis } = shareOf(config);
  const settings = { ...engineSettings(config), stopMillis };
  const engine = await openEngine({ ...settings, installFiles: true, log });
  try {
    const thread =
      worker === 'thread' ? startWorkerThread({ ...settings, logLevel }, { log, stopMillis }) : undefined;
    try {
      await answerRequests(serving, engine, log);
    } finally {
      await thread?.stop();
    }
  } finally {
    await engine.close();
  }
}

/** Of the time to end: most of it for answers under way, then for the thread, then for what stands behind both. */
const shareOf = ({ stopMillis }: Config) => ({
  leaveMillis: stopMillis * 0.5,
  stopMillis: stopMillis * 0.22,
});

/** Listens before the servers behind it answer: until then it is not ready, and commands are told to come again. */
async function answerRequests(
  { context: { signal, stdout }, config, greet }: Serving,
  engine: RedressEngine,
  log: Logger,
): Promise<void> {
  const { createApi } = await import('#api');
  const { evidenceBytes, bodyBytes } = config.limits;
  const app = await createApi(engine, {
    auth: await authenticator(config),
    logger: log,
    limits: { evidenceBytes, bodyBytes, leaveMillis: shareOf(config).leaveMillis },
    trustedProxies: config.trustedProxies,
    proof: config.proof,
  });
  try {
    await app.listen(config.port, config.host).catch(rethrowListening(config));
    const url = await app.getUrl();
    await write(stdout, greet(url));
    log.info({ url }, 'listening');
    if (config.oidc === undefined && !isLoopback(config.host))
      log.warn({ host: config.host }, DEVELOPMENT_KEY);
    // A server that says nothing must not keep this process waiting once it is told to end.
    await Promise.race([
      watchReadiness(() => engine.ready(), log, signal),
      signal.aborted ? undefined : once(signal, 'abort'),
    ]);
    log.info({}, 'stopping');
  } finally {
    await app.close();
  }
}

async function authenticator({ oidc, dataDirectory }: Config): Promise<Authenticator> {
  return oidc === undefined ? openLocalIssuer(dataFolder(dataDirectory).keys) : createOidcAuthenticator(oidc);
}

const DEVELOPMENT_KEY =
  'other machines reach this server, and its tokens are signed by a key file in its data folder: set REDRESS_OIDC_JWKS_URL';

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host.startsWith('127.');

function greeting(url: string, { dataDirectory, oidc, eventStoreUrl, readModelsUrl }: Config): string {
  const tokens =
    oidc === undefined
      ? "Tokens: signed by this folder's own key, for development and single machines (redress token --help).\n" +
        'For an organisation, set REDRESS_OIDC_JWKS_URL, REDRESS_OIDC_ISSUER and REDRESS_OIDC_AUDIENCE.'
      : `Tokens: from ${oidc.issuer}`;
  const engines =
    eventStoreUrl === undefined && readModelsUrl === undefined
      ? ''
      : `History: ${eventStoreUrl === undefined ? 'SQLite' : 'EventStoreDB'}, read models: ${readModelsUrl === undefined ? 'SQLite' : 'MongoDB'}\n`;
  return `Redress listens on ${url}\nData: ${dataDirectory}\n${engines}${tokens}\n`;
}

/** Why nothing can listen there, as a sentence; anything else stays as it is. */
export const rethrowListening =
  ({ host, port }: { readonly host: string; readonly port: number }) =>
  (cause: unknown): never => {
    const reasons: Readonly<Record<string, string>> = {
      EADDRINUSE: 'another program uses that port already',
      EACCES: 'this user may not use that port',
      EADDRNOTAVAIL: 'this machine has no such address',
      ENOTFOUND: 'nobody knows a machine of that name',
    };
    const reason = cause instanceof Error && 'code' in cause ? reasons[String(cause.code)] : undefined;
    if (reason === undefined) throw cause;
    throw new CliFailure(
      `Cannot listen on ${host}:${String(port)}: ${reason}. Choose another address or port (see --help).`,
    );
  };
