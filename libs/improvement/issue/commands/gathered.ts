import { draft, type IssueEventDraft } from '../events.ts';
import type { Issue } from '../state.ts';

/** Those that it does not have yet. */
export function gathered(issue: Issue, named: readonly string[]): readonly IssueEventDraft[] {
  const cases = [...new Set(named)].filter((each) => !issue.cases.includes(each));
  return cases.length === 0 ? [] : [draft('CasesGathered', { cases, improved: issue.actions.length > 0 })];
}
