import { field, refuse } from '#event-sourcing';
import { matterNeed } from '../../authority.ts';
import { command } from '../../command.ts';
import type { CaseContext } from '../../context.ts';
import { draft } from '../../decision.ts';
import type { CaseEventDraft } from '../../events.ts';
import { isOwed, ofOption } from '../../remedies/remedy.ts';
import { notReviewed } from '../../rules/reviews.ts';
import { CLASSIFIED, during } from '../../stage-policy.ts';
import { offerStanding } from '../../stage.ts';
import type { CaseRecord } from '../../state.ts';
import { deciding, judgesNothing } from '../../who-policy.ts';
import { nextApproval } from './approval.ts';
import { gives, grantedWith, promiseWeight, withStatus, type Option } from './options.ts';

/**
 * SOL-1: carried out only after the complainant confirmed it; unasked only where nobody can be asked or nobody answers,
 * and then nothing is given to anybody.
 */
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
  weighs: (_data, state, context) => {
    const accepted = withStatus(state, 'accepted').at(-1);
    if (accepted) return promiseWeight(accepted, state, context);
    return unasked(state, context) ? { need: matterNeed(state, context) } : judgesNothing;
  },
  when: during(CLASSIFIED),
  decide: ({ reference, ...data }, state, context) => {
    const accepted = withStatus(state, 'accepted').at(-1) ?? unasked(state, context);
    if (!accepted || (data.option !== undefined && data.option !== accepted.option))
      return refuse(
        'SOL-1',
        'not-accepted',
        'Only an option that the complainant accepted can be carried out.',
        { remedy: 'Offer one, and record the answer; after the attempts of the procedure the offer lapses.' },
      );
    const granted = grantedWith(accepted, state, context);
    const delivered = reference === undefined ? [] : deliveredWith(accepted, reference, granted, state);
    return [draft('SolutionImplemented', { ...data, option: accepted.option }), ...granted, ...delivered];
  },
});

/** The best option for somebody unknown, once the plan has the approvals that it needs, or the one nobody answered (INT-4). */
function unasked(state: CaseRecord, context: CaseContext): Option | undefined {
  if (withStatus(state, 'offered').length > 0) return undefined;
  const known = !state.complainant.anonymous;
  if (known && offerStanding(state) !== 'lapsed') return undefined;
  const option = known ? withStatus(state, 'lapsed').at(-1) : withStatus(state, 'prepared')[0];
  const isKept = nextApproval(state, context) !== undefined || notReviewed(state, context) !== undefined;
  // SOL-9: what costs somebody something is not carried out unasked.
  return gives(option) || isKept || (option?.costs?.minor ?? 0) > 0 ? undefined : option;
}

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
