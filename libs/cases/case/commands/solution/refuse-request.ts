import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { openRequest } from '../../remedies/remedy.ts';
import { during, OPEN } from '../../stage-policy.ts';
import { deciding, weighing } from '../../who-policy.ts';
import { notExtended } from '../clocks/extensions.ts';
import { extensionAsked, extensionWeight } from './approve-request.ts';
import { requestNeed } from './grants.ts';
import { refuseCompensation } from './refuse-compensation.ts';

/** SOL-4, CLK-4 */
export const refuseRequest = command({
  name: 'RefuseRequest',
  summary: 'Refuse a request: for a sum, an offer or more time (SOL-4, CLK-4).',
  group: 'Solution',
  data: {
    request: field.reference({ of: 'request', example: 'R1' }),
    reason: field.text({ example: 'The repair was in time.' }),
  },
  who: deciding({ level: 'request' }),
  weighs: ({ request }, state, context) =>
    extensionWeight(request, state, context) ?? weighing(requestNeed(openRequest(request, state.remedies))),
  when: during(OPEN),
  decide: ({ request, reason }, state, context) => {
    const time = extensionAsked(request, state, context);
    return time === undefined
      ? refuseCompensation.decide({ request, reason }, state, context)
      : notExtended({ clock: time.clock, to: time.to, reason }, state, context);
  },
});
