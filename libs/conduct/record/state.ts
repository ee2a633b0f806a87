import { actingIn, type Instant } from '#event-sourcing';
import type { ConductEvent, ConductEventData } from './events.ts';

/** Who decided or reported, for themselves or in somebody's place, in which capacity. */
export interface By {
  readonly people: readonly string[];
  readonly role: string;
}

/** A confirmed complaint, or a violation that somebody has reported. */
export interface Entry {
  readonly entry: string;
  readonly case?: string;
  /** Of a complaint: which finding of the case. */
  readonly count?: string;
  readonly on?: string;
  readonly violation?: ConductEventData<'ViolationReported'>['violation'];
  readonly account?: string;
  /** `struck`: an appeal was upheld. Only what stands counts, until it is forgotten. */
  readonly status: 'reported' | 'standing' | 'dismissed' | 'takenBack' | 'struck';
  readonly at: Instant;
  /** Whoever reported it. */
  readonly reportedBy?: By;
  readonly decidedBy?: By;
  readonly forgottenOn?: string;
}

/** A step that was proposed, and what became of it. */
export interface Proposal extends ConductEventData<'StepProposed'> {
  readonly status: 'open' | 'imposed' | 'waived' | 'lapsed' | 'lifted';
  readonly at: Instant;
  readonly decidedBy?: By;
  readonly reason?: string;
  readonly forgottenOn?: string;
}

export interface Appeal extends ConductEventData<'AppealLodged'> {
  readonly status: 'open' | 'upheld' | 'dismissed';
  readonly at: Instant;
  readonly decidedBy?: By;
  readonly reason?: string;
}

export interface ConductState {
  readonly entries: readonly Entry[];
  readonly proposals: readonly Proposal[];
  readonly appeals: readonly Appeal[];
}

export const blankRecord: ConductState = { entries: [], proposals: [], appeals: [] };

/** The fold of a record: total, pure, never throws; unknown events leave it as it is. */
export const evolve = (state: ConductState, event: ConductEvent): ConductState => ({
  entries: entriesAfter(state, event),
  proposals: proposalsAfter(state, event),
  appeals: appealsAfter(state, event),
});

const byOf = ({ metadata: { actor } }: ConductEvent): By => ({ people: actingIn(actor), role: actor.role });

function entriesAfter(state: ConductState, event: ConductEvent): readonly Entry[] {
  const { entries } = state;
  const { recordedAt: at } = event.metadata;
  const by = byOf(event);
  const changed = (entry: string | undefined, change: Partial<Entry>): readonly Entry[] =>
    entries.map((each) => (each.entry === entry ? { ...each, ...change } : each));
  switch (event.type) {
    case 'ComplaintCounted':
      return [...entries, { ...event.data, status: arrivingAs(state, event.data.case), at }];
    case 'ComplaintTakenBack':
      return changed(event.data.entry, { status: 'takenBack' });
    case 'ViolationReported':
      return [...entries, { ...event.data, status: 'reported', at, reportedBy: by }];
    case 'ViolationConfirmed':
      return changed(event.data.entry, {
        ...{ status: 'standing', decidedBy: by, forgottenOn: event.data.forgottenOn },
      });
    case 'ViolationDismissed':
      return changed(event.data.entry, {
        ...{ status: 'dismissed', decidedBy: by, forgottenOn: event.data.forgottenOn },
      });
    case 'AppealUpheld':
      return changed(againstWhat(state, event.data.appeal), { status: 'struck' });
    default:
      return entries;
  }
}

/** CON-4: a complaint that was struck stays so, however often its case is counted anew. */
const arrivingAs = ({ entries }: ConductState, caseId: string): Entry['status'] =>
  entries.some((each) => isComplaint(each) && each.case === caseId && each.status === 'struck')
    ? 'struck'
    : 'standing';

/** Not what somebody has reported. */
export const isComplaint = ({ count }: Entry): boolean => count !== undefined;

const againstWhat = ({ appeals }: ConductState, appeal: string): string | undefined =>
  appeals.find((each) => each.appeal === appeal)?.against;

function proposalsAfter(state: ConductState, event: ConductEvent): readonly Proposal[] {
  const { proposals } = state;
  const by = byOf(event);
  const changed = (proposal: string | undefined, change: Partial<Proposal>): readonly Proposal[] =>
    proposals.map((each) => (each.proposal === proposal ? { ...each, ...change } : each));
  switch (event.type) {
    case 'StepProposed':
      return [...proposals, { ...event.data, status: 'open', at: event.metadata.recordedAt }];
    case 'ProposalLapsed':
      return changed(event.data.proposal, { status: 'lapsed' });
    case 'StepImposed':
      return changed(event.data.proposal, { ...event.data, status: 'imposed', decidedBy: by });
    case 'StepWaived':
      return changed(event.data.proposal, { ...event.data, status: 'waived', decidedBy: by });
    case 'StepLifted':
      return changed(event.data.proposal, { status: 'lifted' });
    case 'AppealUpheld':
      return changed(againstWhat(state, event.data.appeal), { status: 'lifted' });
    default:
      return proposals;
  }
}

function appealsAfter({ appeals }: ConductState, event: ConductEvent): readonly Appeal[] {
  switch (event.type) {
    case 'AppealLodged':
      return [...appeals, { ...event.data, status: 'open', at: event.metadata.recordedAt }];
    case 'AppealUpheld':
    case 'AppealDismissed': {
      const { appeal, reason } = event.data;
      const status = event.type === 'AppealUpheld' ? 'upheld' : 'dismissed';
      return appeals.map((each) =>
        each.appeal === appeal ? { ...each, status, reason, decidedBy: byOf(event) } : each,
      );
    }
    default:
      return appeals;
  }
}

/** Not taken back, struck or forgotten. `today`: in the time zone of the procedure. */
export const stands = ({ status, forgottenOn = '' }: Entry, today: string): boolean =>
  status === 'standing' && today < forgottenOn;

export const pointsOf = ({ entries }: ConductState, today: string): number =>
  entries.reduce((sum, each) => sum + (stands(each, today) ? (each.violation?.points ?? 0) : 0), 0);
