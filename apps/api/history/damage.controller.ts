import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { DataOf } from '#event-sourcing';
import { Allow, Caller, type Principal } from '../auth/index.ts';
import { SetAsideRoute } from '../docs/index.ts';
import { BodyPipe } from '../fields/index.ts';
import { SetEventAside, setAsideFields, type SetAside } from './set-event-aside.command.ts';

/** What an administrator does about a history that somebody has damaged (D15). */
@ApiTags('Procedures and operation')
@Allow('admin')
@Controller('history/damage/:stream')
export class DamageController {
  constructor(private readonly commands: CommandBus) {}

  @Post('set-aside')
  @HttpCode(200)
  @SetAsideRoute(setAsideFields)
  setAside(
    @Param('stream') stream: string,
    @Body(new BodyPipe(setAsideFields)) asked: DataOf<typeof setAsideFields>,
    @Caller() caller: Principal,
  ): Promise<SetAside> {
    return this.commands.execute(new SetEventAside(stream, asked, caller));
  }
}
