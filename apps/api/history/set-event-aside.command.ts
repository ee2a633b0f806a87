import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { field, revision, type DataOf, type StreamName } from '#event-sourcing';
import type { Logger } from '#platform';
import type { Principal } from '../auth/index.ts';
import { ENGINE, LOGGER, type ApiEngine } from '../options.ts';
import { refusalProblem } from '../problems/index.ts';

export const setAsideFields = {
  revision: field.pattern(/^\d{1,18}$/, {
    otherwise: 'must be a revision as the list of damage tells it',
    example: '3',
    description: 'Where the event stands in its stream.',
  }),
  reason: field.text({ example: 'Written by the test of another team.' }),
};

export interface SetAside {
  readonly stream: string;
  readonly outcome: 'set-aside' | 'unchanged';
  readonly revision: string;
  readonly position: string;
}

export class SetEventAside extends Command<SetAside> {
  constructor(
    readonly stream: string,
    readonly asked: DataOf<typeof setAsideFields>,
    readonly caller: Principal,
  ) {
    super();
  }
}

@CommandHandler(SetEventAside)
export class SetEventAsideHandler implements ICommandHandler<SetEventAside> {
  constructor(
    @Inject(ENGINE) private readonly engine: ApiEngine,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async execute({ stream, asked, caller: { subject } }: SetEventAside): Promise<SetAside> {
    const outcome = await this.engine.setAside({
      ...{ stream: stream as StreamName, revision: revision(BigInt(asked.revision)), reason: asked.reason },
      actor: { id: subject, role: 'admin' },
    });
    if (outcome.outcome === 'refused') throw refusalProblem(outcome.refusal);
    const told = { ...outcome, stream, revision: outcome.revision.toString() };
    this.logger.info({ audit: 'event-set-aside', subject, ...asked, ...told }, 'an event was set aside');
    return told;
  }
}
