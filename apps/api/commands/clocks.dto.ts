import { METHODS, type Method } from '#cases';
import { PAUSE_REASONS, type PauseReason } from '#procedures';
import { Choice, InstantField, Reference, Text } from '../fields/index.ts';
import { CommandBody } from './command-body.ts';
import type { DataOf } from './command-data.ts';

export class GrantExtensionBody extends CommandBody implements DataOf<'GrantExtension'> {
  @Reference({ example: 'resolve' })
  readonly clock!: string;
  @InstantField()
  readonly to!: string;
  @Text({ example: 'The part comes on Thursday.' })
  readonly reason!: string;
}

export class RefuseExtensionBody extends CommandBody implements DataOf<'RefuseExtension'> {
  @Reference({ example: 'resolve' })
  readonly clock!: string;
  @InstantField()
  readonly requested!: string;
  @Text({ example: 'The part is in stock.' })
  readonly reason!: string;
}

export class PauseClocksBody extends CommandBody implements DataOf<'PauseClocks'> {
  @Choice(PAUSE_REASONS)
  readonly reason!: PauseReason;
  @Text({ example: 'The resident is away until Friday.' })
  readonly explanation!: string;
}

export class ResumeClocksBody extends CommandBody implements DataOf<'ResumeClocks'> {
  @Text({ example: 'The resident is back.' })
  readonly explanation!: string;
}

export class PromiseReplyBody extends CommandBody implements DataOf<'PromiseReply'> {
  @InstantField()
  readonly dueAt!: string;
  @Text({ max: 2000, example: 'When the lift will run again.' })
  readonly about!: string;
}

export class ReportProgressBody extends CommandBody implements DataOf<'ReportProgress'> {
  @Choice(METHODS)
  readonly method!: Method;
  @Text({ example: 'The part is ordered.' })
  readonly summary!: string;
  @InstantField({ optional: true })
  readonly nextPromise?: string;
}
