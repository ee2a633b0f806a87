import { Body, Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { CommandAnswer } from './answer.ts';
import {
  DispatchCaseBody,
  SignReceiptBody,
  ReturnDispatchBody,
  HandBackFormBody,
  AssignOwnerBody,
  NotifyManagerBody,
} from './dispatch.dto.ts';
import { CommandRoute } from './command-routes.ts';
import { Envelope, type CommandEnvelope } from './envelope.ts';
import { order } from './execute-case-command.ts';

@ApiTags('Dispatch')
@Controller()
export class DispatchController {
  readonly #commands: CommandBus;

  constructor(commands: CommandBus) {
    this.#commands = commands;
  }

  @CommandRoute('DispatchCase', DispatchCaseBody)
  dispatchCase(
    @Body() body: DispatchCaseBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('DispatchCase', body, envelope));
  }

  @CommandRoute('SignReceipt', SignReceiptBody)
  signReceipt(@Body() body: SignReceiptBody, @Envelope() envelope: CommandEnvelope): Promise<CommandAnswer> {
    return this.#commands.execute(order('SignReceipt', body, envelope));
  }

  @CommandRoute('ReturnDispatch', ReturnDispatchBody)
  returnDispatch(
    @Body() body: ReturnDispatchBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('ReturnDispatch', body, envelope));
  }

  @CommandRoute('HandBackForm', HandBackFormBody)
  handBackForm(
    @Body() body: HandBackFormBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('HandBackForm', body, envelope));
  }

  @CommandRoute('AssignOwner', AssignOwnerBody)
  assignOwner(@Body() body: AssignOwnerBody, @Envelope() envelope: CommandEnvelope): Promise<CommandAnswer> {
    return this.#commands.execute(order('AssignOwner', body, envelope));
  }

  @CommandRoute('NotifyManager', NotifyManagerBody)
  notifyManager(
    @Body() body: NotifyManagerBody,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    return this.#commands.execute(order('NotifyManager', body, envelope));
  }
}
