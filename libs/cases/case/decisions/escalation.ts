import { refuse, type Refusal } from '#event-sourcing';
import { directRoutes, FRONTLINE } from '#procedures';
import {
  conflictOfInterest,
  levelAbove,
  matterOf,
  needsLevel,
  rankOf,
  type CaseContext,
} from '../context.ts';
import type { CaseEventDraft } from '../events.ts';
import type { EscalationReason } from '../events/fields.ts';
import type { Respondent } from '../events/intake.ts';
import type { CaseRecord } from '../state.ts';
import { draft, firstOf, type Decide } from './decision.ts';

type Standing = Pick<CaseRecord, 'level'> & { readonly respondent?: Respondent | undefined };

/**
 * The next level up; a level that is complained about is passed over, with those below it (INV-4). Nobody stands above
 * the highest level, so a complaint about somebody there goes to a peer. Undefined at the top.
 */
function nextLevel(state: Standing, { procedure }: CaseContext): string | undefined {
  const about = state.respondent?.level;
  if (about === undefined || rankOf(procedure, about) <= rankOf(procedure, state.level))
    return levelAbove(procedure, state.level);
  return levelAbove(procedure, about) ?? about;
}

const topOfLadder = (state: CaseRecord): Refusal =>
  refuse('AUT-1', 'top-of-ladder', `The case is already with the highest level, "${state.level}".`, {
    remedy: 'That level has to decide.',
  });

/** AUT-1: one level at a time, except by a direct route of the procedure. */
export const escalateToManager: Decide<'EscalateToManager'> = (data, state, context) => {
  const next = nextLevel(state, context);
  const to = data.to ?? next;
  if (next === undefined || to === undefined) return topOfLadder(state);
  const refusal = unfitLevel(to, next, state, context);
  if (refusal) return refusal;
  const route = to === next ? undefined : directRoute(to, data.reason, state, context);
  if (to !== next && !route)
    return refuse('AUT-1', 'no-skipping', `Escalation goes one level at a time: the next one is "${next}".`, {
      remedy: `Escalate to "${next}" first.`,
    });
  const { reason, explanation, complainantTold } = data;
  const facts = { from: state.level, to, reason, explanation, complainantTold, automatic: false };
  return [draft('EscalatedToManager', { ...facts, ...(route && { directRoute: route.rule }) })];
};

function unfitLevel(
  to: string,
  next: string,
  { level, respondent }: CaseRecord,
  { procedure }: CaseContext,
): Refusal | undefined {
  const levels = procedure.ladder.map(({ id }) => id);
  if (!levels.includes(to))
    return refuse('AUT-1', 'unknown-level', `The procedure has no level "${to}".`, { details: { levels } });
  if (rankOf(procedure, to) <= rankOf(procedure, level))
    return refuse('AUT-1', 'not-above', `The case is with "${level}"; "${to}" is not above it.`);
  if (to !== respondent?.level || to === next) return undefined;
  return refuse('INV-4', 'respondent-not-below', `The complaint is about the level "${to}".`, {
    remedy: `Escalate to "${next}".`,
  });
}

const directRoute = (to: string, reason: EscalationReason, state: CaseRecord, { procedure }: CaseContext) => {
  const insists = state.complainantInsists || reason === 'complainantInsists';
  const matter = matterOf(state, {
    complainantInsists: insists,
    unsettledBelow: reason === 'unresolved' || reason === 'unsatisfied',
  });
  return directRoutes(procedure, matter).find((route) => route.to === to);
};

/** CLK-7, OUT-4: one level up without anybody asking; nothing at the top of the ladder. */
export function escalateAutomatically(
  reason: EscalationReason,
  explanation: string,
  state: Standing,
  context: CaseContext,
): readonly CaseEventDraft[] {
  const to = nextLevel(state, context);
  if (to === undefined) return [];
  return [
    draft('EscalatedToManager', {
      from: state.level,
      to,
      reason,
      explanation,
      complainantTold: false,
      automatic: true,
    }),
  ];
}

function levelMustAnswer(state: CaseRecord, context: CaseContext, what: string): Refusal | undefined {
  if (!state.levelAwaited || state.level === FRONTLINE)
    return refuse('AUT-4', 'no-escalation-open', 'No escalation of this case is waiting for an answer.');
  return needsLevel(context, state.level, 'AUT-4', what) ?? conflictOfInterest(state, context);
}

/** AUT-4 */
export const decideEscalation: Decide<'DecideEscalation'> = (data, state, context) =>
  levelMustAnswer(state, context, 'Deciding on the escalation') ?? [
    draft('EscalationDecided', { ...data, level: state.level }),
  ];

/** AUT-4: back to the level below, with instruction; never to the one complained about (INV-4). */
export const returnEscalation: Decide<'ReturnEscalation'> = (data, state, context) => {
  const { procedure } = context;
  const to = procedure.ladder[rankOf(procedure, state.level) - 1]?.id ?? FRONTLINE;
  const refusal = firstOf(
    levelMustAnswer(state, context, 'Returning the escalation'),
    returnedToRespondent(to, state, context),
  );
  return refusal ?? [draft('EscalationReturned', { ...data, from: state.level, to })];
};

function returnedToRespondent(
  to: string,
  { respondent }: CaseRecord,
  context: CaseContext,
): Refusal | undefined {
  const about = respondent?.level;
  if (about === undefined || rankOf(context.procedure, about) < rankOf(context.procedure, to))
    return undefined;
  return refuse('INV-4', 'respondent-not-below', `The complaint is about the level "${about}".`, {
    remedy: 'Decide on the escalation yourself.',
  });
}
