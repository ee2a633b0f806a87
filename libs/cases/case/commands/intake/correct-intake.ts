import { field, refuse, type DataOf } from '#event-sourcing';
import { higherNeed, matterNeed, takenAway, type Need } from '../../authority.ts';
import { command } from '../../command.ts';
import { isAbout, type CaseContext } from '../../context.ts';
import { correctedBy } from '../../corrections.ts';
import { draft, firstOf } from '../../decision.ts';
import type { CaseEventData } from '../../events.ts';
import { COMPLAINANT_KINDS } from '../../events/fields.ts';
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

const CLEARED = ['name', 'phone', 'email', 'address', 'customerNumber', 'representative'] as const;

const fields = {
  reason: field.text({ example: 'The name was misheard.' }),
  complainant: field.part(
    'ComplainantCorrected',
    { ...complainantFields, kind: field.choice(COMPLAINANT_KINDS, { optional: true }) },
    { optional: true, description: 'Only what changes: the rest stays as it is.' },
  ),
  clears: field.choices(CLEARED, {
    ...{ optional: true, max: CLEARED.length, example: ['email'] },
    description: 'What was recorded of the complainant and is wrong, with nothing in its place.',
  }),
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
  weighs: (data, state, context) =>
    weighing(needOf(state, correctedBy(state, merged(data, state, context)), context)),
  when: during(['notArchived']),
  decide: (given, state, context) => {
    const data = merged(given, state, context);
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
      draft('IntakeCorrected', { ...data, was: asItWas(data, state) }),
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

type Given = DataOf<typeof fields>;
type Corrected = CaseEventData<'IntakeCorrected'>;

/** LIF-3: what is given takes the place of what was recorded, and the rest of it stays. */
function merged(
  { complainant, clears = [], ...others }: Given,
  state: CaseRecord,
  context: CaseContext,
): Corrected {
  const known = asKnown(others, state, context);
  if (complainant === undefined && clears.length === 0) return known;
  const kept = Object.fromEntries(
    Object.entries(state.complainant).filter(([name]) => !clears.some((each) => each === name)),
  ) as typeof state.complainant;
  return { ...known, complainant: withAnonymity({ ...kept, ...complainant }) };
}

/** Of everything that is corrected, what stood there; whom a merged case is about is corrected there. */
function asItWas(data: Corrected, state: CaseRecord): NonNullable<Corrected['was']> {
  const { complainant, site, description, wanted, retail, details } = state;
  const respondents = state.respondents.flatMap(({ of, ...own }) => (of === undefined ? [own] : []));
  const before = { complainant, site, description, wanted, retail, details, respondents };
  return Object.fromEntries(
    Object.entries(before).filter(([name, value]) => value !== undefined && Object.hasOwn(data, name)),
  );
}

/** With the levels that the respondents are known to hold; one that was named before takes over what is not given. */
function asKnown(
  { respondents, ...others }: Omit<Given, 'complainant' | 'clears'>,
  state: CaseRecord,
  context: CaseContext,
): Corrected {
  if (respondents === undefined) return others;
  const after = correctedBy(state, { reason: others.reason, respondents: [...respondents] });
  const own = after.respondents.filter(({ of }) => of === undefined);
  const known = withKnownLevels(own, context);
  const site = others.site ?? siteOfThem(after, known, context);
  return { ...others, respondents: [...known], ...(site !== undefined && { site }) };
}
