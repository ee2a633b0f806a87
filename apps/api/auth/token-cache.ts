import { hash } from 'node:crypto';
import { isPersonId } from '#event-sourcing';
import { InvalidToken, type Authenticator } from '#keys';
import { later } from '../problems/index.ts';
import { principalOf, type Principal } from './principal.ts';

const MOST_TOKENS = 10_000;
/** A key that was taken back must not live on in here. */
const KEPT_MILLIS = 60_000;

/**
 * Verified tokens for a minute, so that a signature is not checked with every request.
 * Keyed by hash: a memory dump holds no usable token. Bounded; the oldest goes first.
 */
export class TokenCache {
  readonly #authenticator: Authenticator;
  readonly #now: () => number;
  readonly #known = new Map<string, { readonly principal: Principal; readonly expiresAt: number }>();

  constructor(authenticator: Authenticator, now: () => number = Date.now) {
    this.#authenticator = authenticator;
    this.#now = now;
  }

  /** A principal at once when the token is known, else a promise; `undefined` when the token does not count. */
  verify(token: string): Principal | Promise<Principal | undefined> {
    const key = hash('sha256', token, 'base64');
    const known = this.#known.get(key);
    if (known !== undefined && known.expiresAt > this.#now()) return known.principal;
    this.#known.delete(key);
    return this.#verifyAnew(token, key);
  }

  async #verifyAnew(token: string, key: string): Promise<Principal | undefined> {
    try {
      const { sub, roles, expiresAt } = await this.#authenticator.verify(token);
      // An id that could pass for somebody else names nobody (D23).
      if (!isPersonId(sub)) return undefined;
      const principal = principalOf(sub, roles);
      this.#keep(key, principal, Math.min(expiresAt, this.#now() + KEPT_MILLIS));
      return principal;
    } catch (error) {
      if (error instanceof InvalidToken) return undefined;
      throw later('identity-provider-unavailable', 'Tokens cannot be checked at the moment.', 5);
    }
  }

  #keep(key: string, principal: Principal, expiresAt: number): void {
    if (this.#known.size >= MOST_TOKENS) this.#known.delete(this.#known.keys().next().value ?? '');
    this.#known.set(key, { principal, expiresAt });
  }
}
