import { refuse, type Decision } from '#event-sourcing';
import type { IssueContext } from '../command.ts';
import { draft, type IssueEventDraft, type IssueRaised } from '../events.ts';

/** By whom it is led says the procedure, as it is now. */
export function raised(
  { procedure }: Pick<IssueContext, 'procedure'>,
  about: Pick<IssueRaised, 'site' | 'recurrence' | 'cases' | 'about' | 'reason'>,
): Decision<IssueEventDraft> {
  if (procedure?.improvement === undefined)
    return refuse('IMP-1', 'no-improvement', 'The procedure does not say who leads improvement.', {
      remedy: 'Say it in its file, under improvement.',
    });
  const { id, version, improvement } = procedure;
  const { ledBy, extendedBy, compareDays } = improvement;
  return [draft('IssueRaised', { procedure: { id, version }, ...about, ledBy, extendedBy, compareDays })];
}
