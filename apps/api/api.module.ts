import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { AGGREGATES } from '#engine';
import { AccessGuard } from './auth/index.ts';
import * as commands from './commands/index.ts';
import * as caseFile from './case-file/index.ts';
import * as evidence from './evidence/index.ts';
import { HealthController } from './health/health.controller.ts';
import { DEFAULT_LIMITS, ENGINE, LIMITS, LOGGER, type ApiEngine, type ApiOptions } from './options.ts';
import * as history from './history/index.ts';
import * as inquiry from './inquiry/index.ts';
import * as proof from './proof/index.ts';
import * as projections from './projections/index.ts';
import * as queries from './queries/index.ts';
import * as whatIf from './what-if/index.ts';

const CONTROLLERS = [
  ...AGGREGATES.flatMap(commands.commandControllers),
  evidence.EvidenceController,
  caseFile.CaseFileController,
  ...queries.queryControllers(),
  queries.EventsController,
  whatIf.WhatIfController,
  projections.ParkedEventsController,
  history.DamageController,
  inquiry.ProgressController,
  history.MetricsController,
  HealthController,
];

const HANDLERS = [
  commands.ExecuteCommandHandler,
  evidence.UploadEvidenceHandler,
  evidence.EvidenceHandler,
  projections.SettleParkedHandler,
  history.SetEventAsideHandler,
  queries.AskHandler,
  queries.EventsHandler,
];

@Module({})
export class ApiModule {
  static over(engine: ApiEngine, options: ApiOptions): DynamicModule {
    const { logger, limits } = options;
    return {
      module: ApiModule,
      imports: [CqrsModule],
      controllers: [...CONTROLLERS, proof.logController(options)],
      providers: [
        { provide: ENGINE, useValue: engine },
        { provide: LOGGER, useValue: logger },
        { provide: LIMITS, useValue: { ...DEFAULT_LIMITS, ...limits } },
        { provide: APP_GUARD, useClass: AccessGuard },
        ...HANDLERS,
      ],
    };
  }
}
