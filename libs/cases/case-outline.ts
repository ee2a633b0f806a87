import type { HappenedAt } from '#event-sourcing';
import { noClocks } from './case/evolve-clocks.ts';
import { evolve, noCase, untouched } from './case/evolve.ts';
import type { CaseEvent } from './case/events.ts';
import type { Respondent } from './case/events/intake.ts';
import type { Channel, ContactKind, Flag } from './case/events/fields.ts';
import type { CaseRemedy } from './case/remedies/remedy.ts';
import type { CaseParts, CaseRecord, CaseState, Dispatch, OptionStatus, Stage } from './case/state.ts';

/** What lists and reports show of a case: how it is handled, and nothing about the complainant's person. */
export interface CaseOutline {
  readonly caseId: string;
  /** Id of the procedure. */
  readonly procedure: string;
  readonly procedureVersion: number;
  readonly stage: Stage;
  /** What the stage follows from, beside category and dispatches. */
  readonly parts: OutlineParts;
  readonly channel: Channel;
  /** Absent while the contact was abandoned and nobody knows yet what it is about (INT-8). */
  readonly contactKind?: ContactKind;
  /** A day when no time is known; absent when not even that is. */
  readonly receivedAt?: HappenedAt;
  /** `group/leaf`. */
  readonly category?: string;
  readonly severity?: string;
  readonly owner?: string;
  /** Since when, as far as known: what is told later about a time before changes no owner (LIF-5). */
  readonly ownedSince?: string;
  readonly department?: string;
  /** Where it belongs (AUT-1). */
  readonly site?: string;
  /** Everybody complained about, without their names: who may find the case in a list hangs on it (INV-4). */
  readonly respondents: readonly {
    readonly kind: Respondent['kind'];
    readonly staffId?: string;
    readonly of?: string;
  }[];
  readonly level: string;
  /** The level's answer is awaited (AUT-4). */
  readonly levelAwaited?: true;
  readonly flags: readonly Flag[];
  readonly dispatches: readonly Dispatch[];
  readonly reopened: number;
  /** More time that was asked for (CLK-4). */
  readonly extensionsAsked?: CaseRecord['extensionsAsked'];
  /** The terms of its settlement are told in the case alone (SOL-7). */
  readonly confidentialFrom?: string;
  /** All that was asked for, offered, granted and given (SOL-3). */
  readonly remedies: readonly CaseRemedy[];
}

type OutlineParts = Pick<
  CaseParts,
  'resolved' | 'outcomeNotified' | 'ending' | 'archived' | 'takenOver' | 'regulators' | 'contact'
> & {
  readonly concluded: boolean;
  readonly followedUp: boolean;
  readonly options: readonly { readonly option: string; readonly status: OptionStatus }[];
};

/**
 * The outline after an event. The decisions' own fold does the work, on a case of which only the outline is known: so
 * a list never disagrees with the case itself, and no personal data is kept.
 */
export function evolveOutline(
  outline: CaseOutline | undefined,
  event: CaseEvent,
  caseId: string,
): CaseOutline | undefined {
  const state = evolve(outline === undefined ? noCase : stateOf(outline), event);
  if (state.status === 'none') return undefined;
  if (state.status === 'awaitingCallback') return awaitingCallback(caseId, state, outline, event);
  const { procedure, stage, channel, contactKind, level, flags, dispatches, reopened, remedies } = state;
  const { receivedAt, category, severity, department, site } = state;
  return {
    ...{ caseId, procedure: procedure.id, procedureVersion: procedure.version },
    ...{ stage, parts: partsOf(state), channel, contactKind, level, flags, dispatches, reopened, remedies },
    respondents: state.respondents.map(({ kind, staffId, of }) => ({
      kind,
      ...(staffId && { staffId }),
      ...(of && { of }),
    })),
    ...(state.levelAwaited && { levelAwaited: true }),
    ...(state.extensionsAsked && { extensionsAsked: state.extensionsAsked }),
    ...(site && { site }),
    ...termsKept(state),
    ...(receivedAt && { receivedAt }),
    ...(category && { category }),
    ...(severity && { severity }),
    ...ownerOf(state),
    ...(department && { department }),
  };
}

