import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import type { CaseContext } from '../../context.ts';
import { openRequest } from '../../remedies/remedy.ts';
import { during, OPEN } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { deciding, weighing, type CaseWeight } from '../../who-policy.ts';
import { extended, extensionsWaiting } from '../clocks/extensions.ts';
import { approverNeed } from '../clocks/running-clocks.ts';
import { grantCompensation } from './grant-compensation.ts';
import { answerWeight, noOpenRequest, offerAuthorised } from './grants.ts';

/** SOL-4, CLK-4: what was asked for stands in the request; whoever answers names nothing else. */
export const approveRequest = command({
  name: 'ApproveRequest',
  summary: 'Approve a request as it was made: a sum, an offer or more time (SOL-4, CLK-4).',
  group: 'Solution',
  data: {
    request: field.reference({ of: 'request', example: 'R1' }),
    reason: field.text({ optional: true, example: 'Two days without a lift.' }),
  },
  who: deciding({ level: 'request', apartFrom: 'requester' }),
  weighs: ({ request }, state, context) => {
    const time = extensionWeight(request, state, context);
    if (time === undefined) return answerWeight(request, state, context);
    return { ...time, apartFrom: extensionAsked(request, state, context)?.by ?? [] };
  },
  when: during(OPEN),
  decide: ({ request, reason = `As asked for in ${request}` }, state, context) => {
    const time = extensionAsked(request, state, context);
    if (time !== undefined) return extended({ clock: time.clock, to: time.to, reason }, state, context);
    const asked = openRequest(request, state.remedies);
    if (asked === undefined) return noOpenRequest(request);
    return asked.option === undefined
      ? grantCompensation.decide({ remedy: asked.remedy, reason, request }, state, context)
      : offerAuthorised(request, state, context);
  },
});

export const extensionAsked = (request: string, state: CaseRecord, context: CaseContext) =>
  extensionsWaiting(state, context).find((each) => each.request === request);

/** CLK-4: more time is no answer to what a level was asked. */
export function extensionWeight(
  request: string,
  state: CaseRecord,
  context: CaseContext,
): CaseWeight | undefined {
  const asked = extensionAsked(request, state, context);
  if (asked === undefined) return undefined;
  const need = approverNeed(asked.clock, 'Answering this request', state, context);
  return { ...weighing(need), bound: false };
}
