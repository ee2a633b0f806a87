import { isSamePerson, refuse, type Refusal } from '#event-sourcing';
import { peopleCalled, personOf } from '#organisation';
import { highestLevelOf } from '#procedures';
import { isAbout, judgedIn, rankOf, type CaseContext } from '../context.ts';
import type { Complainant, Respondent } from '../events/intake.ts';
import type { CaseRecord } from '../state.ts';
import { escalateAutomatically } from './escalation.ts';

type Respondents = CaseRecord['respondents'];

/** INV-4: who is complained about cannot answer for the case, so the next level does at once (AUT-4). */
export const aboveThem = (level: string, respondents: Respondents, context: CaseContext) =>
  escalateAutomatically(
    { reason: 'conflictOfInterest', explanation: 'The one who has the case is the one complained about' },
    { level, respondents },
    context,
  );

/**
 * INV-4: what level somebody stands at is known of those who are known, whatever the receiver wrote; the highest that
 * they hold anywhere in the procedure, because those below them work elsewhere too.
 */
export const withKnownLevels = (respondents: Respondents, context: CaseContext): Respondents =>
  respondents.map((respondent) => {
    if (respondent.staffId === undefined) return respondent;
    const { level: _, ...others } = respondent;
    const level = levelHeldBy(respondent.staffId, context);
    return level === undefined ? others : { ...others, level };
  });

function levelHeldBy(
  person: string,
  { organisation, procedure, happenedAt }: CaseContext,
): string | undefined {
  const held = (personOf(organisation, person)?.posts ?? []).filter(
    (post) =>
      post.procedure === procedure.id &&
      post.from <= happenedAt &&
      (post.until === undefined || happenedAt < post.until),
  );
  return highestLevelOf(
    procedure,
    held.map(({ level }) => level),
  );
}

function unknownRespondentLevel(respondents: Respondents, { procedure }: CaseContext): Refusal | undefined {
  const unknown = respondents.find(({ level }) => level !== undefined && rankOf(procedure, level) < 0);
  return unknown === undefined
    ? undefined
    : refuse('INV-4', 'unknown-level', `The procedure has no level "${unknown.level ?? ''}".`, {
        remedy: 'Leave the level out for somebody of the front line.',
        details: { levels: procedure.ladder.map((level) => level.id) },
      });
}

const namedTwice = (respondents: Respondents): Respondent | undefined =>
  respondents.find(({ staffId }, index) =>
    respondents.slice(0, index).some((earlier) => isSamePerson(earlier.staffId, staffId)),
  );

/** A list that names somebody twice, or a level that nobody can have. */
export function unfitRespondents(respondents: Respondents, context: CaseContext): Refusal | undefined {
  const twice = namedTwice(respondents);
  if (twice !== undefined)
    return refuse('INT-2', 'named-twice', `"${twice.staffId ?? ''}" is named twice.`, {
      remedy: 'Name everybody complained about once.',
    });
  return unknownRespondentLevel(respondents, context) ?? nameOfSomebody(respondents, context);
}

/** INV-4: whoever is known is named by their id, for nothing of what holds for the one complained about holds for a text. */
function nameOfSomebody(respondents: Respondents, { organisation }: CaseContext): Refusal | undefined {
  const named = respondents.flatMap(({ kind, staffId, name }) =>
    kind === 'person' && staffId === undefined && name !== undefined ? [name] : [],
  );
  const name = named.find((each) => peopleCalled(organisation, each).length > 0);
  if (name === undefined) return undefined;
  const candidates = peopleCalled(organisation, name).map(({ id }) => id);
  return refuse('INV-4', 'name-of-somebody-known', `"${name}" works here: say who it is by the id.`, {
    remedy:
      'Give the id as staffId; if it is somebody else of that name, say so in the name ("…, of the supplier").',
    details: { candidates },
  });
}

/** INV-4: nobody is given a part in a case about themselves. */
export const givenToRespondent = (
  person: string,
  state: Pick<CaseRecord, 'respondents' | 'responsible'>,
): Refusal | undefined =>
  isAbout(judgedIn(state), person)
    ? refuse('INV-4', 'conflict-of-interest', `The complaint is about "${person}".`, {
        remedy: 'Choose somebody else.',
      })
    : undefined;

/** INT-4 */
export const withAnonymity = (complainant: Omit<Complainant, 'anonymous'>): Complainant => ({
  ...complainant,
  anonymous: ![complainant.name, complainant.phone, complainant.email, complainant.customerNumber].some(
    Boolean,
  ),
});
