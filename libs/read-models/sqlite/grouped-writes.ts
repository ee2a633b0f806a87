import type { Database } from './database.ts';

interface Waiting {
  /** Within a transaction; may be done again after that was rolled back. Says how to tell whoever waits once it is committed. */
  readonly work: () => () => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Writes that come in one turn of the event loop share a transaction: a batch of the history is one, however many read
 * models follow it. Each is done whole or not at all, and fails alone: where one does, all of them are done again, each in a
 * transaction of its own. (A savepoint for each would have SQLite keep a copy of every page that it changes: measured, half of
 * the time of a rebuild more.)
 */
export class GroupedWrites {
  readonly #database: Database;
  #waiting: Waiting[] = [];

  constructor(database: Database) {
    this.#database = database;
  }

  write<Result>(work: () => Result): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0)
        setImmediate(() => {
          this.flush();
        });
      const done = () => {
        const result = work();
        return (): void => {
          resolve(result);
        };
      };
      this.#waiting.push({ work: done, reject });
    });
  }

  /** Commits everything that waits, now. */
  flush(): void {
    const group = this.#waiting;
    this.#waiting = [];
    if (group.length > 0) this.#commit(group);
  }

  #commit(group: readonly Waiting[]): void {
    try {
      const settles = this.#database.transaction(() => group.map(({ work }) => work()));
      for (const settle of settles) settle();
    } catch (error) {
      if (group.length > 1) for (const each of group) this.#commit([each]);
      else for (const { reject } of group) reject(error);
    }
  }
}
