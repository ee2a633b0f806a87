import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { LeaseLost } from '#event-sourcing';
import { UnknownProjection, type Operator } from '#engine';
import type { Principal } from '../auth/index.ts';
import { ENGINE, type ApiEngine } from '../options.ts';
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
    readonly correlationId: string,
  ) {
    super();
  }
}

@CommandHandler(SettleParked)
export class SettleParkedHandler implements ICommandHandler<SettleParked> {
  constructor(@Inject(ENGINE) private readonly engine: ApiEngine) {}

  execute(command: SettleParked): Promise<Settled> {
    return this.#settle(command).catch(asProblem);
  }

  async #settle({ how, projection, stream, caller, correlationId }: SettleParked): Promise<Settled> {
    const by: Operator = { actor: { id: caller.subject, role: 'admin' }, correlationId, through: 'api' };
    const about = { projection, stream };
    if (how === 'discard') {
      const events = (await this.engine.discard(projection, stream, by)).length;
      if (events === 0) throw nothingParked();
      return { ...about, outcome: 'discarded', events };
    }
    const result = await this.engine.release(projection, stream, by);
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
