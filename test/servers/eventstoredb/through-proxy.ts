import type { Target } from './tcp-proxy.ts';

/** `esdb://`, user and password, hosts, the rest: as the client reads it. */
const PARTS = /^(esdb(?:\+discover)?:\/\/)((?:[^:]+:[^@]+@)?)([^/?]+)(.*)$/;

interface Parts {
  readonly scheme: string;
  readonly credentials: string;
  readonly hosts: readonly string[];
  readonly rest: string;
}

/**
 * Why the client would not go through a proxy on this machine, as a sentence for the one who runs the tests;
 * undefined when it would.
 */
export function whyNoProxy(connectionString: string): string | undefined {
  const { scheme, hosts, rest } = partsOf(connectionString);
  if (scheme !== 'esdb://' || hosts.length > 1) {
    return 'of a cluster, the client connects to the addresses that the nodes tell, past any proxy: name its leader alone, esdb://host:2113';
  }
  const { host } = targetOf(connectionString);
  const secure = !/[?&]tls=false(&|$)/i.test(rest);
  if (secure && host !== 'localhost' && host !== '127.0.0.1') {
    return `the certificate of ${host} does not hold for a proxy on this machine: run the tests where the server is, with localhost in its certificate, or with a server that has no TLS`;
  }
  return undefined;
}

/** The server itself. */
export function targetOf(connectionString: string): Target {
  const [host = '', port = '2113'] = (partsOf(connectionString).hosts[0] ?? '').split(':');
  return { host, port: Number(port) };
}

/** The same with the proxy for the server. The name stays when it means this machine: the certificate is made for it. */
export function throughProxy(connectionString: string, port: number): string {
  const { scheme, credentials, rest } = partsOf(connectionString);
  const { host } = targetOf(connectionString);
  return `${scheme}${credentials}${host === 'localhost' ? host : '127.0.0.1'}:${port}${rest}`;
}

function partsOf(connectionString: string): Parts {
  const [, scheme = '', credentials = '', hosts = '', rest = ''] = PARTS.exec(connectionString.trim()) ?? [];
  return { scheme, credentials, hosts: hosts.split(','), rest };
}
