import { METHODS, type Method } from '#cases';
import { Choice, InstantField, Nested, NestedList, Reference, Text } from '../fields/index.ts';
import { CommandBody } from './command-body.ts';
import type { DataOf } from './command-data.ts';
import { RemedyDto } from './parts.dto.ts';

export class SolutionOptionDto {
  @Text({ example: 'Repair the lift and waive one month of fees.' })
  readonly description!: string;
  @Nested(() => RemedyDto, { optional: true })
  readonly remedy?: RemedyDto;
}

export class PrepareSolutionsBody extends CommandBody implements DataOf<'PrepareSolutions'> {
  @NestedList(() => SolutionOptionDto, { min: 1, max: 6, description: 'Best first.' })
  readonly options!: SolutionOptionDto[];
}

export class ApprovePlanBody extends CommandBody implements DataOf<'ApprovePlan'> {
  @Text({ optional: true, example: 'Agreed.' })
  readonly remarks?: string;
}

export class SendBackPlanBody extends CommandBody implements DataOf<'SendBackPlan'> {
  @Text({ example: 'Offer the repair first.' })
  readonly instruction!: string;
}

export class OfferSolutionBody extends CommandBody implements DataOf<'OfferSolution'> {
  @Reference({ optional: true, example: 'option-1', description: 'Default: the best one not yet rejected.' })
  readonly option?: string;
  @Choice(METHODS)
  readonly method!: Method;
}

export class AcceptSolutionBody extends CommandBody implements DataOf<'AcceptSolution'> {
  @Reference({ example: 'option-1' })
  readonly option!: string;
}

export class RejectSolutionBody extends CommandBody implements DataOf<'RejectSolution'> {
  @Reference({ example: 'option-1' })
  readonly option!: string;
  @Text({ example: 'One month is too little.' })
  readonly objection!: string;
}

export class PlanStepDto {
  @Text({ example: 'Order the controller' })
  readonly task!: string;
  @Reference({ example: 'staff-021' })
  readonly owner!: string;
  @InstantField({ optional: true })
  readonly dueAt?: string;
}

export class SetResponsePlanBody extends CommandBody implements DataOf<'SetResponsePlan'> {
  @NestedList(() => PlanStepDto, { min: 1, max: 50 })
  readonly steps!: PlanStepDto[];
}

export class CompletePlanStepBody extends CommandBody implements DataOf<'CompletePlanStep'> {
  @Reference({ example: 'step-1' })
  readonly step!: string;
  @Text({ optional: true, example: 'Delivered a day early.' })
  readonly remarks?: string;
}

export class ImplementSolutionBody extends CommandBody implements DataOf<'ImplementSolution'> {
  @Reference({ optional: true, example: 'option-1' })
  readonly option?: string;
  @Text({ optional: true, example: 'The lift has run since noon.' })
  readonly remarks?: string;
}

export class GrantCompensationBody extends CommandBody implements DataOf<'GrantCompensation'> {
  @Nested(() => RemedyDto)
  readonly remedy!: RemedyDto;
  @Text({ example: 'Two days without a lift.' })
  readonly reason!: string;
  @Reference({ optional: true, example: 'request-1', description: 'The request that this grant answers.' })
  readonly request?: string;
}

export class RefuseCompensationBody extends CommandBody implements DataOf<'RefuseCompensation'> {
  @Reference({ example: 'request-1' })
  readonly request!: string;
  @Text({ example: 'The repair was in time.' })
  readonly reason!: string;
}

export class ConfirmCompensationBody extends CommandBody implements DataOf<'ConfirmCompensation'> {
  @Reference({ example: 'grant-1' })
  readonly grant!: string;
  @Reference({ example: 'TRX-88123' })
  readonly reference!: string;
}

const REVERSALS = ['notDelivered', 'paidBack'] as const;

export class ReverseCompensationBody extends CommandBody implements DataOf<'ReverseCompensation'> {
  @Reference({ example: 'grant-1' })
  readonly grant!: string;
  @Text({ example: 'The account was closed.' })
  readonly reason!: string;
  @Choice(REVERSALS)
  readonly how!: (typeof REVERSALS)[number];
}
