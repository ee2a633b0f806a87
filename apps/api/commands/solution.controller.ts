import { Body, Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { CommandAnswer } from './answer.ts';
import {
  PrepareSolutionsBody,
  ApprovePlanBody,
  SendBackPlanBody,
  OfferSolutionBody,
  AcceptSolutionBody,
  RejectSolutionBody,
  SetResponsePlanBody,
  CompletePlanStepBody,
  ImplementSolutionBody,
  GrantCompensationBody,
  RefuseCompensationBody,
  ConfirmCompensationBody,
  ReverseCompensationBody,
} from './solution.dto.ts';
import { CommandRoute } from './command-routes.ts';
import { Envelope, type CommandEnvelope } from './envelope.ts';
import { order } from './execute-case-command.ts';

@ApiTags('Solution')
@Controller()
export class SolutionController {
  readonly #commands: CommandBus;

  constructor(commands: CommandBus) {
    this.#commands = commands;
  }

  @CommandRoute('PrepareSolutions', PrepareSolutionsBody)
  prepareSolutions(
    @Body() body: PrepareSolutionsBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('PrepareSolutions', body, envelope));
  }

  @CommandRoute('ApprovePlan', ApprovePlanBody)
  approvePlan(@Body() body: ApprovePlanBody, @Envelope() envelope: CommandEnvelope): Promise<CommandAnswer> {
    return this.#commands.execute(order('ApprovePlan', body, envelope));
  }

  @CommandRoute('SendBackPlan', SendBackPlanBody)
  sendBackPlan(
    @Body() body: SendBackPlanBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('SendBackPlan', body, envelope));
  }

  @CommandRoute('OfferSolution', OfferSolutionBody)
  offerSolution(
    @Body() body: OfferSolutionBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('OfferSolution', body, envelope));
  }

  @CommandRoute('AcceptSolution', AcceptSolutionBody)
  acceptSolution(
    @Body() body: AcceptSolutionBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('AcceptSolution', body, envelope));
  }

  @CommandRoute('RejectSolution', RejectSolutionBody)
  rejectSolution(
    @Body() body: RejectSolutionBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('RejectSolution', body, envelope));
  }

  @CommandRoute('SetResponsePlan', SetResponsePlanBody)
  setResponsePlan(
    @Body() body: SetResponsePlanBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('SetResponsePlan', body, envelope));
  }

  @CommandRoute('CompletePlanStep', CompletePlanStepBody)
  completePlanStep(
    @Body() body: CompletePlanStepBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('CompletePlanStep', body, envelope));
  }

  @CommandRoute('ImplementSolution', ImplementSolutionBody)
  implementSolution(
    @Body() body: ImplementSolutionBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('ImplementSolution', body, envelope));
  }

  @CommandRoute('GrantCompensation', GrantCompensationBody)
  grantCompensation(
    @Body() body: GrantCompensationBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('GrantCompensation', body, envelope));
  }

  @CommandRoute('RefuseCompensation', RefuseCompensationBody)
  refuseCompensation(
    @Body() body: RefuseCompensationBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('RefuseCompensation', body, envelope));
  }

  @CommandRoute('ConfirmCompensation', ConfirmCompensationBody)
  confirmCompensation(
    @Body() body: ConfirmCompensationBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('ConfirmCompensation', body, envelope));
  }

  @CommandRoute('ReverseCompensation', ReverseCompensationBody)
  reverseCompensation(
    @Body() body: ReverseCompensationBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('ReverseCompensation', body, envelope));
  }
}
