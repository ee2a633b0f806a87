import { field, refuse, type Refusal } from '#event-sourcing';
import { unmet } from '../../authority.ts';
import { command } from '../../command.ts';
import type { CaseContext } from '../../context.ts';
import { draft, firstOf } from '../../decision.ts';
import type { Remedy } from '../../events/fields.ts';
import { nextGrant, nextRequest, openRequest } from '../../remedies/remedy.ts';
import { worthOf } from '../../remedies/worth.ts';
import { authorityOf, promiseNeed, totalWith } from '../../rules/promises.ts';
import { unfitRemedy } from '../../rules/remedies.ts';
import { during, OPEN } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { deciding } from '../../who-policy.ts';
import { remedyFields } from '../parts.ts';
import { noOpenRequest } from './grants.ts';

/** SOL-4: within the grantor's authority it is granted, above it becomes a request to the level that has it. */
export const grantCompensation = command({
  name: 'GrantCompensation',
  summary: 'Grant compensation; above your authority it becomes a request (SOL-4).',
  group: 'Solution',
  data: {
    remedy: field.part('Remedy', remedyFields),
    reason: field.text({ example: 'Two days without a lift.' }),
    request: field.reference({
      of: 'request',
      optional: true,
      example: 'request-1',
      description: 'The request that this grant answers.',
    }),
  },
  who: deciding({ level: 'amount', below: 'request', apartFrom: 'requester' }),
  weighs: ({ request }, state) => ({
    apartFrom: request === undefined ? [] : [openRequest(request, state.remedies)?.requestedBy],
  }),
  when: during([...OPEN, 'classified']),
  decide: ({ remedy, reason, request }, state, context) => {
    const refusal = firstOf(
      unfitRemedy(remedy, state, context),
      request === undefined ? undefined : unfitRequest(request, remedy, state, context),
    );
    if (refusal) return refusal;
    const need = promiseNeed(remedy, state, context);
    const above = unmet(need, state, context);
    const worth = worthOf(remedy, state, context.procedure.currency);
    const authority = authorityOf(totalWith(remedy, state, context), need.because ?? need.rule, context);
    const decided = { remedy, ...(worth && { worth }), reason, authority };
    if (above === undefined)
      return [
        draft('CompensationGranted', {
          grant: nextGrant(state.remedies),
          ...decided,
          ...(request !== undefined && { request }),
        }),
      ];
    if (request !== undefined) return above;
    const id = nextRequest(state.remedies);
    return [draft('CompensationRequested', { request: id, ...decided, neededLevel: need.level })];
  },
});

function unfitRequest(
  request: string,
  remedy: Remedy,
  state: CaseRecord,
  { procedure: { currency } }: CaseContext,
): Refusal | undefined {
  const open = openRequest(request, state.remedies);
  if (!open) return noOpenRequest(request);
  if (open.option !== undefined)
    return refuse('SOL-4', 'request-to-offer', `Request ${request} is to offer option ${open.option}.`, {
      remedy: 'Use authorise-offer; the grant is made when the complainant accepts.',
    });
  const most = worthOf(open.remedy, state, currency)?.minor ?? Infinity;
  const within =
    open.remedy.kind === remedy.kind && (worthOf(remedy, state, currency)?.minor ?? Infinity) <= most;
  return within
    ? undefined
    : refuse(
        'SOL-4',
        'not-as-requested',
        'A grant on a request may be lower than requested, not other or higher.',
      );
}
