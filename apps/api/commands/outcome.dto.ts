import { METHODS, type Method } from '#cases';
import { Choice, Reference, Text, WholeNumber, YesNo } from '../fields/index.ts';
import { CommandBody } from './command-body.ts';
import type { DataOf } from './command-data.ts';

export class ResolveCaseBody extends CommandBody implements DataOf<'ResolveCase'> {
  @Text({ example: 'Lift repaired, fee waived.' })
  readonly summary!: string;
}

const TOLD = ['complainant', 'regulator'] as const;

export class NotifyOutcomeBody extends CommandBody implements DataOf<'NotifyOutcome'> {
  @Choice(TOLD)
  readonly to!: (typeof TOLD)[number];
  @Choice(METHODS)
  readonly method!: Method;
  @Text({ example: 'Told what failed and what is waived.' })
  readonly summary!: string;
  @YesNo({ example: false })
  readonly written!: boolean;
}

export class IssueFinalResponseBody extends CommandBody implements DataOf<'IssueFinalResponse'> {
  @Choice(METHODS, { example: 'letter' })
  readonly method!: Method;
  @Text({ max: 50_000, example: 'Dear Ms Li, …' })
  readonly letter!: string;
}

export class RecordFollowUpBody extends CommandBody implements DataOf<'RecordFollowUp'> {
  @Choice(METHODS)
  readonly method!: Method;
  @YesNo()
  readonly reached!: boolean;
  @WholeNumber({ optional: true, min: 1, max: 10, example: 4, description: "On the procedure's scale." })
  readonly satisfaction?: number;
  @Text({ optional: true, example: 'Content with the repair.' })
  readonly remarks?: string;
}

const CAUSES = ['newFacts', 'correction'] as const;

export class ReopenCaseBody extends CommandBody implements DataOf<'ReopenCase'> {
  @Choice(CAUSES)
  readonly cause!: (typeof CAUSES)[number];
  @Text({ example: 'The lift failed again.' })
  readonly reason!: string;
}

export class CloseCaseBody extends CommandBody implements DataOf<'CloseCase'> {
  @Text({ optional: true, example: 'Nothing is open.' })
  readonly remarks?: string;
}

export class ArchiveCaseBody extends CommandBody implements DataOf<'ArchiveCase'> {
  @Reference({ optional: true, example: 'BOX-2026-11' })
  readonly reference?: string;
}

export class WithdrawCaseBody extends CommandBody implements DataOf<'WithdrawCase'> {
  @Text({ example: 'The complainant no longer wants an answer.' })
  readonly reason!: string;
}

export class MergeCaseBody extends CommandBody implements DataOf<'MergeCase'> {
  @Reference({ example: '4XQ7M2K9D3TB' })
  readonly into!: string;
  @Text({ example: 'The same lift, the same day.' })
  readonly reason!: string;
}
