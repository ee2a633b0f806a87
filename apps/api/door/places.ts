import { later, Problem } from '../problems/index.ts';

export interface PlaceLimits {
  /** Requests under way at once, of those that change something and of those that read: neither starves the other. */
  readonly requestsAtOnce: number;
  /** Of one client. */
  readonly requestsPerClient: number;
}

type Kind = 'reads' | 'writes';

/** Places for requests of those who are known. */
export class Places {
  readonly #limits: PlaceLimits;
  readonly #taken: Record<Kind, number> = { reads: 0, writes: 0 };
  readonly #byClient = new Map<string, number>();

  constructor(limits: PlaceLimits) {
    this.#limits = limits;
  }

  /** Gives the place back when called. Throws a problem when there is none. */
  take(kind: Kind, client: string): () => void {
    const own = this.#byClient.get(client) ?? 0;
    if (own >= this.#limits.requestsPerClient) throw tooMany();
    if (this.#taken[kind] >= this.#limits.requestsAtOnce)
      throw later(
        'busy',
        'Too many requests are under way. Repeat this one with the same Idempotency-Key.',
        1,
      );
    this.#taken[kind] += 1;
    this.#byClient.set(client, own + 1);
    return () => {
      this.#leave(kind, client);
    };
  }

  #leave(kind: Kind, client: string): void {
    this.#taken[kind] -= 1;
    const own = (this.#byClient.get(client) ?? 0) - 1;
    if (own > 0) this.#byClient.set(client, own);
    else this.#byClient.delete(client);
  }
}

const tooMany = (): Problem =>
  new Problem(429, 'too-many-requests', 'Too many of your requests are under way at once.', {
    remedy: 'Wait for their answers, then repeat this one with the same Idempotency-Key.',
    headers: { 'retry-after': '1' },
  });
