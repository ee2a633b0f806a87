import type { Authenticator } from '#keys';
import type { Queries, Engine } from '#engine';
import type { Logger } from '#platform';
import type { DoorLimits } from './door/index.ts';

/** The running product with its read side. */
export type ApiEngine = Engine & { readonly queries: Queries };

export interface ApiOptions {
  /** Verifies bearer tokens: the local issuer or an identity provider. */
  readonly auth: Authenticator;
  readonly logger: Logger;
  readonly limits?: Partial<ApiLimits>;
  /** `public` (default): the documentation is open, it holds no data; `token`: only with a token; `off`: not served. */
  readonly docs?: 'public' | 'token' | 'off';
  /** Who may follow the log that proves the history: whoever has a token (default), or everybody. */
  readonly proof?: 'token' | 'public';
  /** Addresses and networks of proxies whose X-Forwarded-For counts; default: none. */
  readonly trustedProxies?: readonly string[];
}

export interface ApiLimits extends DoorLimits {
  /** Largest JSON body, bytes. */
  readonly bodyBytes: number;
  /** Largest evidence file, bytes. */
  readonly evidenceBytes: number;
  /** How long a request may take to arrive (evidence over a slow line), and a query may wait for its position, in ms. */
  readonly requestMillis: number;
  readonly freshMillis: number;
  /** How long the headers of a request may take to arrive, in ms. */
  readonly headersMillis: number;
}

export const DEFAULT_LIMITS: ApiLimits = {
  bodyBytes: 256 * 1024,
  evidenceBytes: 25 * 1024 * 1024,
  requestMillis: 120_000,
  freshMillis: 2_000,
  headersMillis: 10_000,
  // Waiting costs little; being cut and coming again costs both sides more.
  strangers: 4_000,
  strangerMillis: 20_000,
  connectionsPerClient: 200,
  stalledMillis: 15_000,
  leastBytesPerSecond: 500,
  requestsAtOnce: 1_000,
  requestsPerClient: 100,
  badTokensPerMinute: 30,
  slowMillis: 2_000,
  sweepMillis: 1_000,
  leaveMillis: 6_000,
};

export const ENGINE = Symbol('redress:engine');
export const LIMITS = Symbol('redress:limits');
export const LOGGER = Symbol('redress:logger');
