import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../auth/index.ts';
import { HealthRoute } from '../docs/index.ts';
import { ENGINE, type ApiEngine } from '../options.ts';
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
  constructor(@Inject(ENGINE) private readonly engine: ApiEngine) {}

  @Get('live')
  @HealthRoute('live', 'The process answers.')
  live(): Health {
    return OK;
  }

  @Get('ready')
  @HealthRoute('ready', 'History and read models answer.')
  async ready(): Promise<Health> {
    if (await within(PATIENCE_MILLIS, bothAnswer(this.engine))) return OK;
    throw later('not-ready', 'Not ready.', 5);
  }
}

async function bothAnswer(engine: ApiEngine): Promise<true> {
  await Promise.all([engine.store.head(), engine.projections()]);
  return true;
}

function within(millis: number, work: Promise<true>): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, millis, false);
    work
      .then(resolve, () => {
        resolve(false);
      })
      .finally(() => {
        clearTimeout(timer);
      });
  });
}
