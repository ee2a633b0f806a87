import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { Allow, Caller, type Principal } from '../auth/index.ts';
import { caseParameter, minPositionParameter, ReadRoute } from '../docs/index.ts';
import { CaseIdPipe } from '../http/case-id.pipe.ts';
import { CaseDetailsQuery, DeadlinesQuery } from './case.queries.ts';
import { CaseTimesParameters, ReadFilter, timesOf } from './filters.dto.ts';
import { MinPosition } from './min-position.ts';

@ApiTags('Cases')
@Allow('operations', 'compliance')
@Controller('cases/:caseId')
export class CasesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @caseParameter()
  @ReadRoute('caseDetails', 'A case with its timeline, now or at a past moment (ARC-2, D11).', 'CaseDetails')
  details(
    @Param('caseId', CaseIdPipe) caseId: string,
    @Query() times: CaseTimesParameters,
    @Caller() caller: Principal,
    @MinPosition() since?: string,
  ): Promise<object> {
    return this.queries.execute(new CaseDetailsQuery(caseId, timesOf(times), caller, since));
  }

  @Get('deadlines')
  @caseParameter()
  @minPositionParameter()
  @ReadRoute('deadlines', 'Every clock of a case, explained (D12).', 'Deadlines')
  deadlines(
    @Param('caseId', CaseIdPipe) caseId: string,
    @Caller() caller: Principal,
    @MinPosition(ReadFilter) since?: string,
  ): Promise<object> {
    return this.queries.execute(new DeadlinesQuery(caseId, caller, since));
  }
}
