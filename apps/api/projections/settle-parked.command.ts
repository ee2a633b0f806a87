import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { LeaseLost } from '#event-sourcing';
import { UnknownProjection } from '#engine';
import type { Logger } from '#platform';
import type { Principal } from '../auth/index.ts';
import { ENGINE, LOGGER, type ApiEngine } from '../options.ts';
import { later, Problem } from '../problems/index.ts';

export interface Settled {
  readonly projection: string;
  readonly stream: string;
  readonly outcome: 'released' | 'discarded';
  /** How many events it was about. */
  readonly events: number;
}

export class SettleParked extends Command<Settled> {
  constructor(
    readonly how: 'release' | 'discard',
    readonly projection: string,
    readonly stream: string,
    readonly caller: Principal,
  ) {
    super();
  }
}

@CommandHandler(SettleParked)
export class SettleParkedHandler implements ICommandHandler<SettleParked> {
  constructor(
    @Inject(ENGINE) private readonly engine: ApiEngine,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async execute(command: SettleParked): Promise<Settled> {
    const settled = await this.#settle(command).catch(asProblem);
    const { subject } = command.caller;
    this.logger.info({ audit: 'parked-events-settled', subject, ...settled }, 'parked events were settled');
    return settled;
  }

  async #settle({ how, projection, stream }: SettleParked): Promise<Settled> {
    const about = { projection, stream };
    if (how === 'discard') {
      const events = (await this.engine.discard(projection, stream)).length;
      if (events === 0) throw nothingParked();
      return { ...about, outcome: 'discarded', events };
    }
    const result = await this.engine.release(projection, stream);
    if (result.outcome === 'nothing-parked') throw nothingParked();
    if (result.outcome === 'still-failing') throw stillFailing(result.reason);
    return { ...about, outcome: 'released', events: result.events.length };
  }
}

const nothingParked = (): Problem =>
  new Problem(404, 'nothing-parked', 'Nothing of this stream is parked for this read model.');

const stillFailing = (reason: string): Problem =>
  new Problem(409, 'still-failing', 'The events cannot be taken yet; nothing was changed.', {
    remedy: 'Mend the cause first, or discard them.',
    details: { reason },
  });

function asProblem(error: unknown): never {
  if (error instanceof UnknownProjection) throw new Problem(404, 'projection-not-found', error.message);
  if (error instanceof LeaseLost)
    throw later(
      'read-model-busy',
      'Another process has just taken this read model over. Repeat the request.',
    );
  throw error;
}
