import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { Allow, Caller, type Principal } from '../auth/index.ts';
import type { Request } from '../http/server-types.ts';
import { ParkedRoute } from '../docs/index.ts';
import { SettleParked, type Settled } from './settle-parked.command.ts';

/** What an operator does about events that a read model could not take (D8). */
@ApiTags('Procedures and operation')
@Allow('admin')
@Controller('projections/:projection/parked/:stream')
export class ParkedEventsController {
  constructor(private readonly commands: CommandBus) {}

  @Post('release')
  @HttpCode(200)
  @ParkedRoute(
    'releaseParkedEvents',
    'Tries the parked events of a stream again, after their cause was mended (D8).',
  )
  release(
    @Param('projection') projection: string,
    @Param('stream') stream: string,
    @Caller() caller: Principal,
    @Req() { id }: Request,
  ): Promise<Settled> {
    return this.commands.execute(new SettleParked('release', projection, stream, caller, id));
  }

  @Post('discard')
  @HttpCode(200)
  @ParkedRoute(
    'discardParkedEvents',
    'Gives the parked events of a stream up: the read model stays without them until it is rebuilt (D8).',
  )
  discard(
    @Param('projection') projection: string,
    @Param('stream') stream: string,
    @Caller() caller: Principal,
    @Req() { id }: Request,
  ): Promise<Settled> {
    return this.commands.execute(new SettleParked('discard', projection, stream, caller, id));
  }
}
