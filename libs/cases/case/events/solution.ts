import { Type, type Static } from '#schema';
import { COUNTER_RETURN_OBSTACLES } from '#procedures';
import {
  COUNTER_RETURNS, dayField, instantField, method, money, oneOf, personal, record, reference, remedy, text,
} from './fields.ts'; // prettier-ignore

/** SOL-1: the list is in order of rank, best first. */
const solutionOption = record({
  option: reference(),
  description: text(),
  remedy: Type.Optional(remedy),
  /** What the complainant pays for it (SOL-9). */
  costs: Type.Optional(money),
});
export type SolutionOption = Static<typeof solutionOption>;

/** SOL-2 */
const planStep = record({
  step: reference(),
  task: text(),
  owner: reference(),
  dueAt: Type.Optional(instantField()),
});

/** The rule, limit and amount that an authority decision was made with (D13, SOL-4). */
export const authorityBasis = record({
  /** Level that acted; `frontline` below the ladder. */
  level: reference(),
  /** What decided the level needed: a matter of the procedure, or the amount. */
  rule: reference(),
  /** Most that this level may grant per case; absent: no limit. */
  limit: Type.Optional(money),
  /** Total of the case including this; absent: nobody can tell, which is for the top of the ladder. */
  caseTotal: Type.Optional(money),
});

/** What it is worth, in the currency of the procedure; absent: nobody can tell (SOL-3). */
const worth = () => Type.Optional(money);

export const solutionEvents = {
  SolutionsPrepared: record({ options: Type.Array(solutionOption, { minItems: 1, maxItems: 6 }) }),
  /** AUT-5 */
  PlanApproved: record({
    level: reference(),
    remarks: Type.Optional(text()),
    /** For which sum, where there is money in the plan: that of the case with the dearest option. */
    authority: Type.Optional(authorityBasis),
  }),
  PlanSentBack: record({ level: reference(), instruction: text() }),
  /** SOL-4: what it promises is reserved until the complainant has answered. */
  SolutionOffered: record({
    option: reference(),
    method: method(),
    promise: Type.Optional(record({ remedy, worth: worth(), authority: authorityBasis })),
  }),
  /** SOL-4: what was above the authority of whoever wanted to offer it may be offered; nobody was told of it yet. */
  OfferAuthorised: record({
    request: reference(),
    option: reference(),
    worth: worth(),
    authority: authorityBasis,
  }),
  /** SOL-9: what it costs the complainant was agreed with them beforehand. */
  SolutionAccepted: record({ option: reference(), costsAgreed: Type.Optional(Type.Literal(true)) }),
  /** SOL-9: what is wished for cannot be; what could be instead. */
  AlternativesSought: record({
    wish: personal(),
    alternatives: Type.Array(record({ text: personal() }), { minItems: 1, maxItems: 10 }),
  }),
  /** SOL-9 */
  PriceCompared: record({ item: reference(), marked: money, charged: money }),
  /** SOL-1: nobody answered the offer; what was offered stays on record, and its sum is free again. */
  OfferLapsed: record({ option: reference(), reason: text() }),
  SolutionRejected: record({ option: reference(), objection: personal() }),
  ResponsePlanSet: record({ steps: Type.Array(planStep, { minItems: 1, maxItems: 50 }) }),
  PlanStepCompleted: record({ step: reference(), remarks: Type.Optional(text()) }),
  SolutionImplemented: record({ option: reference(), remarks: Type.Optional(text()) }),

  CompensationGranted: record({
    grant: reference(),
    remedy,
    worth: worth(),
    reason: text(),
    authority: authorityBasis,
    /** The request that it answers, when it was above the requester's authority. */
    request: Type.Optional(reference()),
    /** The accepted option that it carries out. */
    option: Type.Optional(reference()),
  }),
  /** SOL-4: above the authority of whoever asked, so it waits for the level that has it. */
  CompensationRequested: record({
    request: reference(),
    remedy,
    worth: worth(),
    reason: text(),
    neededLevel: reference(),
    authority: authorityBasis,
    /** The option that was to be offered. */
    option: Type.Optional(reference()),
  }),
  CompensationRequestRefused: record({ request: reference(), level: reference(), reason: text() }),
  /** SOL-6 */
  CompensationDelivered: record({ grant: reference(), reference: reference() }),
  CompensationReversed: record({
    grant: reference(),
    reason: text(),
    how: oneOf(['notDelivered', 'paidBack']),
  }),
  /** SOL-7: its terms are for whoever has the case, that level and those above it, until that is lifted. */
  SettlementMarkedConfidential: record({ level: reference(), reason: text() }),
  SettlementConfidentialityLifted: record({ level: reference(), reason: text() }),
  /** What its percentage is taken of was recorded or corrected before it was delivered. */
  RemedyRevalued: record({
    grant: Type.Optional(reference()),
    /** Where it is not granted yet. */
    option: Type.Optional(reference()),
    before: worth(),
    worth: worth(),
  }),
  /** What a percentage can be taken of (SOL-3). */
  AmountsRecorded: record({
    bill: Type.Optional(money),
    fee: Type.Optional(money),
    source: text(),
  }),
  /** SOL-5: what the counter may take back on its own, and why not. */
  GoodsBroughtBack: record({
    how: oneOf(COUNTER_RETURNS),
    /** Kind of goods, as the procedure names those that are excluded. */
    goods: reference(),
    soldOn: Type.Optional(dayField()),
    /** Days since the sale. */
    day: Type.Optional(Type.Integer({ minimum: 0 })),
    resellable: Type.Boolean(),
    receipt: Type.Boolean(),
    obstacles: Type.Array(oneOf(COUNTER_RETURN_OBSTACLES), { maxItems: COUNTER_RETURN_OBSTACLES.length }),
  }),
} as const;
