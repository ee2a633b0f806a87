import path from 'node:path';
import { readNotify, type NotifySettings } from './notify-settings.ts';
import { Settings, type ConfigFlags, type Environment, type SocketAddress } from './settings.ts';

/** Everything that the outside may set, validated once at start (first flags, then environment, then defaults). */
export interface Config {
  /** Absolute folder that holds everything durable that is not on a server. */
  readonly dataDirectory: string;
  /** The history on EventStoreDB; absent: SQLite in the data folder. May hold a password: never to be shown. */
  readonly eventStoreUrl?: string;
  /** What all names of streams begin with on that server, to tell several installations apart. */
  readonly eventStoreNamespace?: string;
  /** The read models on MongoDB; absent: SQLite in the data folder. May hold a password: never to be shown. */
  readonly readModelsUrl?: string;
  /** Spread every collection of the read models over the shards of a sharded cluster. */
  readonly shardReadModels?: boolean;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Addresses and networks of proxies that say truly whom they speak for (X-Forwarded-For). */
  readonly trustedProxies: readonly string[];
  /** Where a worker answers whether it is alive and ready, on `host`; absent: nowhere. */
  readonly healthPort?: number;
  readonly logLevel: LogLevel;
  /** How long a process that is told to end may take, in ms. */
  readonly stopMillis: number;
  /** Folder with the organisation's own procedure files, beside the shipped ones. */
  readonly procedureDirectory?: string;
  /** Who may follow the log that proves the history over HTTP. */
  readonly proof: 'token' | 'public';
  /** File that names the witnesses of that log; absent: none are known. */
  readonly witnessFile?: string;
  readonly limits: Limits;
  /** What the keys in the data folder are wrapped by; absent: nothing. Never to be shown. */
  readonly masterKey?: MasterKey;
  /** Where a virus scanner listens; absent: files of evidence are not looked through. */
  readonly scanner?: SocketAddress;
  /** How people are told what happens; absent: they are not. */
  readonly notify?: NotifySettings;
  /** Absent: the local issuer of the data folder, for development. */
  readonly oidc?: OidcSettings;
}

/** Kept apart from the data folder. Plain data, so that it can be handed to a thread. */
export type MasterKey = { readonly file: string } | { readonly passphrase: string };

export interface Limits {
  /** Largest evidence file, bytes. */
  readonly evidenceBytes: number;
  /** All evidence of one case, and what one person may bring in a day, bytes. */
  readonly evidencePerCaseBytes: number;
  readonly evidencePerPersonBytes: number;
  /** Largest request body other than evidence, bytes. */
  readonly bodyBytes: number;
}

export interface OidcSettings {
  readonly jwksUrl: string;
  readonly issuer: string;
  readonly audience: string;
  /** Claim that lists the roles. */
  readonly rolesClaim: string;
}

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export const DEFAULT_DATA_DIRECTORY = './redress-data';

/** Throws {@link InvalidConfiguration} with one line per wrong setting. */
export function readConfig(environment: Environment, flags: ConfigFlags = {}): Config {
  const settings = new Settings(environment, flags);
  const oidc = readOidc(settings);
  const procedureDirectory = settings.optional('REDRESS_PROCEDURES');
  const masterKey = readMasterKey(settings);
  const scanner = settings.socket('REDRESS_EVIDENCE_SCANNER');
  const witnessFile = settings.optional('REDRESS_WITNESSES');
  const notify = readNotify(settings);
  const healthPort = settings.optionalPort(['--health-port', 'REDRESS_HEALTH_PORT']);
  const config: Config = {
    dataDirectory: path.resolve(settings.text(['--data', 'REDRESS_DATA'], DEFAULT_DATA_DIRECTORY)),
    host: settings.text(['--host', 'REDRESS_HOST', 'HOST'], '127.0.0.1'),
    port: settings.port(['--port', 'REDRESS_PORT', 'PORT'], 3000),
    trustedProxies: settings.addresses('REDRESS_TRUSTED_PROXIES'),
    logLevel: settings.oneOf(['REDRESS_LOG_LEVEL'], LOG_LEVELS, 'info'),
    stopMillis: settings.seconds('REDRESS_STOP_SECONDS', 10),
    proof: settings.oneOf(['REDRESS_PROOF'], ['token', 'public'], 'token'),
    limits: {
      evidenceBytes: settings.size(['REDRESS_EVIDENCE_LIMIT'], '25MB'),
      evidencePerCaseBytes: settings.size(['REDRESS_EVIDENCE_PER_CASE'], '1GB'),
      evidencePerPersonBytes: settings.size(['REDRESS_EVIDENCE_PER_PERSON'], '2GB'),
      bodyBytes: settings.size(['REDRESS_BODY_LIMIT'], '256KB'),
    },
    ...(masterKey !== undefined && { masterKey }),
    ...(scanner !== undefined && { scanner }),
    ...(notify !== undefined && { notify }),
    ...(healthPort !== undefined && { healthPort }),
    ...(procedureDirectory !== undefined && { procedureDirectory: path.resolve(procedureDirectory) }),
    ...(witnessFile !== undefined && { witnessFile: path.resolve(witnessFile) }),
    ...readServers(settings),
    ...(oidc !== undefined && { oidc }),
  };
  settings.assertValid();
  return config;
}