const termsKept = ({
  confidentialFrom,
}: Pick<CaseOutline, 'confidentialFrom'>): Pick<CaseOutline, 'confidentialFrom'> =>
  confidentialFrom === undefined ? {} : { confidentialFrom };

const ownerOf = ({ owner, clocks }: CaseRecord): Pick<CaseOutline, 'owner' | 'ownedSince'> => {
  const since = clocks.standing.flatMap((each) => (each.owner === undefined ? [] : [each.at])).sort();
  const ownedSince = since.at(-1);
  return { ...(owner && { owner }), ...(ownedSince && { ownedSince }) };
};

const partsOf = (state: CaseRecord): OutlineParts => ({
  concluded: state.conclusion !== undefined,
  options: state.options.map(({ option, status }) => ({ option, status })),
  resolved: state.resolved,
  outcomeNotified: state.outcomeNotified,
  followedUp: state.followUps.some(({ reached }) => reached),
  ...(state.ending && { ending: state.ending }),
  archived: state.archived,
  takenOver: state.takenOver,
  ...(state.contact && { contact: state.contact }),
  regulators: state.regulators,
});

function awaitingCallback(
  caseId: string,
  { procedure, stage, channel }: Exclude<CaseState, CaseRecord | { status: 'none' }>,
  before: CaseOutline | undefined,
  event: CaseEvent,
): CaseOutline {
  const receivedAt = before === undefined ? event.metadata.happenedAt : before.receivedAt;
  const { level, flags, dispatches, reopened, remedies } = blank;
  return {
    ...{ caseId, procedure: procedure.id, procedureVersion: procedure.version, stage, channel },
    parts: partsOf(blank),
    respondents: [],
    ...{ level, flags, dispatches, reopened, remedies },
    ...(receivedAt && { receivedAt }),
  };
}

function stateOf(outline: CaseOutline): CaseState {
  const { stage, channel, contactKind, level, flags, dispatches, reopened, remedies } = outline;
  const { receivedAt, category, severity, owner, department, site } = outline;
  const procedure = { id: outline.procedure, version: outline.procedureVersion };
  if (contactKind === undefined && (stage === 'awaitingCallback' || stage === 'closed'))
    return { status: 'awaitingCallback', procedure, stage, channel, contact: NOT_CALLED, clocks: noClocks };
  return {
    ...blank,
    ...{ procedure, stage, channel, level, flags, dispatches, reopened, remedies },
    ...stageParts(outline.parts),
    respondents: outline.respondents,
    levelAwaited: outline.levelAwaited === true,
    ...(outline.extensionsAsked && { extensionsAsked: outline.extensionsAsked }),
    ...(site && { site }),
    ...termsKept(outline),
    ...(contactKind && { contactKind }),
    ...(receivedAt && { receivedAt }),
    ...(category && { category }),
    ...(severity && { severity }),
    ...(owner && { owner, clocks: ownedSinceThen(outline.ownedSince, owner) }),
    ...(department && { department }),
  };
}

const ownedSinceThen = (at: string | undefined, owner: string): CaseRecord['clocks'] =>
  at === undefined ? noClocks : { ...noClocks, standing: [{ at, owner }] };

const stageParts = ({ concluded, followedUp, options, ...parts }: OutlineParts): Partial<CaseRecord> => ({
  ...parts,
  options: options.map((option) => ({ ...option, description: '' })),
  ...(concluded && { conclusion: unknownConclusion }),
  followUps: followedUp ? [{ reached: true }] : [],
});

const unknownConclusion = { outcome: '', responsibility: '', rootCause: '' };

/** How often a contact was called back is no part of the outline. */
const NOT_CALLED = { tried: [], reached: false };

/** Stands in for everything that the outline leaves out. */
const blank: CaseRecord = {
  status: 'logged',
  procedure: { id: '', version: 1 },
  stage: 'received',
  contactKind: 'complaint',
  channel: 'import',
  complainant: { kind: 'individual', anonymous: true },
  respondents: [],
  description: '',
  receivedBy: '',
  imported: false,
  ...untouched,
  clocks: noClocks,
};
