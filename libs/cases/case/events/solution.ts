import { Type, type Static } from '#schema';
import { instantField, method, money, oneOf, personal, record, reference, remedy, text } from './fields.ts';

/** SOL-1: the list is in order of rank, best first. */
const solutionOption = record({
  option: reference(),
  description: text(),
  remedy: Type.Optional(remedy),
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
const authorityBasis = record({
  /** Level that acted; `frontline` below the ladder. */
  level: reference(),
  /** What decided the level needed: a matter of the procedure, or the amount. */
  rule: reference(),
  /** Most that this level may grant per case; absent: no limit. */
  limit: Type.Optional(money),
  /** Total of the case including this grant. */
  caseTotal: money,
});

export const solutionEvents = {
  SolutionsPrepared: record({ options: Type.Array(solutionOption, { minItems: 1, maxItems: 6 }) }),
  /** AUT-5 */
  PlanApproved: record({ level: reference(), remarks: Type.Optional(text()) }),
  PlanSentBack: record({ level: reference(), instruction: text() }),
  SolutionOffered: record({ option: reference(), method: method() }),
  SolutionAccepted: record({ option: reference() }),
  SolutionRejected: record({ option: reference(), objection: personal() }),
  ResponsePlanSet: record({ steps: Type.Array(planStep, { minItems: 1, maxItems: 50 }) }),
  PlanStepCompleted: record({ step: reference(), remarks: Type.Optional(text()) }),
  SolutionImplemented: record({ option: reference(), remarks: Type.Optional(text()) }),

  CompensationGranted: record({
    grant: reference(),
    remedy,
    reason: text(),
    authority: authorityBasis,
    /** The request that it answers, when it was above the requester's authority. */
    request: Type.Optional(reference()),
  }),
  /** SOL-4: above the authority of whoever asked, so it waits for the level that has it. */
  CompensationRequested: record({
    request: reference(),
    remedy,
    reason: text(),
    neededLevel: reference(),
    authority: authorityBasis,
  }),
  CompensationRequestRefused: record({ request: reference(), level: reference(), reason: text() }),
  /** SOL-6 */
  CompensationDelivered: record({ grant: reference(), reference: reference() }),
  CompensationReversed: record({
    grant: reference(),
    reason: text(),
    how: oneOf(['notDelivered', 'paidBack']),
  }),
} as const;
