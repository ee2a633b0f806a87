import { draft, type IssueEventDraft } from '../events.ts';
import type { Issue } from '../state.ts';

/** Those that it does not have yet, with whom they are about where staff have named them. */
export function gathered(
  issue: Issue,
  named: readonly string[],
  aboutOf: (cases: readonly string[]) => readonly string[] = () => [],
): readonly IssueEventDraft[] {
  const cases = [...new Set(named)].filter((each) => !issue.cases.includes(each));
  if (cases.length === 0) return [];
  const about = [...aboutOf(cases)];
  return [draft('CasesGathered', { cases, about, improved: issue.actions.length > 0 })];
}
