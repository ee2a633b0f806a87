import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { METHODS } from '../../events/fields.ts';
import { isTriedEnough } from '../../rules/attempts.ts';
import { isToBeTold } from '../../rules/merged-complainants.ts';
import { caseNumber } from '../../rules/other-case.ts';
import { during, partHolds } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';

/** OUT-1: whoever complained in a case that was taken over hears of the merging, and later of the outcome, too. */
export const tellMergedComplainant = command({
  name: 'TellMergedComplainant',
  summary: 'Tell the complainant of a merged case about the merging or the outcome (OUT-1, LIF-2).',
  group: 'Merging',
  data: {
    of: field.reference({ of: 'case', example: '7F3K-9M2Q-X4TB' }),
    about: field.choice(['merging', 'outcome']),
    method: field.choice(METHODS),
    reached: field.yesNo(),
    summary: field.text({ example: 'Both complaints are handled under one number.' }),
  },
  who: recording(),
  when: during(['notArchived']),
  decide: (data, state, { procedure, happenedAt }) => {
    const of = caseNumber(data.of);
    const named = state.takenOver.filter((each) => each.case === of);
    const toHear = named.filter(isToBeTold);
    const merged = toHear.find((each) => !each[data.about].told) ?? toHear[0] ?? named[0];
    if (merged === undefined)
      return refuse('LIF-2', 'not-taken-over', `This case has not taken ${of} over.`, {
        details: { takenOver: state.takenOver.map((each) => each.case) },
      });
    if (!isToBeTold(merged))
      return refuse('INT-4', 'nobody-to-tell', 'Its complainant is anonymous, or the same as here.');
    if (data.about === 'outcome' && !merged.outcomeKnown && !partHolds('outcomeKnown', state))
      return refuse('OUT-1', 'no-outcome-yet', 'There is no outcome to tell yet.', {
        remedy: 'Resolve it first.',
      });
    if (merged[data.about].told) return [];
    const isLast =
      !data.reached && isTriedEnough([...merged[data.about].failed, happenedAt], 'outcome', procedure);
    return [draft('MergedComplainantTold', { ...data, of, ...(isLast && { exhausted: true }) })];
  },
});
