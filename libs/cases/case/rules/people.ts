import { refuse, type Refusal, isSamePerson } from '#event-sourcing';
import { rankOf, type CaseContext } from '../context.ts';
import type { Complainant, Respondent } from '../events/intake.ts';
import { escalateAutomatically } from './escalation.ts';

export const isAbout = (respondent: Respondent | undefined, person: string | undefined): boolean =>
  isSamePerson(respondent?.staffId, person);

/** INV-4: who is complained about cannot answer for the case, so the next level does at once (AUT-4). */
export const aboveThem = (level: string, respondent: Respondent | undefined, context: CaseContext) =>
  escalateAutomatically(
    'conflictOfInterest',
    'The one who has the case is the one complained about',
    { level, respondent },
    context,
  );

export const unknownRespondentLevel = (
  respondent: Respondent | undefined,
  { procedure }: CaseContext,
): Refusal | undefined =>
  respondent?.level === undefined || rankOf(procedure, respondent.level) >= 0
    ? undefined
    : refuse('INV-4', 'unknown-level', `The procedure has no level "${respondent.level}".`, {
        remedy: 'Leave the level out for somebody of the front line.',
        details: { levels: procedure.ladder.map((level) => level.id) },
      });

/** INT-4 */
export const withAnonymity = (complainant: Omit<Complainant, 'anonymous'>): Complainant => ({
  ...complainant,
  anonymous: ![complainant.name, complainant.phone, complainant.email, complainant.customerNumber].some(
    Boolean,
  ),
});
