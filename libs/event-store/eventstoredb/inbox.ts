import { OVER, type StoredEvent, type Timing } from '#event-sourcing';

/** Between the server's pace and the consumer's. Bounded, so that a slow consumer holds the server back. */
export class Inbox {
  readonly #size: number;
  #events: StoredEvent[] = [];
  #ended: string | undefined;
  #signs = 0;
  #wake: (() => void) | undefined;
  #room: (() => void) | undefined;

  constructor(size: number) {
    this.#size = size;
  }

  /** Why nothing more will come, after what is still here. */
  get ended(): string | undefined {
    return this.#ended;
  }

  /** How often the server told that it lives. */
  get signs(): number {
    return this.#signs;
  }

  /** Nothing to take, and the end has not come. */
  get isQuiet(): boolean {
    return this.#events.length === 0 && this.#ended === undefined;
  }

  /** A promise when the next event has to wait for room. */
  put(event: StoredEvent): Promise<void> | undefined {
    this.#events.push(event);
    this.wake();
    if (this.#events.length < this.#size || this.#ended !== undefined) return undefined;
    return new Promise((resolve) => (this.#room = resolve));
  }

  /** The server searches on, though it has no event for us. */
  sign(): void {
    this.#signs += 1;
  }

  take(limit: number): readonly StoredEvent[] {
    const taken = this.#events.splice(0, limit);
    if (this.#events.length < this.#size) this.#room?.();
    return taken;
  }

  /** The first reason stays. */
  end(reason: string): void {
    this.#ended ??= reason;
    this.#room?.();
    this.wake();
  }

  wake(): void {
    this.#wake?.();
  }

  /** Resolves when there is something to take, at the end, when woken, or after the time. */
  async wait(timing: Timing, millis: number): Promise<void> {
    if (!this.isQuiet) return;
    const woken = new AbortController();
    this.#wake = () => {
      woken.abort(OVER);
    };
    await timing.sleep(millis, woken.signal);
    this.#wake = undefined;
  }
}
