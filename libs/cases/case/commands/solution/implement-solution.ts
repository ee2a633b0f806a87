import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import type { CaseEventDraft } from '../../events.ts';
import { isOwed, ofOption } from '../../remedies/remedy.ts';
import { during, WORKING } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { deciding } from '../../who-policy.ts';
import { grantedWith, promiseWeight, withStatus, type Option } from './options.ts';

/** SOL-1: carried out only after the complainant confirmed it. */
export const implementSolution = command({
  name: 'ImplementSolution',
  summary: 'Record that the accepted solution was carried out (SOL-1).',
  group: 'Solution',
  data: {
    option: field.reference({ of: 'option', optional: true, example: 'S1' }),
    remarks: field.text({ optional: true, example: 'The lift has run since noon.' }),
    reference: field.reference({
      optional: true,
      example: 'TRX-88123',
      description: 'Of the delivery, when what the option gives was delivered with it (SOL-6).',
    }),
  },
  who: deciding({ level: 'matterIfJudged' }),
  weighs: (_data, state, context) => promiseWeight(withStatus(state, 'accepted').at(-1), state, context),
  when: during([...WORKING, 'accepted']),
  decide: ({ reference, ...data }, state, context) => {
    const accepted = withStatus(state, 'accepted').at(-1);
    if (!accepted || (data.option !== undefined && data.option !== accepted.option))
      return refuse(
        'SOL-1',
        'not-accepted',
        'Only an option that the complainant accepted can be carried out.',
      );
    const granted = grantedWith(accepted, state, context);
    const delivered = reference === undefined ? [] : deliveredWith(accepted, reference, granted, state);
    return [draft('SolutionImplemented', { ...data, option: accepted.option }), ...granted, ...delivered];
  },
});

function deliveredWith(
  { option }: Option,
  reference: string,
  granted: readonly CaseEventDraft[],
  { remedies }: CaseRecord,
): readonly CaseEventDraft[] {
  const before = ofOption(option, remedies);
  const now = granted.find((event) => event.type === 'CompensationGranted');
  const grant = before !== undefined && isOwed(before) ? before.grant : now?.data.grant;
  return grant === undefined ? [] : [draft('CompensationDelivered', { grant, reference })];
}
