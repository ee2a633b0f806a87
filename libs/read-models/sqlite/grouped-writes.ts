import type { Database } from './database.ts';

type Settle = () => void;

interface Waiting {
  /** Within a transaction; says how to tell whoever waits once it has been committed. */
  readonly work: () => Settle;
  readonly reject: (reason: unknown) => void;
}

/**
 * Writes that come in one turn of the event loop share a transaction: a batch of the history is one, however many read
 * models follow it. Each is done whole or not at all, and fails alone.
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
      this.#waiting.push({ work: () => this.#part(work, resolve, reject), reject });
    });
  }

  /** Commits everything that waits, now. */
  flush(): void {
    const group = this.#waiting;
    this.#waiting = [];
    if (group.length === 0) return;
    try {
      const settles = this.#database.transaction(() => group.map(({ work }) => work()));
      for (const settle of settles) settle();
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  #part<Result>(
    work: () => Result,
    resolve: (result: Result) => void,
    reject: (reason: unknown) => void,
  ): Settle {
    const outcome = this.#database.part(work);
    return () => {
      if ('error' in outcome) reject(outcome.error);
      else resolve(outcome.result);
    };
  }
}
