import { isIP } from 'node:net';

/** Flags as a command line gives them: text, or absent. */
export type ConfigFlags = Readonly<Partial<Record<'data' | 'host' | 'port' | 'health-port', string>>>;
/** Of a program that listens at a file, or at a port. */
export type SocketAddress = { readonly path: string } | { readonly host: string; readonly port: number };
export type Environment = Readonly<Record<string, string | undefined>>;

/** Names every setting that is wrong, where it came from and what it should be. */
export class InvalidConfiguration extends Error {
  override readonly name = 'InvalidConfiguration';
}

const UNITS: Readonly<Record<string, number>> = { '': 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 };

/** Reads single settings and collects what is wrong with them, so that the operator sees all of it at once. */
export class Settings {
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

  /** `unix:/run/clamav/clamd.ctl` or `tcp://scanner:3310`. */
  socket(name: string): SocketAddress | undefined {
    const value = this.optional(name);
    if (value === undefined) return undefined;
    const path = /^unix:(\/.+)$/.exec(value)?.[1];
    if (path !== undefined) return { path };
    const { protocol, hostname: host = '', port = '' } = URL.parse(value) ?? {};
    if (protocol === 'tcp:' && host !== '' && port !== '')
      return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
    this.complain(
      `${name}: must be a socket such as unix:/run/clamav/clamd.ctl or tcp://scanner:3310, not "${value}"`,
    );
    return undefined;
  }

  matching(name: string, pattern: RegExp, what: string): string | undefined {
    const value = this.optional(name);
    if (value === undefined || pattern.test(value)) return value;
    this.complain(`${name}: must be ${what}, not "${value}"`);
    return undefined;
  }

  /** `10.0.0.1, 10.1.0.0/16`; default: none. */
  addresses(name: string): readonly string[] {
    const given =
      this.optional(name)
        ?.split(',')
        .map((each) => each.trim()) ?? [];
    const wrong = given.find((each) => !isAddress(each));
    if (wrong !== undefined)
      this.complain(`${name}: must be addresses or networks such as 10.0.0.1,10.1.0.0/16, not "${wrong}"`);
    return given;
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

  /** Whole seconds from 1 to an hour, in ms. */
  seconds(name: string, fallback: number): number {
    const given = this.optional(name) ?? String(fallback);
    const seconds = /^\d{1,4}$/.test(given) ? Number(given) : 0;
    if (seconds < 1 || seconds > 3_600)
      this.complain(`${name}: must be a number of seconds from 1 to 3600, not "${given}"`);
    return seconds * 1_000;
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

function isAddress(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const most = isIP(address) === 6 ? 128 : 32;
  return (
    isIP(address) > 0 &&
    more.length === 0 &&
    (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most))
  );
}

function bytesOf(text: string): number | undefined {
  const [, digits, unit] = /^(\d{1,12})\s*(KB|MB|GB|)$/i.exec(text) ?? [];
  const factor = UNITS[unit?.toUpperCase() ?? 'none'];
  if (digits === undefined || factor === undefined) return undefined;
  const bytes = Number(digits) * factor;
  return bytes > 0 && Number.isSafeInteger(bytes) ? bytes : undefined;
}
