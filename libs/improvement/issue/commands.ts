import type { CommandOf } from '#event-sourcing';
import { completeAction } from './commands/complete-action.ts';
import { decideAction } from './commands/decide-action.ts';
import { dismissIssue } from './commands/dismiss-issue.ts';
import { extendAction } from './commands/extend-action.ts';
import { gatherCases } from './commands/gather-cases.ts';
import { handOverAction } from './commands/hand-over-action.ts';
import { joinIssue } from './commands/join-issue.ts';
import { judgeEffect } from './commands/judge-effect.ts';
import { openIssue } from './commands/open-issue.ts';
import { raiseIssue } from './commands/raise-issue.ts';
import { recordActionMiss } from './commands/record-action-miss.ts';
import { recordActionWarning } from './commands/record-action-warning.ts';
import { releaseCases } from './commands/release-cases.ts';
import { takeInCases } from './commands/take-in-cases.ts';

/** Every command about an improvement issue. A new command is a file and a line here. */
export const issueCommands = [
  raiseIssue,
  openIssue,
  gatherCases,
  takeInCases,
  releaseCases,
  joinIssue,
  decideAction,
  handOverAction,
  extendAction,
  completeAction,
  judgeEffect,
  dismissIssue,
  recordActionWarning,
  recordActionMiss,
] as const;

export type IssueCommand = CommandOf<typeof issueCommands>;