type Servers = Pick<Config, 'eventStoreUrl' | 'eventStoreNamespace' | 'readModelsUrl' | 'shardReadModels'>;

function readServers(settings: Settings): Servers {
  const eventStoreUrl = settings.server(['REDRESS_EVENT_STORE', 'EVENT_STORE'], 'EventStoreDB', ESDB);
  const eventStoreNamespace = settings.matching(
    'REDRESS_EVENT_STORE_NAMESPACE',
    /^[a-z0-9]{1,40}_$/,
    'up to 40 small letters and digits with an underscore at the end, such as staging_',
  );
  if (eventStoreNamespace !== undefined && eventStoreUrl === undefined)
    settings.complain('REDRESS_EVENT_STORE_NAMESPACE: only EventStoreDB has namespaces; set EVENT_STORE');
  const readModelsUrl = settings.server(['REDRESS_READ_MODELS', 'READ_MODELS'], 'MongoDB', MONGODB);
  const shardReadModels = settings.oneOf(['REDRESS_SHARD_READ_MODELS'], ['yes', 'no'], 'no') === 'yes';
  if (shardReadModels && readModelsUrl === undefined)
    settings.complain(
      'REDRESS_SHARD_READ_MODELS: only read models on MongoDB can be sharded; set READ_MODELS',
    );
  return {
    ...(eventStoreUrl !== undefined && { eventStoreUrl }),
    ...(eventStoreNamespace !== undefined && { eventStoreNamespace }),
    ...(readModelsUrl !== undefined && { readModelsUrl }),
    ...(shardReadModels && { shardReadModels }),
  };
}

function readOidc(settings: Settings): OidcSettings | undefined {
  const jwksUrl = settings.optionalUrl('REDRESS_OIDC_JWKS_URL');
  const issuer = settings.optional('REDRESS_OIDC_ISSUER');
  const audience = settings.optional('REDRESS_OIDC_AUDIENCE');
  if (jwksUrl === undefined && issuer === undefined && audience === undefined) return undefined;
  if (jwksUrl === undefined || issuer === undefined || audience === undefined) {
    settings.complain(
      'REDRESS_OIDC_JWKS_URL, REDRESS_OIDC_ISSUER and REDRESS_OIDC_AUDIENCE belong together: set all three',
    );
    return undefined;
  }
  return { jwksUrl, issuer, audience, rolesClaim: settings.text(['REDRESS_OIDC_ROLES_CLAIM'], 'roles') };
}

const SHORTEST_PASSPHRASE = 12;

function readMasterKey(settings: Settings): MasterKey | undefined {
  const file = settings.optional('REDRESS_MASTER_KEY_FILE');
  const passphrase = settings.optional('REDRESS_MASTER_PASSPHRASE');
  if (file !== undefined && passphrase !== undefined)
    settings.complain('REDRESS_MASTER_KEY_FILE and REDRESS_MASTER_PASSPHRASE: set one of them');
  if (passphrase !== undefined && passphrase.length < SHORTEST_PASSPHRASE)
    settings.complain(
      `REDRESS_MASTER_PASSPHRASE: must have at least ${String(SHORTEST_PASSPHRASE)} characters`,
    );
  if (passphrase !== undefined) return { passphrase };
  return file === undefined ? undefined : { file: path.resolve(file) };
}

const ESDB = ['esdb://', 'esdb+discover://'] as const;
const MONGODB = ['mongodb://', 'mongodb+srv://'] as const;
