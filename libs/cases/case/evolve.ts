import { isErasing } from '#event-sourcing';
import { evolveErased } from './erased.ts';
import type { CaseEvent } from './events.ts';
import { evolveClocks, noClocks } from './evolve-clocks.ts';
import { evolveBudget } from './evolve-budget.ts';
import { evolveConduct } from './evolve-conduct.ts';
import { evolveCourse } from './evolve-course.ts';
import { calledBack, evolveHandling, NOT_CALLED } from './evolve-handling.ts';
import { evolveMerging } from './evolve-merging.ts';
import { evolveSolution } from './evolve-solution.ts';
import type { Evolvers } from './evolvers.ts';
import { withPart } from './involved.ts';
import { changesRemedies, evolveRemedies } from './remedies/evolve-remedies.ts';
import { NOBODY_TRIED, reopened } from './reopened.ts';
import { passedOnBy, regulatorsIn } from './rules/regulators.ts';
import { stageOf } from './stage.ts';
import type { CaseParts, CaseRecord, CaseState } from './state.ts';

export const noCase: CaseState = { status: 'none' };

const evolvers: Evolvers = {
  ...evolveHandling,
  ...evolveCourse,
  ...evolveSolution,
  ...evolveBudget,
  ...evolveConduct,
  ...evolveMerging,
  CaseReopened: (state) => reopened(state),
  CaseMovedToVersion: (state, { data }) => ({ ...state, procedure: data.to }),
};

/** The fold of a case: total, pure, never throws; unknown events leave the state as it is. */
export function evolve(state: CaseState, event: CaseEvent): CaseState {
  const next = evolveFacts(state, event);
  if (next.status === 'none') return next;
  const clocks = evolveClocks(next.clocks, event);
  return clocks === next.clocks ? next : { ...next, clocks };
}

/** True when the event leaves everything about a case as it is, except perhaps its clocks. */
export const changesOnlyClocks = ({ type }: CaseEvent): boolean =>
  type !== 'ComplaintLogged' &&
  type !== 'ContactAbandoned' &&
  !Object.hasOwn(evolvers, type) &&
  !changesRemedies(type);

function evolveFacts(state: CaseState, event: CaseEvent): CaseState {
  if (isErasing(event)) return evolveErased(state, event);
  if (event.type === 'ComplaintLogged') return logged(state, event);
  if (event.type === 'ContactAbandoned' && state.status === 'none') return abandoned(event);
  if (state.status === 'awaitingCallback') return evolveContact(state, event);
  if (state.status !== 'logged' || changesOnlyClocks(event)) return state;
  const acted = withPart(state, event);
  // First what is promised: a decision is recorded with the matter as it becomes, its sum included.
  const remedies = evolveRemedies(acted.remedies, event);
  const next = remedies === acted.remedies ? acted : { ...acted, remedies };
  if (!Object.hasOwn(evolvers, event.type)) return next;
  // The table is keyed by the event's own type, so the evolver takes exactly this event.
  const evolver = evolvers[event.type] as (state: CaseRecord, event: CaseEvent) => CaseParts;
  const parts = evolver(next, event);
  return { ...parts, stage: stageOf(parts) };
}

const abandoned = ({ data }: CaseEvent<'ContactAbandoned'>): CaseState => ({
  status: 'awaitingCallback',
  procedure: data.procedure,
  stage: 'awaitingCallback',
  channel: data.channel,
  contact: NOT_CALLED,
  clocks: noClocks,
});

/** Reached before is not called back for this time. */
const calledAgain = (state: Abandoned): Abandoned =>
  state.contact.reached ? { ...state, contact: NOT_CALLED } : state;

type Abandoned = Extract<CaseState, { status: 'awaitingCallback' }>;

/** INT-8: whoever gives up again is called back again, also after the contact was ended. */
function evolveContact(state: Abandoned, event: CaseEvent): Abandoned {
  switch (event.type) {
    case 'ContactAbandoned':
      return state.stage === 'closed'
        ? { ...state, stage: 'awaitingCallback', contact: NOT_CALLED }
        : calledAgain(state);
    case 'CallbackMade':
      return { ...state, contact: calledBack(state.contact, event) };
    case 'ContactEnded':
      return { ...state, stage: 'closed' };
    default:
      return state;
  }
}

function logged(state: CaseState, event: CaseEvent<'ComplaintLogged'>): CaseRecord {
  const { data, metadata } = event;
  const {
    procedure,
    contactKind,
    channel,
    complainant,
    description,
    receivedBy,
    respondents = [],
    site,
    retail,
    details,
    wanted,
  } = data;
  return {
    status: 'logged',
    stage: 'received',
    ...{ procedure, contactKind, channel, complainant, respondents, description, receivedBy },
    ...(site !== undefined && { site }),
    ...(retail && { retail }),
    ...(details && { details }),
    ...(wanted && { wanted }),
    ...(metadata.happenedAt && { receivedAt: metadata.happenedAt }),
    ...(data.requestedBy && { requestedBy: data.requestedBy }),
    imported: data.source !== undefined,
    ...(data.source && departmentIn(respondents)),
    ...untouched,
    regulators: passedOnBy([], regulatorsIn(event)),
    clocks: state.status === 'none' ? noClocks : state.clocks,
  };
}

/** INT-11: the department that a source names had the case there. */
const departmentIn = (respondents: CaseRecord['respondents']): Pick<CaseRecord, 'department'> => {
  const department = respondents.find(({ kind }) => kind === 'department')?.department;
  return department === undefined ? {} : { department };
};

/** A case to which nothing has happened yet. */
export const untouched = {
  demands: [],
  reviews: [],
  handlers: [],
  entrusted: [],
  tookPart: [],
  suspectedDuplicates: [],
  regulators: [],
  links: [],
  complainantInsists: false,
  flags: [],
  invalidityExplained: 'no',
  dispatches: [],
  level: 'frontline',
  levelAwaited: false,
  unsettledBelow: false,
  decisions: [],
  findings: 0,
  evidence: [],
  optionsEver: 0,
  options: [],
  approvals: [],
  prepared: [],
  plan: [],
  remedies: [],
  resolved: false,
  archived: false,
  outcomeNotified: false,
  failedContacts: NOBODY_TRIED,
  finalResponseIssued: false,
  followUps: [],
  reopened: 0,
  merges: 0,
  takenOver: [],
} as const;
