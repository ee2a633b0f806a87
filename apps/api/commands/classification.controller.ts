import { Body, Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { CommandAnswer } from './answer.ts';
import {
  ClassifyCaseBody,
  ChangeSeverityBody,
  ChangeCategoryBody,
  AssessValidityBody,
  ExplainInvalidityBody,
  DeclareInadmissibleBody,
  RaiseFlagBody,
  ClearFlagBody,
  RecordUnreasonableDemandBody,
  ReportUnlawfulBehaviourBody,
} from './classification.dto.ts';
import { CommandRoute } from './command-routes.ts';
import { Envelope, type CommandEnvelope } from './envelope.ts';
import { order } from './execute-case-command.ts';

@ApiTags('Classification')
@Controller()
export class ClassificationController {
  readonly #commands: CommandBus;

  constructor(commands: CommandBus) {
    this.#commands = commands;
  }

  @CommandRoute('ClassifyCase', ClassifyCaseBody)
  classifyCase(
    @Body() body: ClassifyCaseBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('ClassifyCase', body, envelope));
  }

  @CommandRoute('ChangeSeverity', ChangeSeverityBody)
  changeSeverity(
    @Body() body: ChangeSeverityBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('ChangeSeverity', body, envelope));
  }

  @CommandRoute('ChangeCategory', ChangeCategoryBody)
  changeCategory(
    @Body() body: ChangeCategoryBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('ChangeCategory', body, envelope));
  }

  @CommandRoute('AssessValidity', AssessValidityBody)
  assessValidity(
    @Body() body: AssessValidityBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('AssessValidity', body, envelope));
  }

  @CommandRoute('ExplainInvalidity', ExplainInvalidityBody)
  explainInvalidity(
    @Body() body: ExplainInvalidityBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('ExplainInvalidity', body, envelope));
  }

  @CommandRoute('DeclareInadmissible', DeclareInadmissibleBody)
  declareInadmissible(
    @Body() body: DeclareInadmissibleBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('DeclareInadmissible', body, envelope));
  }

  @CommandRoute('RaiseFlag', RaiseFlagBody)
  raiseFlag(@Body() body: RaiseFlagBody, @Envelope() envelope: CommandEnvelope): Promise<CommandAnswer> {
    return this.#commands.execute(order('RaiseFlag', body, envelope));
  }

  @CommandRoute('ClearFlag', ClearFlagBody)
  clearFlag(@Body() body: ClearFlagBody, @Envelope() envelope: CommandEnvelope): Promise<CommandAnswer> {
    return this.#commands.execute(order('ClearFlag', body, envelope));
  }

  @CommandRoute('RecordUnreasonableDemand', RecordUnreasonableDemandBody)
  recordUnreasonableDemand(
    @Body() body: RecordUnreasonableDemandBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('RecordUnreasonableDemand', body, envelope));
  }

  @CommandRoute('ReportUnlawfulBehaviour', ReportUnlawfulBehaviourBody)
  reportUnlawfulBehaviour(
    @Body() body: ReportUnlawfulBehaviourBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('ReportUnlawfulBehaviour', body, envelope));
  }
}
