import { Readable } from 'node:stream';
import { Body, Controller, Header, HttpCode, Inject, Post, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CASE_FACTS, LISTED_CASES, whatIfRead } from '#cases';
import { whatIfFields, type WhatIfAsked, type WhatIfLine } from '#engine';
import { Allow, Caller, type Principal } from '../auth/index.ts';
import { WhatIfRoute } from '../docs/index.ts';
import { BodyPipe } from '../fields/index.ts';
import { ENGINE, LIMITS, type ApiEngine, type ApiLimits } from '../options.ts';
import { awaitPosition, readerFor } from '../queries/index.ts';

/** A question that is too long for an address; it changes nothing, and is over when the connection is closed (D14). */
@ApiTags('Lists and reports')
@Controller()
export class WhatIfController {
  constructor(
    @Inject(ENGINE) private readonly engine: ApiEngine,
    @Inject(LIMITS) private readonly limits: ApiLimits,
  ) {}

  @Post('what-if')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Allow(...whatIfRead.who.readers)
  @WhatIfRoute(whatIfFields)
  async whatIf(
    @Body(new BodyPipe(whatIfFields)) asked: WhatIfAsked,
    @Caller() caller: Principal,
  ): Promise<StreamableFile> {
    // Which cases there are, and whom they are about, the lists know.
    const reads = [CASE_FACTS, LISTED_CASES];
    await awaitPosition(this.engine, await this.engine.store.head(), reads, this.limits.freshMillis);
    const reader = await readerFor(this.engine, caller);
    const lines = await this.engine.whatIf(asked, { reader });
    return new StreamableFile(Readable.from(told(lines), { objectMode: false }), {
      type: 'application/x-ndjson; charset=utf-8',
    });
  }
}

async function* told(lines: AsyncIterable<WhatIfLine>): AsyncGenerator<string> {
  const begun = performance.now();
  for await (const line of lines)
    yield `${JSON.stringify('progress' in line ? { progress: withRest(line.progress, begun) } : line)}\n`;
}

function withRest({ done, total }: { readonly done: number; readonly total: number }, begun: number) {
  const secondsLeft = Math.ceil(((performance.now() - begun) / 1000 / Math.max(done, 1)) * (total - done));
  return { done, total, secondsLeft };
}
