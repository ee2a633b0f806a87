import type { CaseCommands, CaseCommandType } from '#cases';

/** The data type of a command, so that a body class can say what it implements. */
export type DataOf<Type extends CaseCommandType> = CaseCommands[Type];

/** What every body may say beside its command: when it happened, if earlier than now (LIF-5). */
export interface Dated {
  readonly happenedAt?: string;
}
