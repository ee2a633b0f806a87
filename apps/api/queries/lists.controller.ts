import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '#event-sourcing';
import { Allow } from '../auth/index.ts';
import { ReadRoute } from '../docs/index.ts';
import { QueryPipe } from '../fields/index.ts';
import { BreachesQuery, MonthlyReportQuery, OpenCasesQuery } from './case.queries.ts';
import {
  breachesFields,
  openCasesFields,
  reportFields,
  type BreachesParameters,
  type OpenCasesParameters,
  type ReportParameters,
} from './filters.ts';
import { MinPosition } from './min-position.ts';
import { MonthPipe } from './month.pipe.ts';

/** Lists and reports; none of them holds personal data, so analysts read them too (PRI-1). */
@ApiTags('Lists and reports')
@Allow('operations', 'analyst', 'compliance')
@Controller()
export class ListsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('cases')
  @ReadRoute('openCases', 'Open cases, the next due first (REP-1).', 'OpenCases', openCasesFields)
  openCases(
    @Query(new QueryPipe(openCasesFields)) parameters: OpenCasesParameters,
    @MinPosition() since?: string,
  ): Promise<Page<object>> {
    return this.queries.execute(new OpenCasesQuery(parameters, since));
  }

  @Get('breaches')
  @ReadRoute('breaches', 'Missed deadlines, open and historic (REP-2).', 'Breaches', breachesFields)
  breaches(
    @Query(new QueryPipe(breachesFields)) parameters: BreachesParameters,
    @MinPosition() since?: string,
  ): Promise<Page<object>> {
    return this.queries.execute(new BreachesQuery(parameters, since));
  }

  @Get('reports/monthly/:month')
  @ReadRoute('monthlyReport', 'The root-cause report of a month (REP-3).', 'MonthlyReport', reportFields)
  monthlyReport(
    @Param('month', MonthPipe) month: string,
    @Query(new QueryPipe(reportFields)) { procedure }: ReportParameters,
    @MinPosition() since?: string,
  ): Promise<object> {
    return this.queries.execute(new MonthlyReportQuery(month, procedure, since));
  }
}
