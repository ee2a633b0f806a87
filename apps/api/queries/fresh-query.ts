import { Inject, Injectable } from '@nestjs/common';
import { Query } from '@nestjs/cqrs';
import type { CollectionSpec, Position } from '#event-sourcing';
import { ENGINE, LIMITS, type ApiEngine, type ApiLimits } from '../options.ts';
import { later, malformed } from '../problems/index.ts';

/** A question to the read models, and the position that the answer must include. */
export abstract class FreshQuery<Answer> extends Query<Answer> {
  readonly since: string | undefined;

  constructor(since: string | undefined) {
    super();
    this.since = since;
  }
}

/** Read your writes (D10): waits until the read models that it reads have seen the position, then reads. */
@Injectable()
export abstract class FreshHandler<Asked extends FreshQuery<Answer>, Answer> {
  protected readonly engine: ApiEngine;
  /** None for what is read from the history itself: that is always up to date. */
  protected abstract readonly reads: readonly CollectionSpec[];
  readonly #waitMillis: number;

  constructor(@Inject(ENGINE) engine: ApiEngine, @Inject(LIMITS) limits: ApiLimits) {
    this.engine = engine;
    this.#waitMillis = limits.freshMillis;
  }

  async execute(query: Asked): Promise<Answer> {
    if (query.since !== undefined) await this.#waitFor(query.since as Position);
    return this.read(query);
  }

  protected abstract read(query: Asked): Promise<Answer> | Answer;

  async #waitFor(position: Position): Promise<void> {
    // Nothing will ever reach a position that the history does not have, so nobody waits for it.
    if ((await this.engine.store.head()) < position)
      throw malformed('minPosition', 'is not a position of this history');
    if (await this.engine.waitFor(position, this.#waitMillis, this.reads)) return;
    throw later('not-caught-up', 'The lists have not caught up with that position yet.');
  }
}
