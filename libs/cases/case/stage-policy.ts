import { commandWord, refuse, type Admits, type Refusal } from '#event-sourcing';
import { FRONTLINE, type Milestone } from '#procedures';
import type { CaseRecord, CaseState } from './state.ts';

type Parts = Pick<
  CaseRecord,
  'category' | 'conclusion' | 'options' | 'resolved' | 'outcomeNotified' | 'ending' | 'archived' | 'level' | 'levelAwaited' | 'merging' | 'untellable'
>; // prettier-ignore

/** Something that a case has to be like for a command, and what a refusal says where it is not. */
interface PartRule {
  /** "While the case is …" */
  readonly says: string;
  readonly holds: (parts: Parts) => boolean;
  readonly otherwise: string;
  readonly remedy: string;
  /** Where another requirement than the life of a case asks for it. */
  readonly rule?: string;
  readonly code?: string;
}

const isOpen = ({ ending, archived }: Pick<Parts, 'ending' | 'archived'>): boolean =>
  ending === undefined && !archived;

const isOutcomeKnown = (parts: Parts): boolean =>
  (isOpen(parts) && parts.resolved) || (parts.ending === 'inadmissible' && !parts.archived);

/** LIF-1, LIF-2: what commands may ask of a case, each part for itself. */
const PARTS = {
  open: { says: 'open', holds: isOpen, otherwise: 'it is over', remedy: 'Reopen it first.' },
  ended: {
    says: 'over, not archived',
    holds: (parts) => parts.ending !== undefined && !parts.archived,
    otherwise: 'it is not over, or archived already',
    remedy: 'Close it first.',
  },
  notArchived: {
    says: 'not archived',
    holds: ({ archived }) => !archived,
    otherwise: 'it is archived',
    remedy: 'Reopen it first.',
  },
  notMerged: {
    says: 'not merged',
    holds: ({ ending }) => ending !== 'merged',
    otherwise: 'it was merged into another case',
    remedy: 'Take the merging back, or go on with the case that it was merged into.',
  },
  merged: {
    says: 'merged',
    holds: ({ ending }) => ending === 'merged',
    otherwise: 'it was not merged into another case',
    remedy: 'Reopen it, if it is over.',
  },
  notNew: {
    says: 'resolved or over',
    holds: ({ ending, resolved }) => ending !== undefined || resolved,
    otherwise: 'it is still being worked on',
    remedy: 'Nothing has to be reopened: go on with it.',
  },
  unresolved: {
    says: 'not resolved',
    holds: ({ resolved }) => !resolved,
    otherwise: 'it is resolved',
    remedy: 'Reopen it first.',
  },
  resolved: {
    says: 'resolved',
    holds: ({ resolved }) => resolved,
    otherwise: 'it is not resolved',
    remedy: 'Resolve it first.',
  },
  outcomeKnown: {
    says: 'resolved or inadmissible, not closed',
    holds: isOutcomeKnown,
    otherwise: 'it is neither resolved nor inadmissible, or over already',
    remedy: 'Resolve it first.',
  },
  outcomeToTell: {
    says: 'resolved, inadmissible or withdrawn, not closed',
    holds: (parts) => isOutcomeKnown(parts) || (parts.ending === 'withdrawn' && !parts.archived),
    otherwise: 'there is no outcome yet, or it is over already',
    remedy: 'Resolve it first.',
  },
  classified: {
    says: 'classified',
    holds: ({ category }) => category !== undefined,
    otherwise: 'it is not classified',
    remedy: 'Classify it first.',
  },
  unclassified: {
    says: 'not classified',
    holds: ({ category }) => category === undefined,
    otherwise: 'it is classified already',
    remedy: 'Dispatch it, or conclude and resolve it step by step.',
  },
  notConcluded: {
    says: 'neither investigated nor answered',
    holds: ({ conclusion, options }) =>
      conclusion === undefined && options.every(({ status }) => status === 'prepared'),
    otherwise: 'it was investigated or answered already',
    remedy: 'Resolve it on what was found.',
  },
  told: {
    says: 'with the outcome told',
    holds: ({ outcomeNotified }) => outcomeNotified,
    otherwise: 'the complainant has not been told the outcome',
    remedy: 'Tell the complainant the outcome first.',
  },
  untold: {
    says: 'with the outcome not told',
    holds: ({ outcomeNotified, untellable }) => !outcomeNotified && untellable === undefined,
    otherwise: 'the complainant has been told the outcome, or is on record as not to be reached',
    remedy: 'Nothing more has to be told.',
  },
  offer: {
    says: 'with an offer that waits for an answer',
    holds: ({ options }) => options.some(({ status }) => status === 'offered'),
    otherwise: 'no offer waits for an answer',
    remedy: 'Offer a solution first.',
  },
  escalation: {
    says: 'with an escalation that waits',
    holds: ({ level, levelAwaited }) => levelAwaited && level !== FRONTLINE,
    otherwise: 'no escalation is waiting for an answer',
    remedy: 'Decide on the matter itself.',
    ...{ rule: 'AUT-4', code: 'no-escalation-open' },
  },
} as const satisfies Record<string, PartRule>;

