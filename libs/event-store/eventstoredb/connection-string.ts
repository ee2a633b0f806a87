import { EventStoreUnavailable } from '#event-sourcing';

/** What the client understands and this adapter can live with, in the client's own spelling-blind form. */
const OPTIONS = new Set(
  [
    'connectionName',
    'defaultDeadline',
    'discoveryInterval',
    'gossipTimeout',
    'keepAliveInterval',
    'keepAliveTimeout',
    'maxDiscoverAttempts',
    'nodePreference',
    'tls',
    'tlsCAFile',
    'userCertFile',
    'userKeyFile',
  ].map(flat),
);

function flat(option: string): string {
  return option.trim().toLowerCase().replace(/[_-]/g, '');
}

/** The hosts, for messages: a connection string may hold a password and is never shown. */
export const hostsOf = (connectionString: string): string =>
  connectionString
    .replace(/^[^:]*:\/\//, '')
    .replace(/^.*@/, '')
    .replace(/[/?].*$/, '');

/** The files that the client reads when it is made, of certificates and their keys: percent-encoded, or meant to be. */
export const filesIn = (connectionString: string): readonly string[] =>
  optionsOf(connectionString)
    .filter(([option]) => FILES.has(flat(option)))
    .map(([, value]) => value);

const FILES = new Set(['tlsCAFile', 'userCertFile', 'userKeyFile'].map(flat));

/** How long a request may take, in ms, when the connection string says so. */
export function deadlineOf(connectionString: string): number | undefined {
  for (const [option, value] of optionsOf(connectionString)) {
    if (flat(option) === flat('defaultDeadline') && Number(value) > 0) return Number(value);
  }
  return undefined;
}

/**
 * Refuses what would make hosts of parts of a password, and options that the client does not know: it would print the whole connection string, password and all, and
 * go on without them. Throws EventStoreUnavailable.
 */
export function assertKnownOptions(connectionString: string): void {
  if (!READABLE.test(connectionString)) {
    throw new EventStoreUnavailable(
      'The connection string of EventStoreDB cannot be used: expected esdb://user:password@host:2113?tls=true, with user name and password percent-encoded.',
    );
  }
  for (const [option] of optionsOf(connectionString)) {
    if (OPTIONS.has(flat(option))) continue;
    // Half a password with an unescaped question mark in it would look like an option, too.
    const name = /^[a-z_-]+$/i.test(option) ? option : 'that cannot be read';
    throw new EventStoreUnavailable(
      `The connection string of EventStoreDB at ${hostsOf(connectionString)} has an option ${name}, which is not supported: remove it (for a private certificate authority use tlsCAFile).`,
    );
  }
}

/** An `@`, `/` or `?` in a password would make hosts, which messages show, of parts of it. */
const READABLE = /^[\w+]+:\/\/([^@/?]*@)?[^@]*$/s;

const optionsOf = (connectionString: string): readonly (readonly [string, string])[] =>
  (connectionString.replace(/^.*:\/\/(?:[^:]+:[^@]+@)?/, '').split('?')[1] ?? '')
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => [pair.split('=')[0] ?? '', pair.split('=')[1] ?? '']);
