import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DAMAGE_FINDINGS, type DamageFinding } from '#event-sourcing';
import { Allow } from '../auth/index.ts';
import { MetricsRoute } from '../docs/index.ts';
import { ENGINE, type ApiEngine } from '../options.ts';

const NAME = 'redress_damaged_streams';
const PAGE = 200;

/** For whoever watches over the service: in the text format of Prometheus. Every finding has a line, also while there is none. */
@ApiTags('Procedures and operation')
@Allow('admin', 'compliance')
@Controller('metrics')
export class MetricsController {
  constructor(@Inject(ENGINE) private readonly engine: ApiEngine) {}

  @Get()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @MetricsRoute()
  async metrics(): Promise<string> {
    const found = await this.#damage();
    const lines = DAMAGE_FINDINGS.map(
      (finding) => `${NAME}{finding="${finding}"} ${String(found.filter((each) => each === finding).length)}`,
    );
    return [
      `# HELP ${NAME} Streams of the history in which that was found to be wrong, and not mended yet.`,
      `# TYPE ${NAME} gauge`,
      ...lines,
      '',
    ].join('\n');
  }

  async #damage(): Promise<readonly DamageFinding[]> {
    const found: DamageFinding[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.engine.queries.damagedStreams({
        limit: PAGE,
        ...(cursor !== undefined && { cursor }),
      });
      found.push(...page.items.map(({ finding }) => finding));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return found;
  }
}
