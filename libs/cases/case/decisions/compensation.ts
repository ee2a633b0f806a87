import { refuse, type Refusal } from '#event-sourcing';
import { compensationLevel, FRONTLINE, limitOf, requiredLevel, type Procedure } from '#procedures';
import { conflictOfInterest, levelOf, matterOf, needsLevel, rankOf, type CaseContext } from '../context.ts';
import type { Remedy } from '../events/fields.ts';
import type { CaseEventData } from '../events.ts';
import { totalOf } from '../evolve-solution.ts';
import type { CaseRecord, CompensationRequest } from '../state.ts';
import { draft, firstOf, type CaseDecision, type Decide } from './decision.ts';
import { foreignCurrency } from './intake.ts';

/**
 * What a remedy is worth in minor units: its amount, or a percentage of the goods' value; a replacement never less than
 * the goods, a mere apology 0; undefined when it cannot be told (SOL-3). A fraction of a minor unit is rounded up, so
 * that it never hides.
 */
function valueOf(remedy: Remedy, { retail }: Pick<CaseRecord, 'retail'>): number | undefined {
  const { kind, amount, percent } = remedy;
  if (kind === 'apology' && !saysHowMuch(remedy)) return 0;
  const share = percent ?? (kind === 'replacement' ? 100 : undefined);
  const all = retail?.goodsValue?.minor;
  const ofGoods = share !== undefined && all !== undefined ? Math.ceil((all * share) / 100) : undefined;
  return amount === undefined ? ofGoods : Math.max(amount.minor, ofGoods ?? 0);
}

const saysHowMuch = ({ amount, percent, goods }: Remedy): boolean =>
  amount !== undefined || percent !== undefined || goods !== undefined;

/** A remedy that cannot be granted by anybody, because nobody could tell what was granted (SOL-3). */
function unfitRemedy(remedy: Remedy, state: CaseRecord, context: CaseContext): Refusal | undefined {
  const { kind, amount, percent } = remedy;
  if (kind !== 'apology' && !saysHowMuch(remedy))
    return refuse(
      'SOL-3',
      'remedy-incomplete',
      `Say how much: a ${kind} needs an amount, a percentage or the goods.`,
    );
  if (amount !== undefined && percent !== undefined)
    return refuse('SOL-3', 'remedy-ambiguous', 'Say the amount or the percentage, not both.', {
      remedy: 'Grant two remedies where both are meant.',
    });
  return foreignCurrency(amount, context) ?? beyondCounting(remedy, state);
}

const beyondCounting = (remedy: Remedy, state: CaseRecord): Refusal | undefined =>
  totalOf(state) + (valueOf(remedy, state) ?? 0) <= Number.MAX_SAFE_INTEGER
    ? undefined
    : refuse('SOL-4', 'amount-too-large', 'The total of the case would be larger than any sum of money.', {
        remedy: 'Correct the amount.',
      });

/** The lowest level that may grant the total; beyond every limit it is the top that has to answer for it. */
const levelFor = (total: number, procedure: Procedure): string =>
  compensationLevel(procedure, total) ?? procedure.ladder.at(-1)?.id ?? FRONTLINE;

interface Need {
  readonly level: string;
  readonly rule: string;
}

/** The level that a grant needs: by its total, by the matter (AUT-3, AUT-6), and above the front line when its worth is unknown. */
function neededFor(remedy: Remedy, state: CaseRecord, context: CaseContext): Need {
  const { procedure } = context;
  const value = valueOf(remedy, state);
  const matter = requiredLevel(procedure, matterOf(state));
  const needs: readonly Need[] = [
    { level: levelFor(totalOf(state) + (value ?? 0), procedure), rule: 'compensation limits' },
    ...(matter ? [{ level: matter.level, rule: matter.ruleId }] : []),
    ...(value === undefined && procedure.ladder[0]
      ? [{ level: procedure.ladder[0].id, rule: 'unknown worth' }]
      : []),
  ];
  return needs.reduce((highest, need) =>
    rankOf(procedure, need.level) > rankOf(procedure, highest.level) ? need : highest,
  );
}

/** What the decision was made with, kept in the event (D13). */
function basis(
  remedy: Remedy,
  state: CaseRecord,
  context: CaseContext,
  rule: string,
): CaseEventData<'CompensationGranted'>['authority'] {
  const { currency } = context.procedure;
  const level = levelOf(context);
  const limit = limitOf(context.procedure, level);
  return {
    level,
    rule,
    ...(limit === null ? {} : { limit: { minor: limit, currency } }),
    caseTotal: { minor: totalOf(state) + (valueOf(remedy, state) ?? 0), currency },
  };
}

