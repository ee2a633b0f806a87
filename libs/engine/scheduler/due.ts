import type { CommandContent, CommandId, Page } from '#event-sourcing';

/** What the passing of time asks of an aggregate of some kind. */
export interface DueCommand {
  readonly kind: string;
  readonly id: string;
  /** When it became due, however late it is now (CLK-6). */
  readonly at: string;
  readonly command: CommandContent;
  /** The same for the same due time: sent twice, it happens once (D9). */
  readonly commandId: CommandId;
}

export type DuePage = Page<DueCommand> & {
  /** Everything that is due until then is on this page or an earlier one. */
  readonly completeUntil: string;
};

/** By when somebody has to look at it. */
export const BY_WAKE = { field: 'wakeAt', direction: 'ascending' } as const;

/** Sorts after every instant of this millisecond and before the next one. */
export const justAfter = (moment: string): string => `${moment}~`;

/** Times, then names, so that every run takes the same order; of one case or duty what is due at once stays as its source has it. */
export const byDueOrder = (left: DueCommand, right: DueCommand): number =>
  compare(left.at, right.at) || compare(left.id, right.id);

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
