import { Controller, Get, Header, Inject, Req, type Type } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { logRead } from '#engine';
import { LogDamaged, tileOf } from '#proof';
import { Allow, Public } from '../auth/index.ts';
import { LogTextRoute, TileRoute } from '../docs/index.ts';
import type { Request } from '../http/server-types.ts';
import { ENGINE, type ApiEngine, type ApiOptions } from '../options.ts';
import { pathOf, Problem } from '../problems/index.ts';

const TEXT = 'text/plain; charset=utf-8';

/** Of the log alone, without any question: what the open formats name. */
export const isLogRoute = (route: string): boolean => /^\/proof\/(?:checkpoint|key|tile\/.*)$/.test(route);

/** Hashes tell of nobody; how many events there are is for those who work here, unless the organisation wants it open. */
const accessTo = ({ proof = 'token' }: Pick<ApiOptions, 'proof'>): ClassDecorator =>
  proof === 'public' ? Public() : Allow(...logRead.who.readers);

/** The log that proves the history, as tlog-tiles wants it served (D15). */
export function logController(options: Pick<ApiOptions, 'proof'>): Type {
  @ApiTags('Proof')
  @accessTo(options)
  @Controller('proof')
  class LogController {
    constructor(@Inject(ENGINE) private readonly engine: ApiEngine) {}

    @Get('checkpoint')
    @Header('content-type', TEXT)
    @LogTextRoute('checkpoint', 'How the history stood a moment ago, signed: a tlog-checkpoint (D15).')
    async checkpoint(): Promise<string> {
      const text = await this.engine.proof.folder.checkpoint('checkpoint');
      if (text === undefined) throw nothingSigned();
      return text;
    }

    @Get('key')
    @Header('content-type', TEXT)
    @LogTextRoute('proofKey', 'The public key by which checkpoints are told from forged ones (D15).')
    async key(): Promise<string> {
      const key = await this.engine.proof.ownKey();
      if (key === undefined) throw nothingSigned();
      return `${key.text}\n`;
    }

    @Get('tile/*')
    @Header('content-type', 'application/octet-stream')
    @TileRoute()
    async tile(@Req() request: Request): Promise<Buffer> {
      const tile = tileOf(pathOf(request.url).replace(/^\/proof\//, ''));
      try {
        if (tile !== undefined) return await this.engine.proof.folder.tile(tile);
      } catch (error) {
        if (!(error instanceof LogDamaged)) throw error;
      }
      throw new Problem(404, 'no-such-tile', 'The log has no such tile.');
    }
  }
  return LogController;
}

const nothingSigned = (): Problem =>
  new Problem(404, 'nothing-signed', 'Nothing is signed yet: nothing has been recorded, or a moment ago.');
