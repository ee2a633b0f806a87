import type { CaseCommand, CaseCommands, CaseCommandType } from '#cases';
import type { CommandActor } from '#event-sourcing';
import type { Cast } from './cast.ts';
import type { Matter } from './matters.ts';
import type { Chance } from './random.ts';

/** What has happened in the case so far: later steps refer to what earlier ones made. */
export type Seen = readonly { readonly type: string; readonly data: unknown }[];

/** Something that somebody does some minutes after the step before; nothing is done when `command` finds no reason. */
export interface Step {
  readonly after: number;
  /** Also chosen by what has happened: the level that was asked. */
  readonly by: CommandActor | ((seen: Seen) => CommandActor);
  command(seen: Seen): CaseCommand | undefined;
}

export const command = <Type extends CaseCommandType>(type: Type, data: CaseCommands[Type]): CaseCommand =>
  ({ type, data }) as CaseCommand;

export const step = <Type extends CaseCommandType>(
  after: number,
  by: Step['by'],
  type: Type,
  data: CaseCommands[Type],
): Step => ({
  after,
  by,
  command: () => command(type, data),
});

/** The newest event of a type, when there is one. */
export const last = (seen: Seen, type: string): Readonly<Record<string, unknown>> | undefined =>
  seen.findLast((event) => event.type === type)?.data as Readonly<Record<string, unknown>> | undefined;

/** A text of the newest event of a type; empty when there is none. */
export const fieldOf = (seen: Seen, type: string, field: string): string => {
  const value = last(seen, type)?.[field];
  return typeof value === 'string' ? value : '';
};

export const DAY = 24 * 60;

export interface Plot {
  readonly cast: Cast;
  readonly matter: Matter;
  readonly luck: Chance;
  readonly receiver: CommandActor;
  readonly investigator: CommandActor;
}

export const isSmall = ({ small }: Cast, { severity, money = 0 }: Matter): boolean =>
  severity === small && money === 0;

/** Whoever has to approve such a plan does, where somebody has to (AUT-5). */
export const approval = ({ cast, luck, matter: { severity } }: Plot): readonly Step[] => {
  const rank = cast.approved[severity];
  return rank === undefined ? [] : [step(luck.delay(120), cast.managers[rank], 'ApprovePlan', {})];
};

/** Whoever decides on the matter: its level, or the one that was asked above it (AUT-3, AUT-4, AUT-6). */
export const decider =
  ({ cast, matter }: Plot): ((seen: Seen) => CommandActor) =>
  (seen) => {
    const rank = Math.max(matter.decidedBy, levelReached(cast, seen));
    return cast.managers[rank] ?? cast.managers[2];
  };

/** Rank of the level that was asked last; −1 when none was. */
const levelReached = ({ managers }: Cast, seen: Seen): number => {
  const to = fieldOf(seen, 'EscalatedToManager', 'to');
  return managers.findIndex(({ role }) => role === to);
};

const ANSWERS: ReadonlySet<string> = new Set([
  ...['EscalationDecided', 'EscalationReturned', 'CaseResolved', 'CaseWithdrawn', 'CaseDeclaredInadmissible'],
]);

/** A level was asked, and has not answered since, be it by the case having been settled. */
export const isAsked = (seen: Seen): boolean =>
  seen.findLast(({ type }) => ANSWERS.has(type) || type === 'EscalatedToManager')?.type ===
  'EscalatedToManager';