export type CasePart = keyof typeof PARTS;
export const CASE_PARTS = Object.keys(PARTS) as readonly CasePart[];

/** Work goes on until the case is resolved. */
export const WORKING: readonly CasePart[] = ['open', 'unresolved'];
export const CLASSIFIED: readonly CasePart[] = [...WORKING, 'classified'];
export const SETTLED: readonly CasePart[] = ['open', 'resolved'];
export const OPEN: readonly CasePart[] = ['open'];
export const ENDED: readonly CasePart[] = ['ended'];

/** Nothing more is done for anybody in a case that is over, until it is reopened. */
export const isOver = (parts: Pick<Parts, 'ending' | 'archived'>): boolean => !isOpen(parts);

/** What a fact rests on: nobody resolves before concluding, nor tells before resolving (LIF-5). */
export interface Ground {
  readonly milestone: Milestone;
  /** Of the refusal. */
  readonly code: string;
}

/** What a case has to be like for a command (LIF-1, LIF-2). */
export interface CaseWhen {
  /** All of these; `any`: also before the case is logged, the decision looks for itself. */
  readonly parts: readonly CasePart[] | 'any';
  readonly restsOn?: Ground;
}

/** A logged case of which all these parts are there. */
export const during = (
  parts: readonly CasePart[],
  more: Omit<CaseWhen, 'parts'> = {},
): CaseWhen & Admits<CaseRecord> => ({ parts, ...more });

/** Whatever there is, be it nothing: commands that begin a case, and timers. */
export const always: CaseWhen & Admits<CaseState> = { parts: 'any' };

export const partSaid = (part: CasePart): string => PARTS[part].says;

export const partHolds = (part: CasePart, state: CaseRecord): boolean => PARTS[part].holds(state);

/** Refuses a command that makes no sense as the case stands, and says what is missing. */
export function partMissing(command: string, { parts }: CaseWhen, state: CaseRecord): Refusal | undefined {
  if (parts === 'any') return undefined;
  const missing = parts.filter((part) => !partHolds(part, state));
  const [first] = missing;
  if (first === undefined) return beingMerged(command, state);
  const { otherwise, remedy, rule = 'LIF-1', code = 'wrong-stage' }: PartRule = PARTS[first];
  return refuse(rule, code, `${commandWord(command)} is not possible: ${otherwise}.`, {
    remedy,
    details: { stage: state.stage, missing },
  });
}

/** LIF-2: what the other case takes over has been said, so nothing may change it now. */
const beingMerged = (command: string, { merging }: CaseRecord): Refusal | undefined =>
  merging &&
  refuse(
    'LIF-2',
    'being-merged',
    `${commandWord(command)} is not possible: the case is being merged into ${merging.into}.`,
    {
      remedy: 'Wait until that is done or declined, which takes moments; then go on with the other case.',
      details: { into: merging.into },
    },
  );
