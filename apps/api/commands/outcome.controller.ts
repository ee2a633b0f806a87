import { Body, Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { CommandAnswer } from './answer.ts';
import {
  ResolveCaseBody,
  NotifyOutcomeBody,
  IssueFinalResponseBody,
  RecordFollowUpBody,
  ReopenCaseBody,
  CloseCaseBody,
  ArchiveCaseBody,
  WithdrawCaseBody,
  MergeCaseBody,
} from './outcome.dto.ts';
import { CommandRoute } from './command-routes.ts';
import { Envelope, type CommandEnvelope } from './envelope.ts';
import { order } from './execute-case-command.ts';

@ApiTags('Outcome')
@Controller()
export class OutcomeController {
  readonly #commands: CommandBus;

  constructor(commands: CommandBus) {
    this.#commands = commands;
  }

  @CommandRoute('ResolveCase', ResolveCaseBody)
  resolveCase(@Body() body: ResolveCaseBody, @Envelope() envelope: CommandEnvelope): Promise<CommandAnswer> {
    return this.#commands.execute(order('ResolveCase', body, envelope));
  }

  @CommandRoute('NotifyOutcome', NotifyOutcomeBody)
  notifyOutcome(
    @Body() body: NotifyOutcomeBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('NotifyOutcome', body, envelope));
  }

  @CommandRoute('IssueFinalResponse', IssueFinalResponseBody)
  issueFinalResponse(
    @Body() body: IssueFinalResponseBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('IssueFinalResponse', body, envelope));
  }

  @CommandRoute('RecordFollowUp', RecordFollowUpBody)
  recordFollowUp(
    @Body() body: RecordFollowUpBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('RecordFollowUp', body, envelope));
  }

  @CommandRoute('ReopenCase', ReopenCaseBody)
  reopenCase(@Body() body: ReopenCaseBody, @Envelope() envelope: CommandEnvelope): Promise<CommandAnswer> {
    return this.#commands.execute(order('ReopenCase', body, envelope));
  }

  @CommandRoute('CloseCase', CloseCaseBody)
  closeCase(@Body() body: CloseCaseBody, @Envelope() envelope: CommandEnvelope): Promise<CommandAnswer> {
    return this.#commands.execute(order('CloseCase', body, envelope));
  }

  @CommandRoute('ArchiveCase', ArchiveCaseBody)
  archiveCase(@Body() body: ArchiveCaseBody, @Envelope() envelope: CommandEnvelope): Promise<CommandAnswer> {
    return this.#commands.execute(order('ArchiveCase', body, envelope));
  }

  @CommandRoute('WithdrawCase', WithdrawCaseBody)
  withdrawCase(
    @Body() body: WithdrawCaseBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('WithdrawCase', body, envelope));
  }

  @CommandRoute('MergeCase', MergeCaseBody)
  mergeCase(@Body() body: MergeCaseBody, @Envelope() envelope: CommandEnvelope): Promise<CommandAnswer> {
    return this.#commands.execute(order('MergeCase', body, envelope));
  }
}
