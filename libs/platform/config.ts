import path from 'node:path';

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
  /** Where a worker answers whether it is alive and ready, on `host`; absent: nowhere. */
  readonly healthPort?: number;
  readonly logLevel: LogLevel;
  /** Folder with the organisation's own procedure files, beside the shipped ones. */
  readonly procedureDirectory?: string;
  readonly limits: Limits;
  /** Absent: the local issuer of the data folder, for development. */
  readonly oidc?: OidcSettings;
}

export interface Limits {
  /** Largest evidence file, bytes. */
  readonly evidenceBytes: number;
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

/** Flags as a command line gives them: text, or absent. */
export type ConfigFlags = Readonly<Partial<Record<'data' | 'host' | 'port' | 'health-port', string>>>;
export type Environment = Readonly<Record<string, string | undefined>>;

/** Names every setting that is wrong, where it came from and what it should be. */
export class InvalidConfiguration extends Error {
  override readonly name = 'InvalidConfiguration';
}

export const DEFAULT_DATA_DIRECTORY = './redress-data';

/** Throws {@link InvalidConfiguration} with one line per wrong setting. */
export function readConfig(environment: Environment, flags: ConfigFlags = {}): Config {
  const settings = new Settings(environment, flags);
  const oidc = readOidc(settings);
  const procedureDirectory = settings.optional('REDRESS_PROCEDURES');
  const healthPort = settings.optionalPort(['--health-port', 'REDRESS_HEALTH_PORT']);
  const config: Config = {
    dataDirectory: path.resolve(settings.text(['--data', 'REDRESS_DATA'], DEFAULT_DATA_DIRECTORY)),
    host: settings.text(['--host', 'REDRESS_HOST', 'HOST'], '127.0.0.1'),
    port: settings.port(['--port', 'REDRESS_PORT', 'PORT'], 3000),
    logLevel: settings.oneOf(['REDRESS_LOG_LEVEL'], LOG_LEVELS, 'info'),
    limits: {
      evidenceBytes: settings.size(['REDRESS_EVIDENCE_LIMIT'], '25MB'),
      bodyBytes: settings.size(['REDRESS_BODY_LIMIT'], '256KB'),
    },
    ...(healthPort !== undefined && { healthPort }),
    ...(procedureDirectory !== undefined && { procedureDirectory: path.resolve(procedureDirectory) }),
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

const ESDB = ['esdb://', 'esdb+discover://'] as const;
const MONGODB = ['mongodb://', 'mongodb+srv://'] as const;

const UNITS: Readonly<Record<string, number>> = { '': 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 };

/** Reads single settings and collects what is wrong with them, so that the operator sees all of it at once. */
class Settings {
  readonly #environment: Environment;
  readonly #flags: ConfigFlags;
  readonly #complaints: string[] = [];

  constructor(environment: Environment, flags: ConfigFlags) {
    this.#environment = environment;
    this.#flags = flags;
  }

  complain(complaint: string): void {
    this.#complaints.push(complaint);
  }

  assertValid(): void {
    if (this.#complaints.length > 0) throw new InvalidConfiguration(this.#complaints.join('\n'));
  }

  text(names: readonly string[], fallback: string): string {
    return this.#given(names)?.value ?? fallback;
  }

  optional(name: string): string | undefined {
    return this.#given([name])?.value;
  }

  optionalUrl(name: string): string | undefined {
    const value = this.optional(name);
    if (value === undefined || /^https?:$/.test(URL.parse(value)?.protocol ?? '')) return value;
    this.complain(`${name}: must be an http or https URL, not "${value}"`);
    return undefined;
  }

  /** A connection string; the adapter checks the rest of it. The complaint does not repeat it: it may hold a password. */
  server(names: readonly string[], server: string, schemes: readonly string[]): string | undefined {
    // A secret that was not filled in must not lead to another history.
    const empty = names.find((name) => this.#environment[name]?.trim() === '');
    if (empty !== undefined) {
      this.complain(`${empty}: is empty; give it a connection string of ${server}, or do not set it at all`);
      return undefined;
    }
    const given = this.#given(names);
    if (given === undefined || schemes.some((scheme) => given.value.startsWith(scheme))) return given?.value;
    this.complain(
      `${given.name}: must be a connection string of ${server} that begins with ${schemes.join(' or ')}; leave it out for SQLite in the data folder`,
    );
    return undefined;
  }

  matching(name: string, pattern: RegExp, what: string): string | undefined {
    const value = this.optional(name);
    if (value === undefined || pattern.test(value)) return value;
    this.complain(`${name}: must be ${what}, not "${value}"`);
    return undefined;
  }

  port(names: readonly string[], fallback: number): number {
    return this.optionalPort(names) ?? fallback;
  }

  optionalPort(names: readonly string[]): number | undefined {
    const given = this.#given(names);
    if (given === undefined) return undefined;
    const port = /^\d{1,5}$/.test(given.value) ? Number(given.value) : Number.NaN;
    if (port <= 65_535) return port;
    this.complain(`${given.name}: must be a port from 0 to 65535, not "${given.value}"`);
    return undefined;
  }

  oneOf<Value extends string>(names: readonly string[], values: readonly Value[], fallback: Value): Value {
    const given = this.#given(names);
    const found = values.find((value) => value === given?.value);
    if (given !== undefined && found === undefined) {
      this.complain(`${given.name}: must be one of ${values.join(', ')}, not "${given.value}"`);
    }
    return found ?? fallback;
  }

  /** `500000`, `200KB`, `25MB`, `1GB`. */
  size(names: readonly string[], fallback: string): number {
    const given = this.#given(names);
    const bytes = bytesOf(given?.value ?? fallback);
    if (bytes !== undefined) return bytes;
    this.complain(
      `${names.join(' or ')}: must be a size such as 200KB, 25MB or 1GB, not "${given?.value ?? fallback}"`,
    );
    return 0;
  }

  #given(names: readonly string[]): { readonly name: string; readonly value: string } | undefined {
    for (const name of names) {
      const value = name.startsWith('--')
        ? Object.entries(this.#flags).find(([flag]) => `--${flag}` === name)?.[1]
        : this.#environment[name];
      if (value !== undefined && value.trim() !== '') return { name, value: value.trim() };
    }
    return undefined;
  }
}

function bytesOf(text: string): number | undefined {
  const [, digits, unit] = /^(\d{1,12})\s*(KB|MB|GB|)$/i.exec(text) ?? [];
  const factor = UNITS[unit?.toUpperCase() ?? 'none'];
  if (digits === undefined || factor === undefined) return undefined;
  const bytes = Number(digits) * factor;
  return bytes > 0 && Number.isSafeInteger(bytes) ? bytes : undefined;
}
