import {
  foundBy,
  isInstant,
  millisOf,
  personKey,
  type CollectionSpec,
  type HappenedAt,
  type Instant,
  type Projection,
} from '#event-sourcing';
import type { ClockKind } from '#procedures';
import type { CaseEvent, CaseEventData } from '../case/events.ts';
import { caseIdOfClockKey, clockKey } from '../reading/running-clock.ts';
import { dayOfHappening, monthOf, procedureOf, type ZoneOf } from '../local-month.ts';
import {
  applyHandler,
  caseIdOfEvent,
  type Handlers,
  type RecordedCaseEventOf,
} from '../recorded-case-event.ts';
import { without } from '../without.ts';
import { breach } from './sla-breach.answer.ts';

/** One missed deadline, open or historic (REP-2). */
export interface SlaBreach {
  readonly caseId: string;
  readonly clock: string;
  readonly kind: ClockKind;
  /** Id of the procedure. */
  readonly procedure?: string;
  /** Absent when a source says that it was late but not when it was due. */
  readonly dueAt?: string;
  /** Month of the due time in the procedure's time zone, `2026-09`. */
  readonly dueMonth?: string;
  /** The day of it there, `2026-09-30`. */
  readonly dueDay?: string;
  /** Who answered for it when the time ran out (CLK-6). */
  readonly responsible: CaseEventData<'DeadlineBreached'>['responsible'];
  /** By which that person is found, however their id was typed (D23). */
  readonly ownerKey?: string;
  readonly department?: string;
  readonly severity?: string;
  readonly foundBy: CaseEventData<'DeadlineBreached'>['foundBy'];
  readonly recordedAt: Instant;
  /** `withdrawn`: it had been done in time after all, and was recorded late (LIF-5). */
  readonly status: 'open' | 'settled' | 'withdrawn';
  /** Why it is settled: done late; no longer owed, as the case or the clock ended; owed, and on the list, in the case that took it over; told so by an imported source. */
  readonly settledBy?: 'met' | 'cancelled' | 'takenOver' | 'import';
  /** When it was done, or stopped being owed; absent when unknown. */
  readonly resolvedAt?: HappenedAt;
  /** Minutes begun between the due time and when it was done; absent when unknown or never done. */
  readonly latenessMinutes?: number;
}

export const SLA_BREACHES: CollectionSpec = {
  name: 'sla-breaches',
  version: 3,
  ...foundBy(breach, {
    indexes: [
      ['status', 'dueAt'],
      ['status', 'department', 'dueAt'],
      ['status', 'kind', 'dueAt'],
      ['status', 'severity', 'dueAt'],
      ['status', 'procedure', 'dueAt'],
      ['dueMonth', 'dueAt'],
      ['dueDay'],
      ['ownerKey', 'dueAt'],
      ['status', 'latenessMinutes'],
      ['caseId'],
    ],
    hidden: { ownerKey: 'text' },
  }),
};

type BreachEvent = RecordedCaseEventOf<
  | 'DeadlineBreached'
  | 'DeadlineSet'
  | 'DeadlineMet'
  | 'DeadlineCancelled'
  | 'BreachWithdrawn'
  | 'BreachCorrected'
>;
const BREACH_EVENTS: readonly string[] = [
  'DeadlineBreached', 'DeadlineSet', 'DeadlineMet', 'DeadlineCancelled', 'BreachWithdrawn', 'BreachCorrected',
] satisfies readonly BreachEvent['type'][]; // prettier-ignore

const isBreachEvent = <Event extends CaseEvent>(event: Event): event is Event & BreachEvent =>
  BREACH_EVENTS.includes(event.type);

/**
 * Key `caseId:clock`, of the run that was missed: a later run that is owed for the same miss says which one (OUT-6).
 * Whatever ends a case also meets or cancels each of its clocks by an event of its own, so these types tell everything.
 * A clock met in time never becomes a document.
 */
