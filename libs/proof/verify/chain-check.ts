import { streamHash, type StoredEvent, type StreamName } from '#event-sourcing';
import { placed, type ProofFinding } from './finding.ts';

interface LastOfStream {
  readonly revision: bigint;
  readonly hash: string;
  readonly named: boolean;
}

/** An event as the chain sees it. */
export interface Link {
  readonly event: StoredEvent;
  /** Of its bytes. */
  readonly hash: string;
  /** What it names; absent: nothing, as before there was a chain. */
  readonly previousHash: string | undefined;
  /** What strangers have written names nothing. */
  readonly ours: boolean;
}

/** Follows the chain of every stream, event by event in the order of the log or of one stream. */
export class ChainCheck {
  readonly #last = new Map<StreamName, LastOfStream>();
  #linked = 0;

  /** Events that name the one before them. */
  get linked(): number {
    return this.#linked;
  }

  add({ event, hash, previousHash, ours }: Link): ProofFinding | undefined {
    const { stream, revision } = event;
    const last = this.#last.get(stream);
    this.#last.set(stream, { revision, hash, named: previousHash !== undefined || last?.named === true });
    if (previousHash !== undefined) return this.#linkOf(event, previousHash, last);
    return ours && last?.named === true
      ? placed('chain-missing', event, 'names no event before it, although earlier ones of its stream do')
      : undefined;
  }

  #linkOf(event: StoredEvent, named: string, last: LastOfStream | undefined): ProofFinding | undefined {
    this.#linked += 1;
    if (last === undefined)
      return named === streamHash(event.stream)
        ? undefined
        : placed('chain-broken', event, 'names an event before it, which is gone');
    if (event.revision === last.revision + 1n && named === last.hash) return undefined;
    const before = `revision ${last.revision.toString()}`;
    return placed(
      'chain-broken',
      event,
      `does not name ${before} as it stands there: one of the two was changed`,
    );
  }
}
