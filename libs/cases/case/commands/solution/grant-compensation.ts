import { field, refuse, type Refusal } from '#event-sourcing';
import { higherNeed, unmet, type Need } from '../../authority.ts';
import { command } from '../../command.ts';
import type { CaseContext } from '../../context.ts';
import { draft, firstOf } from '../../decision.ts';
import type { CaseEventData, CaseEventDraft } from '../../events.ts';
import type { Remedy } from '../../events/fields.ts';
import { nextGrant, nextRequest, openRequest } from '../../remedies/remedy.ts';
import { worthOf } from '../../remedies/worth.ts';
import { authorityOf, promiseNeed, totalWith } from '../../rules/promises.ts';
import { unfitRemedy } from '../../rules/remedies.ts';
import { during, OPEN } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { deciding } from '../../who-policy.ts';
import { remedyFields } from '../parts.ts';
import { approversOf } from './approval.ts';
import { isSameThing, noOpenRequest, requestNeed, sameAsked } from './grants.ts';

/**
 * SOL-4: within the grantor's authority it is granted, above it becomes a request to the level that has it; so does what
 * needs approvals, for somebody else (AUT-5).
 */
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
      example: 'R1',
      description: 'The request that this grant answers.',
    }),
  },
  who: deciding({ level: 'amount', below: 'request', apartFrom: 'requester' }),
  weighs: ({ remedy, request }, state, context) => {
    const answered = request ?? sameAsked(remedy, state, context);
    return {
      apartFrom: answered === undefined ? [] : (openRequest(answered, state.remedies)?.requestedBy ?? []),
    };
  },
  when: during([...OPEN, 'classified']),
  decide: ({ remedy, reason, request: named }, state, context) => {
    const request = named ?? sameAsked(remedy, state, context);
    const refusal = firstOf(
      unfitRemedy(remedy, state, context),
      request === undefined ? undefined : unfitRequest(request, remedy, state, context),
    );
    if (refusal) return refusal;
    const need =
      request === undefined
        ? unrequested(remedy, state, context)
        : asRequested(request, remedy, state, context);
    const above = unmet(need, state, context);
    if (above !== undefined && request !== undefined) return above;
    const worth = worthOf(remedy, state, context.procedure.currency);
    const authority = authorityOf(totalWith(remedy, state, context), need.because ?? need.rule, context);
    const decided = { remedy, ...(worth && { worth }), reason, authority };
    const asks = above !== undefined || need.rule === 'AUT-5';
    return [asks ? requested(decided, need.level, state) : granted(decided, request, state)];
  },
});

type Decided = Pick<CaseEventData<'CompensationGranted'>, 'remedy' | 'worth' | 'reason' | 'authority'>;

const requested = (decided: Decided, neededLevel: string, { remedies }: CaseRecord): CaseEventDraft =>
  draft('CompensationRequested', { request: nextRequest(remedies), ...decided, neededLevel });

const granted = (decided: Decided, request: string | undefined, { remedies }: CaseRecord): CaseEventDraft =>
  draft('CompensationGranted', {
    grant: nextGrant(remedies),
    ...decided,
    ...(request !== undefined && { request }),
  });

/** AUT-5: a sum that would need an approval in a plan is granted by nobody alone: the last level that approves is asked. */
function unrequested(remedy: Remedy, state: CaseRecord, context: CaseContext): Need {
  const need = promiseNeed(remedy, state, context);
  const anyhow = approversOf(0, state, context);
  const bySum = approversOf(totalWith(remedy, state, context), state, context);
  const level = bySum.findLast((each) => !anyhow.includes(each));
  if (level === undefined) return need;
  return { ...higherNeed([{ ...need, level }, need], context), rule: 'AUT-5', because: 'approvals' };
}

/** The level that was asked, or a higher one, when the total has grown since. */
function asRequested(request: string, remedy: Remedy, state: CaseRecord, context: CaseContext): Need {
  const need = promiseNeed(remedy, state, context);
  const asked = requestNeed(openRequest(request, state.remedies));
  return asked === undefined ? need : higherNeed([asked, need], context);
}

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
    isSameThing(open.remedy, remedy) && (worthOf(remedy, state, currency)?.minor ?? Infinity) <= most;
  return within
    ? undefined
    : refuse(
        'SOL-4',
        'not-as-requested',
        'A grant on a request may be lower than requested, not other or higher.',
      );
}
