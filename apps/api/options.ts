import type { Authenticator } from '#keys';
import type { Queries, Engine } from '#engine';
import type { Logger } from '#platform';

/** The running product with its read side. */
export type ApiEngine = Engine & { readonly queries: Queries };

export interface ApiOptions {
  /** Verifies bearer tokens: the local issuer or an identity provider. */
  readonly auth: Authenticator;
  readonly logger: Logger;
  readonly limits?: Partial<ApiLimits>;
  /** `public` (default): the documentation is open, it holds no data; `token`: only with a token; `off`: not served. */
  readonly docs?: 'public' | 'token' | 'off';
}

export interface ApiLimits {
  /** Largest JSON body, bytes. */
  readonly bodyBytes: number;
  /** Largest evidence file, bytes. */
  readonly evidenceBytes: number;
  /** How long a request may take to arrive (evidence over a slow line), and a query may wait for its position, in ms. */
  readonly requestMillis: number;
  readonly freshMillis: number;
  /** Requests under way at once; further ones are told to come again, so that a slow server does not fill the memory. */
  readonly requestsAtOnce: number;
}

export const DEFAULT_LIMITS: ApiLimits = {
  bodyBytes: 256 * 1024,
  evidenceBytes: 25 * 1024 * 1024,
  requestMillis: 120_000,
  freshMillis: 2_000,
  requestsAtOnce: 1_000,
};

export const ENGINE = Symbol('redress:engine');
export const LIMITS = Symbol('redress:limits');
export const LOGGER = Symbol('redress:logger');
