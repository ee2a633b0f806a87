import type { ProjectionEnvironment } from '../track.ts';
import type { Lease } from '../../read-model-store.ts';
import { backoff } from '../../timing.ts';

/** Who works, and who holds which projection, as one worker sees it at one moment; others may see it otherwise. */
export interface Census {
  /** Holders of a worker's lease, this worker among them. */
  readonly workers: ReadonlySet<string>;
  /** Holder by lease, `open-cases@1#0`; of all leases, also those of other versions. */
  readonly holders: ReadonlyMap<string, string>;
}

export interface Share {
  /** Projections whose lease names this worker, whether it remembers or not. */
  readonly mine: readonly string[];
  /** Projections that no worker holds. */
  readonly free: readonly string[];
  /** Those of them that this worker should take at once. The others are somebody else's to take. */
  readonly take: readonly string[];
  /** Whether this worker should give one back, for somebody who has at least two fewer. */
  readonly surplus: boolean;
}

/**
 * What one worker should do. Each free projection goes to whoever holds the fewest by then; only while none is free does
 * the one who holds the most give one back. So every step makes shares more equal, and equal ones rest.
 */
export function fairShare(me: string, projections: readonly string[], census: Census): Share {
  const loads = new Map([...census.workers, me].toSorted().map((worker) => [worker, 0]));
  const held = new Map<string, string>();
  for (const [lease, holder] of census.holders) {
    const load = loads.get(holder);
    const alias = projectionOf(lease);
    if (load === undefined || alias === undefined) continue;
    loads.set(holder, load + 1);
    held.set(alias, holder);
  }
  const mine = projections.filter((alias) => held.get(alias) === me);
  const free = projections.filter((alias) => !held.has(alias));
  const most = Math.max(...loads.values());
  const richest = [...loads].find(([, load]) => load === most)?.[0];
  const least = Math.min(...loads.values());
  const surplus = free.length === 0 && richest === me && most - least >= 2;
  return { mine, free, take: free.filter(() => give(loads) === me), surplus };
}

/** To whoever holds the fewest; the first by name among equals. */
function give(loads: Map<string, number>): string | undefined {
  const least = Math.min(...loads.values());
  const worker = [...loads].find(([, load]) => load === least)?.[0];
  if (worker !== undefined) loads.set(worker, least + 1);
  return worker;
}

const projectionOf = (lease: string): string | undefined => /^(.*@\d+)#\d+$/.exec(lease)?.[1];

/** Numbered, so that what dead workers leave behind is used again and does not pile up. */
const WORKER = /^worker\/\d+$/;

/**
 * One worker's part in sharing the projections out. It shows that it is there by a lease of its own, looks at the leases
 * of all, and says what may be taken and what should be given back. Nothing here is relied upon: the lease of each
 * projection alone decides who writes.
 */
export class Sharing {
  readonly #env: ProjectionEnvironment;
  readonly #projections: readonly string[];
  #presence: { readonly lease: Lease; readonly renewAt: number } | undefined;
  #lookAt = Number.NEGATIVE_INFINITY;
  /** Looks in a row that failed. */
  #failures = 0;
  #share: Share = { mine: [], free: [], take: [], surplus: false };
  readonly #freeSince = new Map<string, number>();
  readonly #givenBack = new Set<string>();
  /** The one given back last, until its lease is seen not to be this worker's any more. */
  #leaving: string | undefined;
  /** When each was given back last: what nobody wanted then is offered again after all others. */
  readonly #offeredAt = new Map<string, number>();
  #contentUntil = Number.NEGATIVE_INFINITY;

  constructor(env: ProjectionEnvironment, projections: readonly string[]) {
    this.#env = env;
    this.#projections = projections;
  }

  /**
   * Looks around when it is time to: five times in the life of a lease, and more often while something moves. Never
   * rejects: what was seen last holds until it succeeds again.
   */
  async look(): Promise<void> {
    const { log, timing } = this.#env;
    const now = timing.now();
    if (now < this.#lookAt) return;
    try {
      await this.#lookAround(now);
      this.#failures = 0;
    } catch (error) {
      log.error({ error }, 'the leases of the workers cannot be seen; trying again');
      this.#lookAt = timing.now() + backoff(timing, this.#failures);
      this.#failures += 1;
    }
  }

  async #lookAround(now: number): Promise<void> {
    const { leaseMillis, readModels, holder } = this.#env;
    const holders = await readModels.holders();
    await this.#showUp(holders, now);
    const workers = new Set([...holders].filter(([name]) => WORKER.test(name)).map(([, each]) => each));
    this.#share = fairShare(holder, this.#projections, { workers, holders });
    const { mine, free, surplus } = this.#share;
    if (this.#leaving !== undefined && !mine.includes(this.#leaving)) this.#leaving = undefined;
    for (const alias of this.#projections) {
      if (!free.includes(alias)) this.#freeSince.delete(alias);
      else if (!this.#freeSince.has(alias)) this.#freeSince.set(alias, now);
      // Somebody else has taken it.
      if (!free.includes(alias) && !mine.includes(alias)) this.#givenBack.delete(alias);
    }
    this.#lookAt = now + leaseMillis / (free.length > 0 || surplus ? 20 : 5);
  }

  /** One's own share at once; what others should have taken, or what one gave back oneself, after a short grace. */
  mayTake(alias: string): boolean {
    const { leaseMillis, timing } = this.#env;
    const { mine, take } = this.#share;
    if (!this.#givenBack.has(alias) && (mine.includes(alias) || take.includes(alias))) return true;
    const freeSince = this.#freeSince.get(alias);
    return freeSince !== undefined && timing.now() - freeSince >= leaseMillis * GRACE;
  }

  /** After giving something back in vain it rests for a while: the others may not know these projections. */
  took(alias: string): void {
    const { leaseMillis, timing } = this.#env;
    if (this.#givenBack.delete(alias)) this.#contentUntil = timing.now() + leaseMillis * CONTENT;
    this.#freeSince.delete(alias);
  }

  /** Which of those held here should be given back now, if any; one at a time, however long its last write takes. */
  surplusOf(held: readonly string[]): string | undefined {
    if (this.#leaving !== undefined || !this.#share.surplus) return undefined;
    if (this.#env.timing.now() < this.#contentUntil) return undefined;
    const offered = (alias: string): number => this.#offeredAt.get(alias) ?? 0;
    return held.toSorted((one, other) => offered(one) - offered(other))[0];
  }

  gaveBack(alias: string): void {
    this.#leaving = alias;
    this.#givenBack.add(alias);
    this.#offeredAt.set(alias, this.#env.timing.now());
  }

  async leave(): Promise<void> {
    if (this.#presence !== undefined) await this.#env.readModels.releaseLease(this.#presence.lease);
    this.#presence = undefined;
  }

  async #showUp(holders: ReadonlyMap<string, string>, now: number): Promise<void> {
    const { readModels, holder, leaseMillis } = this.#env;
    if (this.#presence !== undefined && now < this.#presence.renewAt) return;
    const names = Array.from({ length: holders.size + 1 }, (_, index) => `worker/${index + 1}`);
    const mine = this.#presence?.lease.name;
    const others = names.filter((name) => name !== mine && !holders.has(name));
    for (const name of mine === undefined ? others : [mine, ...others]) {
      const lease = await readModels.acquireLease(name, holder, leaseMillis);
      if (lease === undefined) continue;
      this.#presence = { lease, renewAt: now + leaseMillis / 3 };
      return;
    }
    this.#presence = undefined;
  }
}

/** In lives of a lease. */
const GRACE = 0.4;
const CONTENT = 12;
