import { EVENT_SET_ASIDE, SUBJECT_ERASED, type EventSetAside, type SubjectErased } from '#event-sourcing';
import type { CaseEvent, CaseEventData, CaseEventType } from '../case/events.ts';
import { budgetTitles } from './titles/budget.ts';
import { classificationTitles } from './titles/classification.ts';
import { clockTitles } from './titles/clock.ts';
import { conductTitles } from './titles/conduct.ts';
import { dispatchTitles } from './titles/dispatch.ts';
import { escalationTitles } from './titles/escalation.ts';
import { improvementTitles } from './titles/improvement.ts';
import { intakeTitles } from './titles/intake.ts';
import { investigationTitles } from './titles/investigation.ts';
import { mergingTitles } from './titles/merging.ts';
import { outcomeTitles } from './titles/outcome.ts';
import { solutionTitles } from './titles/solution.ts';
import { isWithoutTerms } from '../reading/terms.ts';
import { because, goneInWords, words } from '../reading/wording.ts';

/** Every event type has its sentence; a new one does not compile without. */
const titles: { readonly [Type in CaseEventType]: (data: CaseEventData<Type>) => string } & {
  readonly [EVENT_SET_ASIDE]: (data: EventSetAside) => string;
  readonly [SUBJECT_ERASED]: (data: SubjectErased) => string;
} = {
  [EVENT_SET_ASIDE]: ({ revision, finding, reason }) =>
    `What stands at revision ${revision} and ${finding === 'foreign-event' ? 'was not recorded here' : 'cannot be read'} was set aside${because(reason)}`,
  [SUBJECT_ERASED]: () => 'Whoever complained was erased.',
  ...intakeTitles,
  ...classificationTitles,
  ...dispatchTitles,
  ...investigationTitles,
  ...conductTitles,
  ...solutionTitles,
  ...budgetTitles,
  ...escalationTitles,
  ...clockTitles,
  ...outcomeTitles,
  ...mergingTitles,
  ...improvementTitles,
};

/** `CompensationGranted` → `Compensation granted`. */
const sentenceOf = (type: string): string => {
  const said = words(type);
  return said.slice(0, 1).toUpperCase() + said.slice(1);
};

/** What happened, in one sentence for staff, without the complainant's personal data. */
export function titleOf({ type, data }: Pick<CaseEvent, 'type' | 'data'>): string {
  if (isWithoutTerms(data)) return `${sentenceOf(type)}; the terms are confidential.`;
  // The table is keyed by the event's own type, so the sentence takes exactly this data.
  return (titles[type] as (data: unknown) => string)(goneInWords(data));
}
