import { Body, Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { CommandAnswer } from './answer.ts';
import { RecordFindingBody, ConcludeInvestigationBody, RecordMediationBody } from './investigation.dto.ts';
import { CommandRoute } from './command-routes.ts';
import { Envelope, type CommandEnvelope } from './envelope.ts';
import { order } from './execute-case-command.ts';

@ApiTags('Investigation')
@Controller()
export class InvestigationController {
  readonly #commands: CommandBus;

  constructor(commands: CommandBus) {
    this.#commands = commands;
  }

  @CommandRoute('RecordFinding', RecordFindingBody)
  recordFinding(
    @Body() body: RecordFindingBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('RecordFinding', body, envelope));
  }

  @CommandRoute('ConcludeInvestigation', ConcludeInvestigationBody)
  concludeInvestigation(
    @Body() body: ConcludeInvestigationBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('ConcludeInvestigation', body, envelope));
  }

  @CommandRoute('RecordMediation', RecordMediationBody)
  recordMediation(
    @Body() body: RecordMediationBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('RecordMediation', body, envelope));
  }
}
