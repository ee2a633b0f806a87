import { FLAGS, METHODS, type Flag, type Method } from '#cases';
import { Choice, ChoiceList, Reference, Text, YesNo } from '../fields/index.ts';
import { CommandBody } from './command-body.ts';
import type { DataOf } from './command-data.ts';

export class ClassifyCaseBody extends CommandBody implements DataOf<'ClassifyCase'> {
  @Reference({ example: 'facilities/lift', description: 'One leaf of the procedure: `group/leaf` (CLS-1).' })
  readonly category!: string;
  @Reference({ example: 'important' })
  readonly severity!: string;
  @Reference({ optional: true, example: 'management-fault' })
  readonly criterion?: string;
  @YesNo({ optional: true, example: false })
  readonly complainantInsists?: boolean;
  @ChoiceList(FLAGS, { optional: true, max: 7, example: ['safety'] })
  readonly flags?: readonly Flag[];
}

export class ChangeSeverityBody extends CommandBody implements DataOf<'ChangeSeverity'> {
  @Reference({ example: 'major' })
  readonly to!: string;
  @Reference({ optional: true, example: 'injury' })
  readonly criterion?: string;
  @Text({ example: 'A resident was hurt.' })
  readonly reason!: string;
}

export class ChangeCategoryBody extends CommandBody implements DataOf<'ChangeCategory'> {
  @Reference({ example: 'fees/parking' })
  readonly to!: string;
  @Text({ example: 'It is about the fee.' })
  readonly reason!: string;
}

export class AssessValidityBody extends CommandBody implements DataOf<'AssessValidity'> {
  @YesNo()
  readonly valid!: boolean;
  @Text({ example: 'The lift is part of the service promised.' })
  readonly reason!: string;
}

export class ExplainInvalidityBody extends CommandBody implements DataOf<'ExplainInvalidity'> {
  @Choice(METHODS)
  readonly method!: Method;
  @Text({ example: 'The street outside belongs to the city.' })
  readonly explanation!: string;
  @YesNo()
  readonly accepted!: boolean;
}

export class DeclareInadmissibleBody extends CommandBody implements DataOf<'DeclareInadmissible'> {
  @Reference({ example: 'before-court' })
  readonly ground!: string;
  @Text({ optional: true, example: 'The matter is before the district court.' })
  readonly explanation?: string;
  @Choice(METHODS)
  readonly method!: Method;
}

export class RaiseFlagBody extends CommandBody implements DataOf<'RaiseFlag'> {
  @Choice(FLAGS)
  readonly flag!: Flag;
  @Text({ example: 'A newspaper has called.' })
  readonly reason!: string;
}

export class ClearFlagBody extends CommandBody implements DataOf<'ClearFlag'> {
  @Choice(FLAGS)
  readonly flag!: Flag;
  @Text({ example: 'The newspaper was mistaken.' })
  readonly reason!: string;
}

export class RecordUnreasonableDemandBody extends CommandBody implements DataOf<'RecordUnreasonableDemand'> {
  @Text({ example: 'Ten years without fees.' })
  readonly demand!: string;
  @Text({ example: 'Explained what the contract allows.' })
  readonly explanation!: string;
}

export class ReportUnlawfulBehaviourBody extends CommandBody implements DataOf<'ReportUnlawfulBehaviour'> {
  @Text({ example: 'Broke the counter window.' })
  readonly behaviour!: string;
  @Reference({ example: 'police' })
  readonly reportedTo!: string;
}
