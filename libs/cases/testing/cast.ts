import { instant, type Actor, type HappenedAt } from '#event-sourcing';
import { eventOf } from '#event-sourcing/testing';
import { loadProcedures, type Procedure } from '#procedures';
import { caseDecider } from '../case/case.decider.ts';
import type { CaseCommands } from '../case/commands.ts';
import type { CaseEvent } from '../case/events.ts';
import type { CaseState } from '../case/state.ts';
import { detailsAsked } from '../trial/details-asked.ts';

const shipped = loadProcedures();

/** A procedure that comes with the product, newest version. */
export function shippedProcedure(id: string): Procedure {
  return shipped.get(id) ?? missing(id);
}

export const residentialProperty = shippedProcedure('residential-property');

/** Who acts in a story; the first role is the one that the events record. */
export interface Character {
  readonly id: string;
  readonly roles: readonly string[];
  /** In whose place they act. */
  readonly deputyFor?: string;
}

/** What else a command may come with. */
export interface Circumstances {
  /** An instant with offset, a day, or `unknown`; default: the story's present time. */
  readonly happenedAt?: string;
  /** Why it is recorded only now (LIF-5). */
  readonly lateBecause?: string;
  /** What duplicate detection found (INT-10). */
  readonly candidates?: readonly string[];
  /** The case that the command names; default: one that was just logged. */
  readonly other?: CaseState;
  /** Minor units that are set aside in the budget of whoever acts; default: whatever is asked for (SOL-8). */
  readonly setAside?: number;
  /** The version that the case is to be moved to. */
  readonly target?: Procedure;
  /** So many bytes of evidence one case may hold; default: any (INV-2). */
  readonly evidenceBytes?: number;
}

export const RECEIVER: Character = { id: 'receiver-1', roles: ['receiver'] };
/** Of the department that gets the form. */
export const ENGINEER: Character = { id: 'engineer-1', roles: ['engineer'] };
export const AFFAIRS_SUPERVISOR: Character = { id: 'supervisor-1', roles: ['affairs-supervisor'] };
export const OFFICE_DIRECTOR: Character = { id: 'director-1', roles: ['office-director'] };
export const GENERAL_MANAGER: Character = { id: 'general-manager-1', roles: ['general-manager'] };

/** A complaint without anything particular. */
export const plainComplaint = ({ id, version, intake }: Procedure): CaseCommands['LogComplaint'] => ({
  procedure: { id, version },
  ...detailsAsked({ intake }),
  contactKind: 'complaint',
  channel: 'phone',
  complainant: { kind: 'individual', name: 'Li Hua', phone: '13800000000' },
  description: 'The lift has stood still since Sunday.',
});

export const actorOf = ({ id, roles: [role = 'staff'], deputyFor }: Character): Actor => ({
  ...{ id, role },
  ...(deputyFor !== undefined && { deputyFor }),
});

/** As a test tells it. */
export const momentOf = (told: string): HappenedAt | 'unknown' =>
  told.includes('T') ? instant(told) : (told as HappenedAt | 'unknown');

const others = new Map<Procedure, CaseState>();

/** A case that was logged by somebody else and is not worked on yet. */
export function anotherCase(procedure: Procedure = residentialProperty): CaseState {
  const known = others.get(procedure) ?? loggedUnder(procedure);
  others.set(procedure, known);
  return known;
}

function loggedUnder(procedure: Procedure): CaseState {
  const complaint = { ...plainComplaint(procedure), complainant: { kind: 'individual', anonymous: true } };
  const event = eventOf({ type: 'ComplaintLogged', data: { ...complaint, receivedBy: 'receiver-2' } });
  return caseDecider.evolve(caseDecider.initialState, event as CaseEvent);
}

/** Freezes a value with everything in it, so that changing it throws. */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}

function missing(id: string): never {
  throw new Error(`no shipped procedure "${id}"`);
}
