import { field, refuse, type DataOf } from '#event-sourcing';
import { higherNeed, matterNeed, takenAway, type Need } from '../../authority.ts';
import { command } from '../../command.ts';
import { isAbout, type CaseContext } from '../../context.ts';
import { correctedBy } from '../../corrections.ts';
import { draft, firstOf } from '../../decision.ts';
import type { CaseEventData } from '../../events.ts';
import { unfitDetails } from '../../rules/details.ts';
import { knownTooLate } from '../../rules/known-too-late.ts';
import { foreignCurrency } from '../../rules/money.ts';
import { aboveThem, unfitRespondents, withAnonymity, withKnownLevels } from '../../rules/people.ts';
import { levelOrFirst } from '../../rules/levels.ts';
import { revalued, revaluingNeed } from '../../rules/revaluing.ts';
import { siteOfNobody, siteOfThem, siteTaken } from '../../rules/site.ts';
import { during, isOver } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { deciding, weighing } from '../../who-policy.ts';
import { complainantFields, detailsField, respondentsField, retailFields } from '../parts.ts';

const fields = {
  reason: field.text({ example: 'The name was misheard.' }),
  complainant: field.part('Complainant', complainantFields, { optional: true }),
  respondents: respondentsField,
  site: field.reference({
    of: 'site',
    optional: true,
    example: 'riverside',
    description: 'Where the case belongs; who decides there gives it away (AUT-1).',
  }),
  description: field.text({ optional: true, example: 'Both lifts in building 3 have been out of order.' }),
  wanted: field.text({ optional: true, example: 'A refund of the monthly fee.' }),
  retail: field.part('Retail', retailFields, { optional: true }),
  details: detailsField,
};

/** LIF-3: a correction is a further event. One that names the owner as the one complained about hands the case up (INV-4). */
export const correctIntake = command({
  name: 'CorrectIntake',
  summary: 'Correct what was recorded at intake, as a further event (LIF-3).',
  group: 'Intake',
  data: fields,
  who: deciding({ level: 'takenAway' }),
  weighs: ({ complainant, ...data }, state, context) => {
    const after = correctedBy(state, asKnown(data, state, context));
    return weighing(
      needOf(state, complainant ? { ...after, complainant: withAnonymity(complainant) } : after, context),
    );
  },
  when: during(['notArchived']),
  decide: ({ complainant, ...given }, state, context) => {
    const data = {
      ...asKnown(given, state, context),
      ...(complainant && { complainant: withAnonymity(complainant) }),
    };
    const { reason: _, ...corrected } = data;
    if (Object.keys(corrected).length === 0)
      return refuse('LIF-3', 'nothing-to-correct', 'Say what is corrected, not only why.');
    const after = correctedBy(state, data);
    const refusal = firstOf(
      foreignCurrency(data.retail?.goodsValue, context),
      unfitRespondents(data.respondents ?? [], context),
      unfitDetails(data.details, context),
      siteOfNobody(data.site, after.respondents, context),
      knownTooLate(state, after),
    );
    if (refusal) return refusal;
    const ownerNamed = isAbout(after.respondents, state.owner) && !isAbout(state.respondents, state.owner);
    return [
      draft('IntakeCorrected', data),
      ...revalued(state, after, context),
      ...(ownerNamed && !isOver(state) ? aboveThem(state.level, after.respondents, context) : []),
    ];
  },
});

/**
 * AUT-1, AUT-3, INV-4, SOL-4, OUT-1: what takes the matter away from a level or a place, somebody off, or the answer from whoever waits for
 * it, or moves the worth of what is promised.
 */
function needOf(before: CaseRecord, after: CaseRecord, context: CaseContext): Need | undefined {
  const [first, ...others] = [takenAway, inTheShade, takenOff, siteTaken, madeUnknown, revaluingNeed].flatMap(
    (need) => need(before, after, context) ?? [],
  );
  return first && higherNeed([first, ...others], context);
}

/** AUT-3: what is taken away while somebody is named, whose level would stand in the place of what was lost. */
const inTheShade = (before: CaseRecord, after: CaseRecord, context: CaseContext): Need | undefined =>
  takenAway(before, { ...after, respondents: before.respondents }, context);

/** INV-4: whoever is complained about stays so unless a level says otherwise: from then on they own it and read it. */
function takenOff(before: CaseRecord, after: CaseRecord, context: CaseContext): Need | undefined {
  const isOff = before.respondents.some(
    ({ staffId }) => staffId !== undefined && !isAbout(after.respondents, staffId),
  );
  const doing = 'Taking somebody off who is complained about';
  return isOff ? { ...someLevel(before, context), rule: 'INV-4', doing } : undefined;
}

/** OUT-1: nobody of the front line does away with whoever waits for the answer. */
function madeUnknown(before: CaseRecord, after: CaseRecord, context: CaseContext): Need | undefined {
  const isGone = after.complainant.anonymous && !before.complainant.anonymous;
  const doing = 'Making the complainant of this case unknown';
  return isGone ? { ...someLevel(before, context), rule: 'OUT-1', doing } : undefined;
}

/** That of the matter, never the front line. */
const someLevel = (state: CaseRecord, context: CaseContext): Pick<Need, 'level' | 'inPerson'> =>
  levelOrFirst(matterNeed(state, context).level, context);

type Given = Omit<DataOf<typeof fields>, 'complainant'>;
type Corrected = Omit<CaseEventData<'IntakeCorrected'>, 'complainant'>;

/** With the levels that the respondents are known to hold; one that was named before takes over what is not given. */
function asKnown({ respondents, ...others }: Given, state: CaseRecord, context: CaseContext): Corrected {
  if (respondents === undefined) return others;
  const after = correctedBy(state, { reason: others.reason, respondents: [...respondents] });
  const own = after.respondents.filter(({ of }) => of === undefined);
  const known = withKnownLevels(own, context);
  const site = others.site ?? siteOfThem(after, known, context);
  return { ...others, respondents: [...known], ...(site !== undefined && { site }) };
}
