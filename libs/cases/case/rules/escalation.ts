import { OVERSIGHT } from '#procedures';
import { isAboutTop, levelAbove, levelAbout, rankOf, type CaseContext } from '../context.ts';
import { isDesignated } from './judges.ts';
import { draft } from '../decision.ts';
import type { CaseEventDraft } from '../events.ts';
import type { EscalationReason } from '../events/fields.ts';
import type { CaseRecord } from '../state.ts';

type Standing = Pick<CaseRecord, 'level' | 'respondents' | 'receivedAt'>;

/**
 * The next level up; a level that is complained about is passed over, with those below it (INV-4). Above the highest level
 * stands whoever is designated for complaints about it; where nobody is, such a complaint goes to a peer. Undefined at the
 * top.
 */
export function nextLevel(state: Standing, context: CaseContext): string | undefined {
  const { procedure } = context;
  const about = levelAbout(state, context);
  const isAbove = about !== undefined && rankOf(procedure, about) > rankOf(procedure, state.level);
  const above = levelAbove(procedure, isAbove ? about : state.level);
  if (above !== undefined || state.level === OVERSIGHT) return above;
  if (isAboutTop(state, context) && isDesignated(context)) return OVERSIGHT;
  return isAbove ? about : undefined;
}

interface Why {
  readonly reason: EscalationReason;
  readonly explanation: string;
  /** The level that the procedure names; absent: one up. */
  readonly to?: string | undefined;
}

/** CLK-7, OUT-4: one level up without anybody asking, or up to the level that the procedure names; nothing at the top of the ladder. */
export function escalateAutomatically(
  { to: named, ...why }: Why,
  state: Standing,
  context: CaseContext,
): readonly CaseEventDraft[] {
  const next = nextLevel(state, context);
  if (next === undefined || (named !== undefined && !standsAbove(named, state.level, context))) return [];
  const to = named !== undefined && standsAbove(named, next, context) ? named : next;
  return [
    draft('EscalatedToManager', {
      from: state.level,
      to,
      ...why,
      complainantTold: false,
      automatic: true,
      ...(to !== next && { directRoute: 'CLK-7' }),
    }),
  ];
}

const standsAbove = (level: string, other: string, { procedure }: CaseContext): boolean =>
  rankOf(procedure, level) > rankOf(procedure, other);
