import type { CommandActor, Instant, Refusal, Stamp } from '#event-sourcing';
import { refuse } from '#event-sourcing';
import {
  FRONTLINE,
  highestLevelOf,
  levelRank,
  requiredLevel,
  severityRank,
  type Matter,
  type Procedure,
} from '#procedures';
import type { CaseRecord } from './state.ts';

/** Everything that a decision may know beside command and state; comes from outside, so that deciding stays pure (D1). */
export interface CaseContext {
  /** The case itself, where the caller knows it: a case is neither merged into nor linked with itself (LIF-2). */
  readonly caseId?: string;
  readonly now: Instant;
  /** When the command's facts happened; clocks count from it (LIF-5). */
  readonly happenedAt: Instant;
  readonly actor: CommandActor;
  readonly procedure: Procedure;
  /** What the resulting events will be stamped with; the clock keeper folds them before they are recorded. */
  readonly stamp: Stamp;
  /** Earlier cases of the same complainant, looked up by the caller (INT-10). */
  readonly candidates: readonly string[];
}

/** The highest ladder level whose role the actor holds, or the front line. */
export const levelOf = (context: CaseContext): string =>
  highestLevelOf(context.procedure, context.actor.roles) ?? FRONTLINE;

/** Position on the ladder; the front line is −1. */
export const rankOf = (procedure: Procedure, level: string): number =>
  level === FRONTLINE ? -1 : levelRank(procedure, level);

/** What authority and clock conditions look at. */
export const matterOf = (state: CaseRecord, more: Partial<Matter> = {}): Matter => ({
  flags: state.flags,
  channel: state.channel,
  contactKind: state.contactKind,
  complainantInsists: state.complainantInsists,
  ...(state.category && { category: state.category }),
  ...(state.severity && { severity: state.severity }),
  ...(state.retail?.goodsValue && { goodsValue: state.retail.goodsValue.minor }),
  ...(state.respondent?.level && { respondentLevel: state.respondent.level }),
  ...more,
});

/** Refuses unless the actor stands at the level or above. */
export function needsLevel(
  context: CaseContext,
  level: string,
  rule: string,
  what: string,
): Refusal | undefined {
  if (rankOf(context.procedure, levelOf(context)) >= rankOf(context.procedure, level)) return undefined;
  return refuse(rule, 'not-authorised', `${what} needs the level "${level}".`, {
    remedy: `Ask somebody with the role "${level}" or above.`,
    details: { neededLevel: level, actingLevel: levelOf(context) },
  });
}

/** AUT-3, AUT-6, SOL-4: who takes a matter away from a level has to hold that level; keeping or raising it is free. */
export function takesAuthorityAway(
  before: CaseRecord,
  after: CaseRecord,
  context: CaseContext,
): Refusal | undefined {
  const { procedure } = context;
  const needed = requiredLevel(procedure, matterOf(before))?.level;
  if (needed === undefined) return undefined;
  const left = requiredLevel(procedure, matterOf(after))?.level ?? FRONTLINE;
  return rankOf(procedure, needed) > rankOf(procedure, left)
    ? needsLevel(context, needed, 'AUT-3', 'Taking this matter away from the level that decides on it')
    : undefined;
}

/** One person, however the id was typed. */
export const isSameStaff = (left: string | undefined, right: string | undefined): boolean =>
  left !== undefined && right !== undefined && plainId(left) === plainId(right);

const plainId = (staffId: string): string => staffId.normalize('NFKC').trim();

/** LIF-2: a case is neither merged into nor linked with itself. */
export const sameCase = (other: string, { caseId }: CaseContext): Refusal | undefined =>
  caseId?.toUpperCase() === other.trim().toUpperCase()
    ? refuse('LIF-2', 'same-case', 'This is the case itself.', {
        remedy: 'Give the number of the other case.',
      })
    : undefined;

/** INV-4: refuses whoever is the one complained about. */
export const aboutThemselves = (
  respondent: CaseRecord['respondent'],
  { actor }: CaseContext,
): Refusal | undefined =>
  isSameStaff(respondent?.staffId, actor.id)
    ? refuse(
        'INV-4',
        'conflict-of-interest',
        'You are the one complained about, so somebody else has to do this.',
        { remedy: 'Hand the case to a colleague or to your manager.' },
      )
    : undefined;

/** INV-4: nobody judges a complaint about themselves, and one about a supervisor goes above that supervisor. */
export function conflictOfInterest(state: CaseRecord, context: CaseContext): Refusal | undefined {
  const { respondent } = state;
  const conflict = aboutThemselves(respondent, context);
  if (conflict) return conflict;
  if (respondent?.level === undefined) return undefined;
  if (rankOf(context.procedure, levelOf(context)) > rankOf(context.procedure, respondent.level))
    return undefined;
  if (isTop(context.procedure, respondent.level) && levelOf(context) === respondent.level) return undefined;
  return refuse(
    'INV-4',
    'respondent-not-below',
    `The complaint is about the level "${respondent.level}"; it needs somebody above it.`,
    {
      remedy: `Escalate the case above "${respondent.level}".`,
      details: { respondentLevel: respondent.level },
    },
  );
}

const isTop = (procedure: Procedure, level: string): boolean =>
  levelRank(procedure, level) === procedure.ladder.length - 1;

export const highestSeverity = (procedure: Procedure): string => procedure.severities.at(-1)?.id ?? '';

/** The next more serious one, or undefined at the top. */
export const severityAbove = (procedure: Procedure, severity: string): string | undefined =>
  procedure.severities[severityRank(procedure, severity) + 1]?.id;

export const levelAbove = (procedure: Procedure, level: string): string | undefined =>
  procedure.ladder[rankOf(procedure, level) + 1]?.id;
