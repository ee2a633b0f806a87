import { instantOf, isRefusal, millisOf, refuse, type Instant, type Refusal } from '#event-sourcing';
import { type Finding, type MatterCondition, type Procedure } from '#procedures';
import type { CaseEventDraft } from '../case/events.ts';
import type { TrialCase } from './trial-case.ts';

/** Nothing: it cannot be said, because what it is about does not happen in these complaints. */
type Tried = readonly CaseEventDraft[] | Refusal | undefined;

/** Something that a line of a file lets somebody do. */
export interface Right {
  readonly path: Finding['path'];
  readonly what: string;
  /** Every rule of its kind but this one left out, so that no other stands in for it. */
  readonly alone: Procedure;
  readonly when: MatterCondition;
  /** Tried as the case stands. */
  use(told: TrialCase): Tried;
  /** What comes of it only by this line. */
  readonly shows: (draft: CaseEventDraft) => boolean;
}

const anyFact = (): boolean => true;
const DAY = 86_400_000;

/** Everything that a procedure lets somebody do beside what every case may need. */
export const rightsIn = (procedure: Procedure): readonly Right[] => [
  ...settling(procedure),
  ...approving(procedure),
  ...reviewing(procedure),
  ...extending(procedure),
  ...goingPast(procedure),
  ...turningDown(procedure),
  ...standingStill(procedure),
  ...takingBack(procedure),
];

const settling = (procedure: Procedure): readonly Right[] =>
  procedure.settleAtOnce.map((when, index) => ({
    ...{ path: ['settleAtOnce', index], what: 'Settling this at once', when, shows: anyFact },
    alone: { ...procedure, settleAtOnce: [when] },
    use: (told) => {
      const { graded, found } = told.scene;
      const { complainantInsists: _, ...small } = graded;
      const judged = when.outcomes !== undefined || when.causes !== undefined;
      return told.anybody('SettleAtOnce', {
        ...{ ...small, solution: 'Put right', method: 'phone', summary: 'Settled' },
        ...(judged && { conclusion: found }),
      });
    },
  }));

const approving = (procedure: Procedure): readonly Right[] =>
  procedure.approvals.map((rule, index) => ({
    ...{ path: ['approvals', index], what: `Approving a plan as "${rule.level}"`, when: rule.when },
    alone: { ...procedure, approvals: [rule] },
    use: (told) => unplanned(told, rule.when) ?? told.anybody('ApprovePlan', {}),
    shows: ({ type }) => type === 'PlanApproved',
  }));

/** Why nothing can be planned now, of the worth that the rule looks at. */
function unplanned(told: TrialCase, { amountAtLeast }: MatterCondition): Refusal | undefined {
  const remedy = amountAtLeast === undefined ? {} : { remedy: told.refundOf(amountAtLeast) };
  const options = [{ description: 'Put it right', ...remedy }];
  const prepared = told.anybody('PrepareSolutions', { options });
  return isRefusal(prepared) ? prepared : undefined;
}

const reviewing = (procedure: Procedure): readonly Right[] =>
  procedure.reviews.map((rule, index) => ({
    ...{ path: ['reviews', index], what: `Looking at it as "${rule.by}"`, when: rule.when ?? {} },
    alone: { ...procedure, reviews: [rule] },
    use: (told) =>
      (rule.before === 'offered' ? unplanned(told, {}) : undefined) ??
      told.anybody('ReviewCase', { inOrder: true, remarks: 'Seen' }),
    shows: ({ type }) => type === 'CaseReviewed',
  }));

const extending = (procedure: Procedure): readonly Right[] =>
  procedure.extensions.map((rule, index) => ({
    ...{ path: ['extensions', index], what: `Granting more time on "${rule.clock}" as "${rule.approver}"` },
    alone: { ...procedure, extensions: [rule] },
    when: { ...rule.when, severities: rule.severities },
    use: (told) => {
      const clocks = told.clocks(rule.clock);
      if (clocks === undefined) return undefined;
      const [clock] = clocks;
      if (clock === undefined) return refuse('CLK-4', 'never-runs', `"${rule.clock}" does not run for them.`);
      const to = instantOf(millisOf(clock.dueAt as Instant) + DAY);
      return told.anybody('GrantExtension', { clock: clock.clock, to, reason: 'The part is late' });
    },
    shows: ({ type }) => type === 'ExtensionGranted',
  }));

const goingPast = (procedure: Procedure): readonly Right[] =>
  procedure.directRoutes.map((route, index) => ({
    ...{ path: ['directRoutes', index], what: `Going straight to "${route.to}"`, when: route.when },
    alone: { ...procedure, directRoutes: [route] },
    use: (told) =>
      told.anybody('EscalateToManager', {
        ...{ to: route.to, reason: 'authority', explanation: 'Above us', complainantTold: true },
      }),
    shows: ({ type, data }) => type === 'EscalatedToManager' && 'directRoute' in data,
  }));

const turningDown = (procedure: Procedure): readonly Right[] =>
  procedure.inadmissibleGrounds.map(({ id: ground }) => ({
    ...{ path: ['inadmissibleGrounds', ground], what: 'Turning a complaint down for this', when: {} },
    ...{ alone: procedure, shows: anyFact },
    use: (told) => told.anybody('DeclareInadmissible', { ground, method: 'phone' }),
  }));

const standingStill = (procedure: Procedure): readonly Right[] =>
  procedure.pauseReasons.map((reason, index) => ({
    ...{ path: ['pauseReasons', index], what: 'Letting the clocks stand still for this', when: {} },
    ...{ alone: procedure, shows: anyFact },
    use: (told) => told.anybody('PauseClocks', { reason, explanation: 'Waiting' }),
  }));

/** SOL-5: by the counter itself, and not as something that it asks for. */
function takingBack(procedure: Procedure): readonly Right[] {
  const rule = procedure.counterReturn;
  if (rule === undefined) return [];
  const goods = rule.goods.find(({ id }) => !rule.excludedGoods.includes(id))?.id;
  return [
    {
      ...{ path: ['counterReturn'], what: 'Taking goods back at the counter', alone: procedure, when: {} },
      use: (told) =>
        goods === undefined
          ? refuse('SOL-5', 'all-excluded', 'All goods that the file names are excluded.')
          : told.anybody('ReturnAtCounter', {
              ...{ how: 'return', goods, paid: told.money(1), soldOn: told.today },
              ...{ resellable: true, receipt: true },
            }),
      shows: ({ type }) => type === 'CompensationGranted',
    },
  ];
}
