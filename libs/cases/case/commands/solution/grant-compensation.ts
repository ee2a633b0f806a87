import { field, refuse, type Refusal } from '#event-sourcing';
import { unmet } from '../../authority.ts';
import { command } from '../../command.ts';
import { draft, firstOf } from '../../decision.ts';
import type { Remedy } from '../../events/fields.ts';
import { basis, grantNeed } from '../../rules/grants.ts';
import { unfitRemedy, valueOf } from '../../rules/remedies.ts';
import { during, OPEN } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { deciding } from '../../who-policy.ts';
import { remedyFields } from '../parts.ts';
import { noOpenRequest, openRequest } from './grants.ts';

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
    apartFrom: request === undefined ? [] : [openRequest(request, state)?.requestedBy],
  }),
  when: during([...OPEN, 'classified']),
  decide: ({ remedy, reason, request }, state, context) => {
    const refusal = firstOf(
      unfitRemedy(remedy, state, context),
      request === undefined ? undefined : unfitRequest(request, remedy, state),
    );
    if (refusal) return refusal;
    const need = grantNeed(remedy, state, context);
    const authority = basis(remedy, state, context, need.because ?? need.rule);
    const above = unmet(need, state, context);
    if (above === undefined) {
      const grant = `G${String(state.grants.length + 1)}`;
      return [
        draft('CompensationGranted', {
          grant,
          remedy,
          reason,
          authority,
          ...(request !== undefined && { request }),
        }),
      ];
    }
    if (request !== undefined) return above;
    const id = `R${String(state.requests.length + 1)}`;
    return [
      draft('CompensationRequested', { request: id, remedy, reason, neededLevel: need.level, authority }),
    ];
  },
});

function unfitRequest(request: string, remedy: Remedy, state: CaseRecord): Refusal | undefined {
  const open = openRequest(request, state);
  if (!open) return noOpenRequest(request);
  const most = valueOf(open.remedy, state) ?? Infinity;
  const within = open.remedy.kind === remedy.kind && (valueOf(remedy, state) ?? Infinity) <= most;
  return within
    ? undefined
    : refuse(
        'SOL-4',
        'not-as-requested',
        'A grant on a request may be lower than requested, not other or higher.',
      );
}
