import autocannon from 'autocannon';

export const CONNECTIONS = 64;

export interface Sent {
  readonly path: string;
  readonly body: string;
}

export interface Load {
  readonly url: string;
  readonly token: string;
  readonly seconds: number;
  /** What to send next. */
  readonly next: () => Sent;
  /** Requests per second of all connections together; default: as many as are answered. */
  readonly overallRate?: number;
}

export interface LoadResult {
  readonly commands: number;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** Sends from 64 keep-alive connections, each waiting for its answer. Throws when an answer is not a success. */
export async function load({ url, token, seconds, next, overallRate }: Load): Promise<LoadResult> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const result = await autocannon({
    ...{ url, connections: CONNECTIONS, duration: seconds, headers },
    ...(overallRate !== undefined && { overallRate }),
    requests: [{ method: 'POST', setupRequest: (request) => ({ ...request, ...next() }) }],
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${String(result.non2xx)} answers without success, ${String(result.errors)} errors`);
  const { p50, p99 } = result.latency;
  const commands = result['2xx'];
  return { commands, perSecond: commands / result.duration, p50, p99 };
}
