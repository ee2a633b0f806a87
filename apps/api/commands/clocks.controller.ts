import { Body, Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { CommandAnswer } from './answer.ts';
import {
  GrantExtensionBody,
  RefuseExtensionBody,
  PauseClocksBody,
  ResumeClocksBody,
  PromiseReplyBody,
  ReportProgressBody,
} from './clocks.dto.ts';
import { CommandRoute } from './command-routes.ts';
import { Envelope, type CommandEnvelope } from './envelope.ts';
import { order } from './execute-case-command.ts';

@ApiTags('Clocks')
@Controller()
export class ClocksController {
  readonly #commands: CommandBus;

  constructor(commands: CommandBus) {
    this.#commands = commands;
  }

  @CommandRoute('GrantExtension', GrantExtensionBody)
  grantExtension(
    @Body() body: GrantExtensionBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('GrantExtension', body, envelope));
  }

  @CommandRoute('RefuseExtension', RefuseExtensionBody)
  refuseExtension(
    @Body() body: RefuseExtensionBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('RefuseExtension', body, envelope));
  }

  @CommandRoute('PauseClocks', PauseClocksBody)
  pauseClocks(@Body() body: PauseClocksBody, @Envelope() envelope: CommandEnvelope): Promise<CommandAnswer> {
    return this.#commands.execute(order('PauseClocks', body, envelope));
  }

  @CommandRoute('ResumeClocks', ResumeClocksBody)
  resumeClocks(
    @Body() body: ResumeClocksBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('ResumeClocks', body, envelope));
  }

  @CommandRoute('PromiseReply', PromiseReplyBody)
  promiseReply(
    @Body() body: PromiseReplyBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('PromiseReply', body, envelope));
  }

  @CommandRoute('ReportProgress', ReportProgressBody)
  reportProgress(
    @Body() body: ReportProgressBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('ReportProgress', body, envelope));
  }
}
