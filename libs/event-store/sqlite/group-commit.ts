import type { DatabaseSync } from 'node:sqlite';
import { EventIdConflict, type AppendResult } from '#event-sourcing';
import { AppendTransaction, type Append } from './append-transaction.ts';
import { asUnavailable } from './failure.ts';

interface Pending extends Append {
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (reason: unknown) => void;
}

type Settle = () => void;

/** Bounds how long one commit can hold up the event loop; a single larger append still goes in as a whole. */
const MOST_EVENTS_PER_COMMIT = 2000;

/**
 * Gathers the appends of one turn of the event loop and commits them together (design D3).
 *
 * The commit runs on the event loop: it waits for one disk sync, and requests that arrive meanwhile form the next
 * group, so groups grow with the load. A worker thread would free those milliseconds, at the price of copying every
 * event between threads and of one more part that can die on its own.
 */
export class GroupCommit {
  readonly #transaction: AppendTransaction;
  readonly #file: string;
  readonly #committed: () => void;
  #queue: Pending[] = [];
  #scheduled = false;

  constructor(db: DatabaseSync, file: string, committed: () => void) {
    this.#transaction = new AppendTransaction(db);
    this.#file = file;
    this.#committed = committed;
  }

  append(append: Append): Promise<AppendResult> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ ...append, resolve, reject });
      this.#schedule();
    });
  }

  /** Commits everything that waits, now. */
  flush(): void {
    while (this.#queue.length > 0) this.#commitNext();
  }

  /** `setImmediate` runs after all requests that one poll of the sockets has read: they share a commit. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (this.#queue.length > 0) this.#commitNext();
      if (this.#queue.length > 0) this.#schedule();
    });
  }

  #commitNext(): void {
    for (const settle of this.#commit(this.#takeGroup())) settle();
    this.#committed();
  }

  #takeGroup(): readonly Pending[] {
    let events = 0;
    const end = this.#queue.findIndex((pending, index) => {
      events += pending.events.length;
      return index > 0 && events > MOST_EVENTS_PER_COMMIT;
    });
    return this.#queue.splice(0, end === -1 ? this.#queue.length : end);
  }

  /** Results count once the commit has returned, conflicts too: they may rest on events of the same group. */
  #commit(group: readonly Pending[]): readonly Settle[] {
    try {
      this.#transaction.begin();
      const settles = group.map((pending) => this.#write(pending));
      this.#transaction.commit();
      return settles;
    } catch (error) {
      const reason = this.#rollback(error);
      return group.map(({ reject }) => () => {
        reject(reason);
      });
    }
  }

  #write(pending: Pending): Settle {
    try {
      const result = this.#transaction.append(pending);
      return () => {
        pending.resolve(result);
      };
    } catch (error) {
      if (!(error instanceof EventIdConflict)) throw error;
      return () => {
        pending.reject(error);
      };
    }
  }

  #rollback(error: unknown): unknown {
    try {
      this.#transaction.rollback();
    } catch (later) {
      return asUnavailable(this.#file, later);
    }
    return asUnavailable(this.#file, error);
  }
}
