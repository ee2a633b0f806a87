import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { levelOf } from '../../context.ts';
import { draft } from '../../decision.ts';
import { openRequest } from '../../remedies/remedy.ts';
import { during, OPEN } from '../../stage-policy.ts';
import { deciding, weighing } from '../../who-policy.ts';
import { noOpenRequest, requestNeed } from './grants.ts';

export const refuseCompensation = command({
  name: 'RefuseCompensation',
  summary: 'Refuse a requested compensation (SOL-4).',
  group: 'Solution',
  data: {
    request: field.reference({ of: 'request', example: 'R1' }),
    reason: field.text({ example: 'The repair was in time.' }),
  },
  who: deciding({ level: 'request' }),
  weighs: ({ request }, state) => weighing(requestNeed(openRequest(request, state.remedies))),
  when: during(OPEN),
  decide: ({ request, reason }, state, context) => {
    if (!openRequest(request, state.remedies)) return noOpenRequest(request);
    return [draft('CompensationRequestRefused', { request, level: levelOf(context), reason })];
  },
});
