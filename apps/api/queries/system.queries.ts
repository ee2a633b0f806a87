import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { ProjectionStatus } from '#engine';
import type { Procedure } from '#procedures';
import { ENGINE, type ApiEngine } from '../options.ts';
import { Problem } from '../problems/index.ts';

export class ProceduresQuery extends Query<readonly ProcedureSummary[]> {}

export interface ProcedureSummary {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly source: string;
}

@QueryHandler(ProceduresQuery)
export class ProceduresHandler implements IQueryHandler<ProceduresQuery> {
  constructor(@Inject(ENGINE) private readonly engine: ApiEngine) {}

  execute(): Promise<readonly ProcedureSummary[]> {
    const summary = ({ id, version, title, source }: Procedure) => ({ id, version, title, source });
    return Promise.resolve(this.engine.procedures.list().map(summary));
  }
}

export class ProcedureQuery extends Query<Procedure> {
  constructor(
    readonly id: string,
    readonly version: number | undefined,
  ) {
    super();
  }
}

@QueryHandler(ProcedureQuery)
export class ProcedureHandler implements IQueryHandler<ProcedureQuery> {
  constructor(@Inject(ENGINE) private readonly engine: ApiEngine) {}

  execute({ id, version }: ProcedureQuery): Promise<Procedure> {
    const procedure = this.engine.procedures.get(id, version);
    if (procedure !== undefined) return Promise.resolve(procedure);
    throw new Problem(404, 'procedure-not-found', 'There is no such procedure, or not in this version.');
  }
}

export class ProjectionsQuery extends Query<readonly ProjectionStatus[]> {}

@QueryHandler(ProjectionsQuery)
export class ProjectionsHandler implements IQueryHandler<ProjectionsQuery> {
  constructor(@Inject(ENGINE) private readonly engine: ApiEngine) {}

  execute(): Promise<readonly ProjectionStatus[]> {
    return this.engine.projections();
  }
}
