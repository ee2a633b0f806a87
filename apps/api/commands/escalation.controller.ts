import { Body, Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { CommandAnswer } from './answer.ts';
import { EscalateToManagerBody, DecideEscalationBody, ReturnEscalationBody } from './escalation.dto.ts';
import { CommandRoute } from './command-routes.ts';
import { Envelope, type CommandEnvelope } from './envelope.ts';
import { order } from './execute-case-command.ts';

@ApiTags('Escalation')
@Controller()
export class EscalationController {
  readonly #commands: CommandBus;

  constructor(commands: CommandBus) {
    this.#commands = commands;
  }

  @CommandRoute('EscalateToManager', EscalateToManagerBody)
  escalateToManager(
    @Body() body: EscalateToManagerBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('EscalateToManager', body, envelope));
  }

  @CommandRoute('DecideEscalation', DecideEscalationBody)
  decideEscalation(
    @Body() body: DecideEscalationBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('DecideEscalation', body, envelope));
  }

  @CommandRoute('ReturnEscalation', ReturnEscalationBody)
  returnEscalation(
    @Body() body: ReturnEscalationBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('ReturnEscalation', body, envelope));
  }
}
