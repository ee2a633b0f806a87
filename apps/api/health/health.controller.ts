import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isReady } from '#engine';
import { type Logger } from '#platform';
import { Public } from '../auth/index.ts';
import { HealthRoute } from '../docs/index.ts';
import { ENGINE, LOGGER, type ApiEngine } from '../options.ts';
import { catchingUp, later } from '../problems/index.ts';

interface Health {
  readonly status: 'ok';
}
const OK: Health = { status: 'ok' };

/** For load balancers and orchestrators: open, so it tells no more than which read models are behind. */
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
  @HealthRoute('ready', 'History and read models answer, and the read models hold what the history does.')
  async ready(): Promise<Health> {
    let behind: readonly string[] = [];
    const answering = await isReady(async () => {
      await this.engine.ready();
      behind = await this.engine.catchingUp();
    }, this.logger);
    if (!answering) throw later('not-ready', 'Not ready.', 5);
    if (behind.length > 0) throw catchingUp({ readModels: behind });
    return OK;
  }
}
