import { commandId, type CommandId } from '#event-sourcing';
import type { IssueCommand } from '../issue/commands.ts';
import { issueStreamOf } from '../issue/issue-id.ts';
import type { Action } from '../issue/state.ts';
import type { ImprovementDocument } from './improvements.projection.ts';

/** What the passing of time asks of an issue. */
export interface DueAction {
  readonly issueId: string;
  /** When it became due, however late it is now (CLK-6). */
  readonly at: string;
  readonly command: IssueCommand;
  /** The same for the same due time: sent twice, it happens once (D9). */
  readonly commandId: CommandId;
}

/** Everything that is due of an issue at a moment. Nobody is warned of what is over already. */
export const dueOfIssue = ({ issueId, issue }: ImprovementDocument, now: string): readonly DueAction[] =>
  issue.actions.flatMap((action) => dueOfAction(issueId, action, now));

function dueOfAction(issueId: string, action: Action, now: string): readonly DueAction[] {
  const { status, missed, warned, warnAt, dueAt } = action;
  if (status !== 'open' || missed) return [];
  if (dueAt <= now) return [due(issueId, action, 'RecordActionMiss', dueAt)];
  return warnAt === undefined || warned || warnAt > now
    ? []
    : [due(issueId, action, 'RecordActionWarning', warnAt)];
}

const due = (
  issueId: string,
  { action, dueAt }: Action,
  type: 'RecordActionMiss' | 'RecordActionWarning',
  at: string,
): DueAction => ({
  ...{ issueId, at, command: { type, data: { action } } },
  commandId: commandId(issueStreamOf(issueId), type, action, dueAt),
});
