import { Controller, Get, Headers, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Progress } from '#cases';
import { Public } from '../auth/index.ts';
import { ProgressRoute } from '../docs/index.ts';
import { askingOf, PROGRESS_PATH } from '../http/asking.ts';
import { ENGINE, type ApiEngine } from '../options.ts';
import { Problem } from '../problems/index.ts';

/** INT-13: for whoever complained, without a token; how often is limited at the door. */
@ApiTags('Progress')
@Public()
@Controller(PROGRESS_PATH)
export class ProgressController {
  constructor(@Inject(ENGINE) private readonly engine: ApiEngine) {}

  @Get()
  @ProgressRoute()
  async progress(@Headers('authorization') header: string | undefined): Promise<Progress> {
    const { number, secret } = askingOf(header);
    const told = await this.engine.inquire(number, secret);
    if (told === undefined) throw notTogether();
    return told;
  }
}

/** The same for a number that nobody has, a wrong secret, and no secret at all. */
const notTogether = (): Problem =>
  new Problem(401, 'not-together', 'Number and secret do not belong together.', {
    remedy: 'Look at what you were given when you complained, or call us.',
    headers: { 'www-authenticate': 'Basic realm="progress", charset="UTF-8"' },
  });
