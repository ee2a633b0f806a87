import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { Allow, Caller, type Principal } from '../auth/index.ts';
import { caseParameter, ReadRoute } from '../docs/index.ts';
import { QueryPipe } from '../fields/index.ts';
import { CaseIdPipe } from '../http/case-id.pipe.ts';
import { CaseDetailsQuery, DeadlinesQuery } from './case.queries.ts';
import { caseTimesFields, readFields, timesOf, type CaseTimesParameters } from './filters.ts';
import { MinPosition } from './min-position.ts';

@ApiTags('Cases')
@Allow('operations', 'compliance')
@Controller('cases/:caseId')
export class CasesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @caseParameter()
  @ReadRoute(
    'caseDetails',
    'A case with its timeline, now or at a past moment (ARC-2, D11).',
    'CaseDetails',
    caseTimesFields,
  )
  details(
    @Param('caseId', CaseIdPipe) caseId: string,
    @Query(new QueryPipe(caseTimesFields)) times: CaseTimesParameters,
    @Caller() caller: Principal,
    @MinPosition() since?: string,
  ): Promise<object> {
    return this.queries.execute(new CaseDetailsQuery(caseId, timesOf(times), caller, since));
  }

  @Get('deadlines')
  @caseParameter()
  @ReadRoute('deadlines', 'Every clock of a case, explained (D12).', 'Deadlines', readFields)
  deadlines(
    @Param('caseId', CaseIdPipe) caseId: string,
    @Caller() caller: Principal,
    @MinPosition(readFields) since?: string,
  ): Promise<object> {
    return this.queries.execute(new DeadlinesQuery(caseId, caller, since));
  }
}
