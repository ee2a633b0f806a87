import { field, refuse, type DataOf } from '#event-sourcing';
import { higherNeed, matterNeed, takenAway, type Need } from '../../authority.ts';
import { command } from '../../command.ts';
import { isAbout, type CaseContext } from '../../context.ts';
import { correctedBy } from '../../corrections.ts';
import { draft, firstOf } from '../../decision.ts';
import type { CaseEventData } from '../../events.ts';
import type { Complainant } from '../../events/intake.ts';
import { foreignCurrency } from '../../rules/money.ts';
import { aboveThem, unfitRespondents, withAnonymity, withKnownLevels } from '../../rules/people.ts';
import { revalued } from '../../rules/revaluing.ts';
import { during, isOver } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { deciding, weighing } from '../../who-policy.ts';
import { complainantFields, respondentsField, retailFields } from '../parts.ts';

const fields = {
  reason: field.text({ example: 'The name was misheard.' }),
  complainant: field.part('Complainant', complainantFields, { optional: true }),
  respondents: respondentsField,
  description: field.text({ optional: true, example: 'Both lifts in building 3 have been out of order.' }),
  wanted: field.text({ optional: true, example: 'A refund of the monthly fee.' }),
  retail: field.part('Retail', retailFields, { optional: true }),
};

/** LIF-3: a correction is a further event. One that names the owner as the one complained about hands the case up (INV-4). */
export const correctIntake = command({
  name: 'CorrectIntake',
  summary: 'Correct what was recorded at intake, as a further event (LIF-3).',
  group: 'Intake',
  data: fields,
  who: deciding({ level: 'takenAway' }),
  weighs: ({ complainant, ...data }, state, context) =>
    weighing(
      (complainant && madeUnknown(withAnonymity(complainant), state, context)) ??
        takenAway(state, correctedBy(state, asKnown(data, state, context)), context),
    ),
  when: during(['notArchived']),
  decide: ({ complainant, ...given }, state, context) => {
    const data = asKnown(given, state, context);
    const { reason: _, ...corrected } = data;
    if (complainant === undefined && Object.keys(corrected).length === 0)
      return refuse('LIF-3', 'nothing-to-correct', 'Say what is corrected, not only why.');
    const after = correctedBy(state, data);
    const refusal = firstOf(
      foreignCurrency(data.retail?.goodsValue, context),
      unfitRespondents(data.respondents ?? [], context),
    );
    if (refusal) return refusal;
    const ownerNamed = isAbout(after.respondents, state.owner) && !isAbout(state.respondents, state.owner);
    return [
      draft('IntakeCorrected', { ...data, ...(complainant && { complainant: withAnonymity(complainant) }) }),
      ...revalued(state, after, context),
      ...(ownerNamed && !isOver(state) ? aboveThem(state.level, after.respondents, context) : []),
    ];
  },
});

/** OUT-1: nobody of the front line does away with whoever waits for the answer; the level of the matter covers the rest. */
function madeUnknown(
  { anonymous }: Pick<Complainant, 'anonymous'>,
  state: CaseRecord,
  context: CaseContext,
): Need | undefined {
  if (!anonymous || state.complainant.anonymous) return undefined;
  const matter = matterNeed(state, context);
  const first = { ...matter, level: context.procedure.ladder[0]?.id ?? matter.level };
  const doing = 'Making the complainant of this case unknown';
  return { ...higherNeed([first, matter], context), rule: 'OUT-1', doing, inPerson: true };
}

type Given = Omit<DataOf<typeof fields>, 'complainant'>;
type Corrected = Omit<CaseEventData<'IntakeCorrected'>, 'complainant'>;

/** With the levels that the respondents are known to hold; one that takes another's place takes over what is not given. */
function asKnown({ respondents, ...others }: Given, state: CaseRecord, context: CaseContext): Corrected {
  if (respondents === undefined) return others;
  const after = correctedBy(state, { reason: others.reason, respondents: [...respondents] });
  return { ...others, respondents: [...withKnownLevels(after.respondents, context)] };
}