const mayGrant = (need: Need, context: CaseContext): boolean =>
  rankOf(context.procedure, levelOf(context)) >= rankOf(context.procedure, need.level);

/** SOL-4: within the grantor's authority it is granted, above it becomes a request to the level that has it. */
export const grantCompensation: Decide<'GrantCompensation'> = (
  { remedy, reason, request },
  state,
  context,
) => {
  const refusal = firstOf(
    conflictOfInterest(state, context),
    unfitRemedy(remedy, state, context),
    request === undefined ? undefined : unfitRequest(request, remedy, state),
  );
  if (refusal) return refusal;
  const need = neededFor(remedy, state, context);
  const authority = basis(remedy, state, context, need.rule);
  if (mayGrant(need, context)) {
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
  if (request !== undefined) return notAuthorised(need, context);
  const id = `R${String(state.requests.length + 1)}`;
  return [
    draft('CompensationRequested', { request: id, remedy, reason, neededLevel: need.level, authority }),
  ];
};

const notAuthorised = (need: Need, context: CaseContext): Refusal =>
  refuse('SOL-4', 'not-authorised', `Granting this needs the level "${need.level}".`, {
    remedy: `Ask somebody with the role "${need.level}" or above.`,
    details: { neededLevel: need.level, actingLevel: levelOf(context), because: need.rule },
  });

const openRequest = (request: string, state: CaseRecord): CompensationRequest | undefined =>
  state.requests.find((each) => each.request === request && each.status === 'open');

function unfitRequest(request: string, remedy: Remedy, state: CaseRecord): Refusal | undefined {
  const open = openRequest(request, state);
  if (!open) return refuse('SOL-4', 'no-open-request', `No open request "${request}" in this case.`);
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

export const refuseCompensation: Decide<'RefuseCompensation'> = ({ request, reason }, state, context) => {
  const open = openRequest(request, state);
  if (!open) return refuse('SOL-4', 'no-open-request', `No open request "${request}" in this case.`);
  const refusal = firstOf(
    conflictOfInterest(state, context),
    needsLevel(context, open.neededLevel, 'SOL-4', 'Deciding on this request'),
  );
  return refusal ?? [draft('CompensationRequestRefused', { request, level: levelOf(context), reason })];
};

const noSuchGrant = (grant: string): Refusal =>
  refuse('SOL-6', 'unknown-grant', `This case has no grant "${grant}".`);

/** SOL-6 */
export const confirmCompensation: Decide<'ConfirmCompensation'> = (data, state) => {
  const grant = state.grants.find((each) => each.grant === data.grant);
  if (!grant) return noSuchGrant(data.grant);
  if (grant.status === 'reversed')
    return refuse('SOL-6', 'grant-reversed', 'This grant was reversed; it cannot be delivered.');
  return grant.status === 'delivered' ? [] : [draft('CompensationDelivered', data)];
};

/** SOL-6: needs the authority for the whole total, since a reversal frees room below the limits (SOL-4). */
export const reverseCompensation: Decide<'ReverseCompensation'> = (data, state, context) => {
  const grant = state.grants.find((each) => each.grant === data.grant);
  if (!grant) return noSuchGrant(data.grant);
  if (grant.status === 'reversed') return [];
  if ((grant.status === 'delivered') !== (data.how === 'paidBack'))
    return refuse(
      'SOL-6',
      'reversal-does-not-fit',
      `The grant is ${grant.status}: say how it is reversed accordingly.`,
      {
        remedy: grant.status === 'delivered' ? 'Use "paidBack".' : 'Use "notDelivered".',
      },
    );
  const level = levelFor(totalOf(state), context.procedure);
  const refusal = firstOf(
    conflictOfInterest(state, context),
    needsLevel(context, level, 'SOL-4', 'Reversing this grant'),
  );
  return refusal ?? [draft('CompensationReversed', data)];
};

/** A grant made on the spot has no time for a request (LIF-1). */
export function grantAtOnce(
  remedy: Remedy,
  reason: string,
  state: CaseRecord,
  context: CaseContext,
): CaseDecision {
  const refusal = unfitRemedy(remedy, state, context);
  if (refusal) return refusal;
  const need = neededFor(remedy, state, context);
  if (!mayGrant(need, context)) return notAuthorised(need, context);
  return [
    draft('CompensationGranted', {
      grant: `G${String(state.grants.length + 1)}`,
      remedy,
      reason,
      authority: basis(remedy, state, context, need.rule),
    }),
  ];
}
