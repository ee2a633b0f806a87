import type { Refusal } from '#event-sourcing';
import type { CaseCommandType } from './commands.ts';
import { aboutThemselves, type CaseContext } from './context.ts';
import type { CaseRecord } from './state.ts';

/**
 * INV-4: what nobody does in a case about themselves. Deciding on guilt, money and levels asks for more, for somebody
 * above the one complained about: see `conflictOfInterest`.
 */
const NOT_ABOUT_ONESELF: ReadonlySet<CaseCommandType> = new Set<CaseCommandType>([
  'ChangeSeverity', 'ChangeCategory', 'ClearFlag', 'OfferSolution', 'AcceptSolution', 'RejectSolution',
  'ImplementSolution', 'PauseClocks', 'ResumeClocks', 'ResolveCase', 'ReopenCase', 'CloseCase', 'WithdrawCase',
  'MergeCase',
]); // prettier-ignore

export const conflictBy = (
  command: CaseCommandType,
  { respondent }: CaseRecord,
  context: CaseContext,
): Refusal | undefined => (NOT_ABOUT_ONESELF.has(command) ? aboutThemselves(respondent, context) : undefined);
