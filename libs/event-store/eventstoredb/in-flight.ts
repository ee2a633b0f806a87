import { EventStoreUnavailable } from '#event-sourcing';

/** More at one time make a server slower, not faster; and each would wait for its answer that much longer. */
const MOST_UNDER_WAY = 64;

interface Waiting {
  readonly begin: () => void;
  readonly fail: (reason: unknown) => void;
}

/**
 * So many appends under way at one time, and the others in the order of their coming: of the whole process, whoever sends
 * them. While the server is away nobody waits for the time-outs of all before.
 */
export class InFlight {
  #underWay = 0;
  #waiting: Waiting[] = [];

  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.#turn();
    try {
      return await work();
    } catch (error) {
      if (error instanceof EventStoreUnavailable) for (const { fail } of this.#waiting.splice(0)) fail(error);
      throw error;
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#underWay -= 1;
      else next.begin();
    }
  }

  #turn(): Promise<void> | undefined {
    if (this.#underWay >= MOST_UNDER_WAY)
      return new Promise((begin, fail) => this.#waiting.push({ begin, fail }));
    this.#underWay += 1;
    return undefined;
  }
}
