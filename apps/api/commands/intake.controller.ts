import { Body, Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { CommandAnswer } from './answer.ts';
import {
  LogComplaintBody,
  RecordAbandonedContactBody,
  RecordCallbackBody,
  RecordRestatementBody,
  SendAcknowledgementBody,
  HandOverComplaintBody,
  DismissDuplicateBody,
  LinkCaseBody,
  PromoteContactBody,
  CorrectIntakeBody,
  SettleAtOnceBody,
} from './intake.dto.ts';
import { CommandRoute, ComplaintOfContactRoute } from './command-routes.ts';
import { Envelope, type CommandEnvelope } from './envelope.ts';
import { order } from './execute-case-command.ts';

@ApiTags('Intake')
@Controller()
export class IntakeController {
  readonly #commands: CommandBus;

  constructor(commands: CommandBus) {
    this.#commands = commands;
  }

  @CommandRoute('LogComplaint', LogComplaintBody)
  logComplaint(
    @Body() body: LogComplaintBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('LogComplaint', body, envelope));
  }

  @ComplaintOfContactRoute(LogComplaintBody)
  logComplaintOfContact(
    @Body() body: LogComplaintBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('LogComplaint', body, envelope));
  }

  @CommandRoute('RecordAbandonedContact', RecordAbandonedContactBody)
  recordAbandonedContact(
    @Body() body: RecordAbandonedContactBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('RecordAbandonedContact', body, envelope));
  }

  @CommandRoute('RecordCallback', RecordCallbackBody)
  recordCallback(
    @Body() body: RecordCallbackBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('RecordCallback', body, envelope));
  }

  @CommandRoute('RecordRestatement', RecordRestatementBody)
  recordRestatement(
    @Body() body: RecordRestatementBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('RecordRestatement', body, envelope));
  }

  @CommandRoute('SendAcknowledgement', SendAcknowledgementBody)
  sendAcknowledgement(
    @Body() body: SendAcknowledgementBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('SendAcknowledgement', body, envelope));
  }

  @CommandRoute('HandOverComplaint', HandOverComplaintBody)
  handOverComplaint(
    @Body() body: HandOverComplaintBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('HandOverComplaint', body, envelope));
  }

  @CommandRoute('DismissDuplicate', DismissDuplicateBody)
  dismissDuplicate(
    @Body() body: DismissDuplicateBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('DismissDuplicate', body, envelope));
  }

  @CommandRoute('LinkCase', LinkCaseBody)
  linkCase(@Body() body: LinkCaseBody, @Envelope() envelope: CommandEnvelope): Promise<CommandAnswer> {
    return this.#commands.execute(order('LinkCase', body, envelope));
  }

  @CommandRoute('PromoteContact', PromoteContactBody)
  promoteContact(
    @Body() body: PromoteContactBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('PromoteContact', body, envelope));
  }

  @CommandRoute('CorrectIntake', CorrectIntakeBody)
  correctIntake(
    @Body() body: CorrectIntakeBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('CorrectIntake', body, envelope));
  }

  @CommandRoute('SettleAtOnce', SettleAtOnceBody)
  settleAtOnce(
    @Body() body: SettleAtOnceBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('SettleAtOnce', body, envelope));
  }
}
