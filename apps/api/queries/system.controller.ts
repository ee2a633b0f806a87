import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { ProjectionStatus } from '#engine';
import type { Procedure } from '#procedures';
import { Allow } from '../auth/index.ts';
import { ReadRoute } from '../docs/index.ts';
import { QueryPipe } from '../fields/index.ts';
import { procedureFields, type ProcedureParameters } from './filters.ts';
import {
  ProcedureQuery,
  ProceduresQuery,
  ProjectionsQuery,
  type ProcedureSummary,
} from './system.queries.ts';

@ApiTags('Procedures and operation')
@Controller()
export class SystemController {
  constructor(private readonly queries: QueryBus) {}

  @Get('procedures')
  @Allow('operations', 'analyst', 'compliance', 'admin')
  @ReadRoute(
    'procedures',
    'The procedures that cases can be handled under, in their newest version.',
    'Procedures',
  )
  procedures(): Promise<readonly ProcedureSummary[]> {
    return this.queries.execute(new ProceduresQuery());
  }

  @Get('procedures/:id')
  @Allow('operations', 'analyst', 'compliance', 'admin')
  @ReadRoute(
    'procedure',
    'One procedure, whole: clocks, ladder, authority, routing (D13).',
    'Procedure',
    procedureFields,
  )
  procedure(
    @Param('id') id: string,
    @Query(new QueryPipe(procedureFields)) { version }: ProcedureParameters,
  ): Promise<Procedure> {
    return this.queries.execute(new ProcedureQuery(id, version));
  }

  @Get('projections')
  @Allow('admin', 'compliance')
  @ReadRoute('projections', 'How far the read models are, and what is parked (D8).', 'Projections')
  projections(): Promise<readonly ProjectionStatus[]> {
    return this.queries.execute(new ProjectionsQuery());
  }
}