export const slaBreachesProjection = (zoneOf: ZoneOf): Projection<SlaBreach, CaseEvent> => ({
  collection: SLA_BREACHES,
  keys(event) {
    const caseId = caseIdOfEvent(event);
    return caseId === undefined || !isBreachEvent(event) ? [] : [clockKey(caseId, missOn(event))];
  },
  evolve(document, event, key) {
    if (event.type === 'DeadlineBreached') return breached(event, caseIdOfClockKey(key), zoneOf);
    return document && applyHandler(handlers, document, event);
  },
});

const missOn = ({ data }: BreachEvent): string => ('missedAs' in data ? data.missedAs : data.clock);

function breached(event: RecordedCaseEventOf<'DeadlineBreached'>, caseId: string, zoneOf: ZoneOf): SlaBreach {
  const { clock, kind, dueAt, responsible, severity, foundBy } = event.data;
  const procedure = procedureOf(event);
  const zone = procedure && zoneOf(procedure.id, procedure.version);
  return {
    ...{ caseId, clock, kind, foundBy, recordedAt: event.metadata.recordedAt, ...answering(responsible) },
    ...(procedure && { procedure: procedure.id }),
    ...(dueAt && { dueAt }),
    ...(isInstant(dueAt) &&
      zone !== undefined && { dueMonth: monthOf(dueAt, zone), dueDay: dayOfHappening(dueAt, zone) }),
    ...(responsible.department && { department: responsible.department }),
    ...(severity && { severity }),
    // An imported source speaks of what is over.
    ...(foundBy === 'import' ? { status: 'settled', settledBy: 'import' } : { status: 'open' }),
  };
}

const answering = (responsible: SlaBreach['responsible']): Pick<SlaBreach, 'responsible' | 'ownerKey'> => ({
  responsible,
  ...(responsible.person !== undefined && { ownerKey: personKey(responsible.person) }),
});

const handlers: Handlers<SlaBreach> = {
  // The case goes on, and what was missed is owed again.
  DeadlineSet: (breach, { data }) =>
    data.missedAs === undefined || breach.status === 'withdrawn'
      ? breach
      : { ...without(breach, 'settledBy', 'resolvedAt', 'latenessMinutes'), status: 'open' },
  DeadlineMet: (breach, { data, metadata: { happenedAt } }) => {
    if (breach.status !== 'open') return breach;
    const lateness = data.late ? minutesLate(breach.dueAt, happenedAt) : undefined;
    return {
      ...breach,
      ...{ status: 'settled', settledBy: 'met' },
      ...(happenedAt && { resolvedAt: happenedAt }),
      ...(lateness !== undefined && { latenessMinutes: lateness }),
    };
  },
  DeadlineCancelled: (breach, { data: { why }, metadata: { happenedAt } }) =>
    breach.status !== 'open'
      ? breach
      : {
          ...breach,
          status: 'settled',
          settledBy: why === 'takenOver' ? 'takenOver' : 'cancelled',
          ...(happenedAt && { resolvedAt: happenedAt }),
        },
  // Somebody else answered for it, as a fact that was recorded later shows (LIF-5).
  BreachCorrected: (breach, { data: { responsible, severity } }) => ({
    ...without(breach, 'department', 'severity', 'ownerKey'),
    ...answering(responsible),
    ...(responsible.department && { department: responsible.department }),
    ...(severity && { severity }),
  }),
  BreachWithdrawn: (breach) => ({
    ...without(breach, 'settledBy', 'resolvedAt', 'latenessMinutes'),
    status: 'withdrawn',
  }),
};

function minutesLate(dueAt: string | undefined, doneAt: HappenedAt | undefined): number | undefined {
  if (!isInstant(dueAt) || !isInstant(doneAt)) return undefined;
  return Math.max(0, Math.ceil((millisOf(doneAt) - millisOf(dueAt)) / 60_000));
}
