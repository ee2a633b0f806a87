import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { succeedsWithin, type Logger } from '#platform';
import { Public } from '../auth/index.ts';
import { HealthRoute } from '../docs/index.ts';
import { ENGINE, LOGGER, type ApiEngine } from '../options.ts';
import { later } from '../problems/index.ts';

interface Health {
  readonly status: 'ok';
}
const OK: Health = { status: 'ok' };
const PATIENCE_MILLIS = 2_000;

/** For load balancers and orchestrators: open, and without details. */
@ApiTags('Health')
@Public()
@Controller('health')
export class HealthController {
  constructor(
    @Inject(ENGINE) private readonly engine: ApiEngine,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Get('live')
  @HealthRoute('live', 'The process answers.')
  live(): Health {
    return OK;
  }

  @Get('ready')
  @HealthRoute('ready', 'History and read models answer.')
  async ready(): Promise<Health> {
    const told = (why: string): void => {
      this.logger.warn({ why }, 'not ready');
    };
    if (await succeedsWithin(PATIENCE_MILLIS, () => this.engine.ready(), told)) return OK;
    throw later('not-ready', 'Not ready.', 5);
  }
}
