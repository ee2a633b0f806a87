import { foundBy, type CollectionSpec, type HappenedAt, type Projection } from '#event-sourcing';
import type { CaseEvent } from '../case/events.ts';
import type { Money, RemedyKind } from '../case/events/fields.ts';
import { monthOf, procedureOf, type ZoneOf } from '../local-month.ts';
import {
  applyHandler,
  caseIdOfEvent,
  type Handlers,
  type RecordedCaseEventOf,
} from '../recorded-case-event.ts';
import { without } from '../without.ts';
import { ledgerEntry, type LEDGER_STATUSES } from './ledger-entry.answer.ts';

/** One compensation that was granted, and what became of it (REP-8, SOL-6). */
export interface LedgerEntry {
  readonly caseId: string;
  readonly grant: string;
  /** Id of the procedure. */
  readonly procedure?: string;
  /** Absent where it is told in the case alone (SOL-7). */
  readonly kind?: RemedyKind;
  readonly confidential?: true;
  /** Absent: nobody can tell (SOL-3). */
  readonly worth?: Money;
  readonly grantedBy: string;
  /** The level whose authority it was granted with. */
  readonly level: string;
  /** Absent when unknown (INT-11). */
  readonly grantedAt?: HappenedAt;
  /** Month of the grant in the procedure's time zone, `2026-09`. */
  readonly month?: string;
  readonly status: (typeof LEDGER_STATUSES)[number];
  /** Of the delivery. */
  readonly reference?: string;
  /** When it was delivered, or taken back. */
  readonly endedAt?: HappenedAt;
}

export const COMPENSATION_LEDGER: CollectionSpec = {
  name: 'compensation-ledger',
  version: 1,
  ...foundBy(ledgerEntry, {
    indexes: [
      ['grantedAt'],
      ['month', 'grantedAt'],
      ['procedure', 'grantedAt'],
      ['status', 'grantedAt'],
      ['kind', 'grantedAt'],
    ],
  }),
};

type LedgerEvent = RecordedCaseEventOf<
  'CompensationGranted' | 'CompensationDelivered' | 'CompensationReversed' | 'RemedyRevalued'
>;
const TYPES: readonly string[] = [
  'CompensationGranted', 'CompensationDelivered', 'CompensationReversed', 'RemedyRevalued',
] satisfies readonly LedgerEvent['type'][]; // prettier-ignore

const isOfLedger = <Event extends CaseEvent>(event: Event): event is Event & LedgerEvent =>
  TYPES.includes(event.type);

/** Key `caseId:grant`; what is only offered or asked for is no entry. */
export const compensationLedgerProjection = (zoneOf: ZoneOf): Projection<LedgerEntry, CaseEvent> => ({
  collection: COMPENSATION_LEDGER,
  keys(event) {
    const caseId = caseIdOfEvent(event);
    if (caseId === undefined || !isOfLedger(event) || event.data.grant === undefined) return [];
    return [`${caseId}:${event.data.grant}`];
  },
  evolve(document, event, key) {
    if (event.type === 'CompensationGranted') return granted(event, key, zoneOf);
    return document && applyHandler(handlers, document, event);
  },
});

function granted(
  event: RecordedCaseEventOf<'CompensationGranted'>,
  key: string,
  zoneOf: ZoneOf,
): LedgerEntry {
  const { grant, remedy, worth, authority } = event.data;
  const { actor, happenedAt } = event.metadata;
  const procedure = procedureOf(event);
  return {
    ...{ caseId: key.slice(0, key.lastIndexOf(':')), grant, kind: remedy.kind, level: authority.level },
    ...{ grantedBy: actor.id, status: 'granted' },
    ...(procedure && { procedure: procedure.id }),
    ...(worth && { worth }),
    ...(happenedAt && { grantedAt: happenedAt }),
    ...(happenedAt && procedure && { month: monthOf(happenedAt, zoneOf(procedure.id, procedure.version)) }),
  };
}

const ended = (
  entry: LedgerEntry,
  status: LedgerEntry['status'],
  { metadata: { happenedAt } }: LedgerEvent,
): LedgerEntry => ({ ...without(entry, 'endedAt'), status, ...(happenedAt && { endedAt: happenedAt }) });

const handlers: Handlers<LedgerEntry> = {
  CompensationDelivered: (entry, event) => ({
    ...ended(entry, 'delivered', event),
    reference: event.data.reference,
  }),
  CompensationReversed: (entry, event) => ended(entry, 'reversed', event),
  RemedyRevalued: (entry, { data: { worth } }) => ({ ...without(entry, 'worth'), ...(worth && { worth }) }),
};
