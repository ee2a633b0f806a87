import { decideBy, type Decider } from '#event-sourcing';
import type { IssueContext, IssueTypes } from './command.ts';
import { issueCommands, type IssueCommand } from './commands.ts';
import type { IssueEvent, IssueEventDraft } from './events.ts';
import { noSuchIssue, notOpen } from './rules.ts';
import { evolve, noIssue, type IssueState } from './state.ts';

/** The whole write model of an improvement issue. Who may act is judged before, from what the organisation says (D22). */
export const issueDecider: Decider<IssueState, IssueCommand, IssueEventDraft, IssueEvent, IssueContext> = {
  initialState: noIssue,
  decide: decideBy<IssueTypes>(issueCommands, ({ when }, state) => {
    if (when === 'raised') return state;
    if (state.status === 'none') return noSuchIssue('');
    return (when === 'goesOn' ? notOpen(state) : undefined) ?? state;
  }),
  evolve,
};
