import { Inject } from '@nestjs/common';
import { QueryHandler } from '@nestjs/cqrs';
import { CASE_DETAILS, CASE_FACTS, detailsFor, OPEN_CASES, SLA_BREACHES } from '#cases';
import type { Page } from '#event-sourcing';
import type { BreachesFilter, CaseTimes, OpenCasesFilter } from '#engine';
import type { Logger } from '#platform';
import type { Principal } from '../auth/index.ts';
import { withRevision } from '../http/revised.ts';
import { LOGGER } from '../options.ts';
import { FreshHandler, FreshQuery } from './fresh-query.ts';
import { auditReading } from './privacy.ts';
import { noSuchCase, readerOf } from './reader.ts';

export class OpenCasesQuery extends FreshQuery<Page<object>> {
  constructor(
    readonly filter: OpenCasesFilter,
    since: string | undefined,
  ) {
    super(since);
  }
}

@QueryHandler(OpenCasesQuery)
export class OpenCasesHandler extends FreshHandler<OpenCasesQuery, Page<object>> {
  protected readonly reads = [OPEN_CASES];

  protected read({ filter }: OpenCasesQuery): Promise<Page<object>> {
    return this.engine.queries.openCases(filter);
  }
}

export class BreachesQuery extends FreshQuery<Page<object>> {
  constructor(
    readonly filter: BreachesFilter,
    since: string | undefined,
  ) {
    super(since);
  }
}

@QueryHandler(BreachesQuery)
export class BreachesHandler extends FreshHandler<BreachesQuery, Page<object>> {
  protected readonly reads = [SLA_BREACHES];

  protected read({ filter }: BreachesQuery): Promise<Page<object>> {
    return this.engine.queries.breaches(filter);
  }
}

export class MonthlyReportQuery extends FreshQuery<object> {
  constructor(
    readonly month: string,
    readonly procedure: string | undefined,
    since: string | undefined,
  ) {
    super(since);
  }
}

@QueryHandler(MonthlyReportQuery)
export class MonthlyReportHandler extends FreshHandler<MonthlyReportQuery, object> {
  protected readonly reads = [CASE_FACTS];

  protected read({ month, procedure }: MonthlyReportQuery): Promise<object> {
    return this.engine.queries.monthlyReport(month, procedure);
  }
}

export class CaseDetailsQuery extends FreshQuery<object> {
  constructor(
    readonly caseId: string,
    readonly times: CaseTimes,
    readonly caller: Principal,
    since: string | undefined,
  ) {
    super(since);
  }
}

@QueryHandler(CaseDetailsQuery)
export class CaseDetailsHandler extends FreshHandler<CaseDetailsQuery, object> {
  protected readonly reads = [CASE_DETAILS];

  @Inject(LOGGER)
  private readonly logger!: Logger;

  protected async read({ caseId, times, caller }: CaseDetailsQuery): Promise<object> {
    const reader = await readerOf(this.engine, caseId, caller);
    auditReading(this.logger, caller, { caseId });
    const details = existing(await this.engine.queries.caseDetails(caseId, times));
    return withRevision({ ...detailsFor(reader, details) }, details.revision);
  }
}

export class DeadlinesQuery extends FreshQuery<object> {
  constructor(
    readonly caseId: string,
    readonly caller: Principal,
    since: string | undefined,
  ) {
    super(since);
  }
}

@QueryHandler(DeadlinesQuery)
export class DeadlinesHandler extends FreshHandler<DeadlinesQuery, object> {
  protected readonly reads = [];

  @Inject(LOGGER)
  private readonly logger!: Logger;

  protected async read({ caseId, caller }: DeadlinesQuery): Promise<object> {
    await readerOf(this.engine, caseId, caller);
    auditReading(this.logger, caller, { caseId });
    return existing(await this.engine.queries.deadlines(caseId));
  }
}

function existing<Found extends object>(found: Found | undefined): Found {
  if (found !== undefined) return found;
  throw noSuchCase();
}
