import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { conflictOfInterest, levelOf, needsLevel } from '../../context.ts';
import { draft, firstOf } from '../../decision.ts';
import { during, OPEN } from '../../stage-policy.ts';
import { staff } from '../../who-policy.ts';
import { noOpenRequest, openRequest } from './grants.ts';

export const refuseCompensation = command({
  name: 'RefuseCompensation',
  summary: 'Refuse a requested compensation (SOL-4).',
  group: 'Solution',
  data: {
    request: field.reference({ of: 'request', example: 'request-1' }),
    reason: field.text({ example: 'The repair was in time.' }),
  },
  who: staff({ respondent: 'above', level: 'request', inDecision: ['respondent', 'level'] }),
  when: during(OPEN),
  decide: ({ request, reason }, state, context) => {
    const open = openRequest(request, state);
    if (!open) return noOpenRequest(request);
    const refusal = firstOf(
      conflictOfInterest(state, context),
      needsLevel(context, open.neededLevel, 'SOL-4', 'Deciding on this request'),
    );
    return refusal ?? [draft('CompensationRequestRefused', { request, level: levelOf(context), reason })];
  },
});
