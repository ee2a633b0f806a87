import { Readable } from 'node:stream';
import { Controller, Get, Query, Req, StreamableFile } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { eventsRead } from '#cases';
import { Allow, Caller, type Principal } from '../auth/index.ts';
import { EventStreamRoute } from '../docs/index.ts';
import type { Request } from '../http/server-types.ts';
import { QueryPipe } from '../fields/index.ts';
import { EventsQuery } from './events.queries.ts';
import { eventsFields, eventsFilterOf, type EventsParameters } from './events.fields.ts';
import { minPositionOf } from '../http/min-position.ts';

@ApiTags('History')
@Allow(...eventsRead.who.readers)
@Controller('events')
export class EventsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @EventStreamRoute(eventsFields)
  async events(
    @Query(new QueryPipe(eventsFields)) parameters: EventsParameters,
    @Caller() caller: Principal,
    @Req() request: Request,
  ): Promise<StreamableFile> {
    const since = minPositionOf(request, parameters);
    return ndjson(
      await this.queries.execute(new EventsQuery(eventsFilterOf(parameters), caller, since, request.id)),
    );
  }
}

const ndjson = (lines: AsyncIterable<string>): StreamableFile =>
  new StreamableFile(Readable.from(lines, { objectMode: false }), {
    type: 'application/x-ndjson; charset=utf-8',
  });
