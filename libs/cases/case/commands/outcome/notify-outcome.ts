import { field, isRefusal, refuse, type Refusal } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { METHODS } from '../../events/fields.ts';
import { notToldWhere } from '../../rules/turning.ts';
import { isSameRegulator } from '../../rules/regulators.ts';
import { during, partHolds } from '../../stage-policy.ts';
import type { Regulator } from '../../state.ts';
import { recording } from '../../who-policy.ts';

/** OUT-1; a regulator who passed it on hears of a complaint that is turned down or withdrawn, too (INT-9). */
export const notifyOutcome = command({
  name: 'NotifyOutcome',
  summary: 'Tell the complainant or the regulator the outcome (OUT-1).',
  group: 'Outcome',
  data: {
    to: field.choice(['complainant', 'regulator']),
    method: field.choice(METHODS),
    summary: field.text({ example: 'Told what failed and what is waived.' }),
    written: field.yesNo({ example: false }),
    regulator: field.reference({
      optional: true,
      example: 'Consumer Association',
      description: 'Which of those that passed it on, where several wait.',
    }),
    turnTo: field.references({
      of: 'turnTo',
      max: 20,
      optional: true,
      example: ['consumer-association'],
      description: 'Where to turn next, as it was told: those that the procedure names (its `turnTo`).',
    }),
  },
  who: recording(),
  when: during(['outcomeToTell'], { restsOn: { milestone: 'resolved', code: 'before-resolved' } }),
  decide: ({ regulator: named, turnTo, ...data }, state, context) => {
    const telling = { ...data, ...(turnTo && { turnTo: [...turnTo] }) };
    if (telling.to === 'complainant' && named === undefined)
      return partHolds('outcomeKnown', state)
        ? (notToldWhere(turnTo, state, context) ?? [draft('OutcomeNotified', telling)])
        : refuse('OUT-1', 'withdrawn', 'Whoever withdrew the complaint knows the outcome.', {
            remedy: 'Tell the regulator, where one passed it on.',
          });
    if (turnTo !== undefined)
      return refuse('OUT-7', 'for-complainants', 'Where to turn next is told to the complainant.', {
        remedy: 'Leave turnTo out.',
      });
    const meant = regulatorMeant(telling.to === 'regulator' ? state.regulators : [], named);
    return isRefusal(meant) ? meant : [draft('OutcomeNotified', { ...telling, regulator: meant.name })];
  },
});

/**
 * INT-9: each hears for itself; where only one waits, or there is only one, it need not be named. One that passed on both of
 * two merged cases is one; one that nobody has named goes by the case that it came with (LIF-2).
 */
function regulatorMeant(regulators: readonly Regulator[], named: string | undefined): Regulator | Refusal {
  const waiting = regulators.filter(({ told }) => !told);
  const unnamed = waiting.length > 0 ? waiting : regulators;
  const meant = named === undefined ? unnamed : regulators.filter(({ name }) => isSameRegulator(named, name));
  const [one] = meant;
  if (one !== undefined && meant.every(({ name }) => isSameRegulator(name, one.name))) return one;
  return meant.length > 1
    ? refuse('INT-9', 'regulator-needed', 'Several regulators passed this case on.', {
        remedy: 'Say in regulator which of them was told.',
        details: { regulators: meant.map(({ name }) => name) },
      })
    : refuse('INT-9', 'no-regulator', 'No such regulator passed this case on.', {
        details: { regulators: regulators.map(({ name }) => name) },
      });
}
