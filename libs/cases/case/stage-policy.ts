import { refuse, type Admits, type Refusal } from '#event-sourcing';
import type { Milestone } from '#procedures';
import type { CaseRecord, CaseState, Stage } from './state.ts';

export const WORKING: readonly Stage[] = [
  'received', 'classified', 'dispatched', 'investigated', 'solutionOffered', 'solutionRejected', 'accepted', 'implemented',
]; // prettier-ignore
export const CLASSIFIED: readonly Stage[] = WORKING.filter((stage) => stage !== 'received');
export const SETTLED: readonly Stage[] = ['resolved', 'outcomeNotified', 'followedUp'];
export const OPEN: readonly Stage[] = [...WORKING, ...SETTLED];
export const ENDED: readonly Stage[] = ['inadmissible', 'withdrawn', 'merged', 'closed'];

/** Nothing more is owed to anybody at these stages. */
export const isOver = (stage: Stage): boolean => stage === 'archived' || ENDED.includes(stage);

/** What a fact rests on: nobody resolves before concluding, nor tells before resolving (LIF-5). */
export interface Ground {
  readonly milestone: Milestone;
  /** Of the refusal. */
  readonly code: string;
}

/** What a case has to be like for a command (LIF-1, LIF-2). */
export interface CaseWhen {
  /** `any`: also before the case is logged; the decision looks for itself. */
  readonly stages: readonly Stage[] | 'any';
  readonly restsOn?: Ground;
  /** A part of the case that has to be there. */
  readonly part?: 'openEscalation';
}

/** A logged case at one of these stages. */
export const during = (
  stages: readonly Stage[],
  more: Omit<CaseWhen, 'stages'> = {},
): CaseWhen & Admits<CaseRecord> => ({ stages, ...more });

/** Whatever there is, be it nothing: commands that begin a case, and timers. */
export const always: CaseWhen & Admits<CaseState> = { stages: 'any' };

/** Refuses a command that makes no sense at the case's stage, and says where it would. */
export function wrongStage(command: string, { stages }: CaseWhen, stage: Stage): Refusal | undefined {
  if (stages === 'any' || stages.includes(stage)) return undefined;
  return refuse('LIF-1', 'wrong-stage', `${command} is not possible while the case is ${stage}.`, {
    details: { stage, possibleIn: stages },
  });
}
