import { field, refuse } from '#event-sourcing';
import { takenAway } from '../../authority.ts';
import { command } from '../../command.ts';
import { correctedBy } from '../../corrections.ts';
import { draft, firstOf } from '../../decision.ts';
import { foreignCurrency } from '../../rules/money.ts';
import { aboveThem, isAbout, unknownRespondentLevel, withAnonymity } from '../../rules/people.ts';
import { revalued } from '../../rules/revaluing.ts';
import { during, isOver } from '../../stage-policy.ts';
import { deciding, weighing } from '../../who-policy.ts';
import { complainantFields, respondentFields, retailFields } from '../parts.ts';

/** LIF-3: a correction is a further event. One that names the owner as the one complained about hands the case up (INV-4). */
export const correctIntake = command({
  name: 'CorrectIntake',
  summary: 'Correct what was recorded at intake, as a further event (LIF-3).',
  group: 'Intake',
  data: {
    reason: field.text({ example: 'The name was misheard.' }),
    complainant: field.part('Complainant', complainantFields, { optional: true }),
    respondent: field.part('Respondent', respondentFields, { optional: true }),
    description: field.text({ optional: true, example: 'Both lifts in building 3 have been out of order.' }),
    wanted: field.text({ optional: true, example: 'A refund of the monthly fee.' }),
    retail: field.part('Retail', retailFields, { optional: true }),
  },
  who: deciding({ level: 'takenAway' }),
  weighs: ({ complainant: _, ...data }, state, context) =>
    weighing(takenAway(state, correctedBy(state, data), context)),
  when: during(['notArchived']),
  decide: ({ complainant, ...data }, state, context) => {
    const { reason: _, ...corrected } = data;
    if (complainant === undefined && Object.keys(corrected).length === 0)
      return refuse('LIF-3', 'nothing-to-correct', 'Say what is corrected, not only why.');
    const after = correctedBy(state, data);
    const refusal = firstOf(
      foreignCurrency(data.retail?.goodsValue, context),
      unknownRespondentLevel(data.respondent, context),
    );
    if (refusal) return refusal;
    const ownerNamed = isAbout(after.respondent, state.owner) && !isAbout(state.respondent, state.owner);
    return [
      draft('IntakeCorrected', { ...data, ...(complainant && { complainant: withAnonymity(complainant) }) }),
      ...revalued(state, after, context),
      ...(ownerNamed && !isOver(state) ? aboveThem(state.level, after.respondent, context) : []),
    ];
  },
});
