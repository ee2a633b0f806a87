import type { Actor } from '#event-sourcing';
import type { Organisation } from '#organisation';
import type { Procedure } from '#procedures';
import {
  awaitedLevel,
  decisionFor,
  FOR_MONEY,
  higherNeed,
  matterNeed,
  type Need,
} from '../case/authority.ts';
import { reaches, type Moment } from '../case/context.ts';
import type { CaseEventType } from '../case/events.ts';
import { momentOf } from '../case/milestones.ts';
import { COUNTER_RULE, totalOf, type Authority } from '../case/remedies/remedy.ts';
import { levelOrFirst } from '../case/rules/levels.ts';
import { sumNeed } from '../case/rules/promises.ts';
import type { CaseRecord, DecidedOn, DecisionOnRecord } from '../case/state.ts';
import { authorityIn } from '../how-known/authority-in.ts';
import type { Step } from './steps.ts';

/**
 * `inPerson`: whoever decided held it; `byDecision`: somebody who held it had decided before; `byRule`: the procedure leaves
 * it to whoever did it; `lacking`: nobody who held it is on record.
 */
export const COVERED = ['inPerson', 'byDecision', 'byRule', 'lacking'] as const;

/** One decision of a case: whose authority it needed, and whose it had (AUT-3, AUT-6, SOL-4). */
export interface JudgedDecision {
  /** Revision of the event. */
  readonly event: string;
  readonly type: CaseEventType;
  readonly on: DecidedOn;
  /** Absent where it needed none. */
  readonly needed?: Pick<Need, 'level' | 'rule' | 'because'>;
  readonly had: { readonly levels: readonly string[]; readonly by: Actor };
  /** As it was decided with, where there was money in it (D13). */
  readonly authority?: Authority;
  readonly covered: (typeof COVERED)[number];
  /** Revision of the decision that covers it. */
  readonly coveredBy?: string;
}

interface World {
  readonly procedure: Procedure;
  readonly organisation: Organisation;
}

/** Every decision that the fold keeps, in the order of the history. */
export function judgedDecisions(steps: readonly Step[], world: World): readonly JudgedDecision[] {
  const madeBy = new Map<DecisionOnRecord, string>();
  return steps.flatMap((step) => {
    const { before, after, event } = step;
    if (before.status !== 'logged' || after.status !== 'logged') return [];
    const made = after.decisions.filter((each) => !before.decisions.includes(each));
    const judged = made.map((decision) => judge(decision, { ...step, before, after }, madeBy, world));
    for (const decision of made) madeBy.set(decision, event.revision.toString());
    return judged;
  });
}

interface Decided extends Step {
  readonly before: CaseRecord;
  readonly after: CaseRecord;
}

function judge(
  { on, levels }: DecisionOnRecord,
  decided: Decided,
  madeBy: ReadonlyMap<DecisionOnRecord, string>,
  world: World,
): JudgedDecision {
  const { event } = decided;
  const authority = authorityIn(event);
  const need = neededFor(on, decided, world);
  return {
    ...{ event: event.revision.toString(), type: event.type, on },
    ...(need !== undefined && { needed: { level: need.level, rule: need.rule, ...because(need) } }),
    had: { levels: [...new Set(levels)], by: event.metadata.actor },
    ...(authority !== undefined && { authority }),
    ...coverOf(need, levels, { decided, madeBy, world }),
  };
}

const because = ({ because: row }: Need): Pick<Need, 'because'> =>
  row === undefined ? {} : { because: row };

interface Judging {
  readonly decided: Decided;
  readonly madeBy: ReadonlyMap<DecisionOnRecord, string>;
  readonly world: World;
}

function coverOf(
  need: Need | undefined,
  levels: readonly string[],
  { decided, madeBy, world: { procedure } }: Judging,
): Pick<JudgedDecision, 'covered' | 'coveredBy'> {
  if (need === undefined || leftByRule(decided)) return { covered: 'byRule' };
  if (levels.some((each) => reaches(procedure, each, need.level))) return { covered: 'inPerson' };
  const earlier = decisionFor(need, decided.before, { procedure });
  const coveredBy = earlier && madeBy.get(earlier);
  return coveredBy === undefined ? { covered: 'lacking' } : { covered: 'byDecision', coveredBy };
}

/** SOL-5, LIF-1, SOL-8: what the procedure leaves to the counter, to the first contact, or to somebody's budget. */
function leftByRule({ event, after: { imported } }: Decided): boolean {
  if (imported || authorityIn(event)?.rule === COUNTER_RULE) return true;
  return event.type === 'CaseResolved' && event.data.settledAtOnce;
}

/** By the rules by which the command was judged; undefined: it judged nothing. */
function neededFor(on: DecidedOn, decided: Decided, world: World): Need | undefined {
  const { before, after, event } = decided;
  const at = momentOf(event);
  const moment: Moment = { ...world, now: event.metadata.recordedAt, happenedAt: at };
  switch (on) {
    case 'matter':
      return matterOrAsked(decided, moment);
    case 'invalid':
    case 'inadmissible': {
      const need = matterNeed(before, moment);
      return { ...need, ...levelOrFirst(need.level, moment) };
    }
    case 'plan':
      return event.type === 'PlanApproved'
        ? { level: event.data.level, rule: 'AUT-5', doing: 'Approving the plan' }
        : undefined;
    case 'offer':
    case 'grant': {
      if (authorityIn(event) === undefined) return undefined;
      const total = totalOf(after.remedies);
      const needs = [sumNeed(total, moment), matterNeed(before, moment, total)] as const;
      return { ...higherNeed(needs, moment), coveredBy: FOR_MONEY };
    }
  }
}

/** AUT-4: what a level was asked is for that level, and its answer is for nobody else. */
function matterOrAsked({ before, event }: Decided, moment: Moment): Need {
  const need = matterNeed(before, moment);
  const level = awaitedLevel(before);
  if (level === undefined) return need;
  const asked: Need = { level, rule: 'AUT-4', doing: 'Answering the escalation' };
  return event.type === 'EscalationDecided' ? asked : higherNeed([need, asked], moment);
}
