import { isSamePerson } from '#event-sourcing';
import { FRONTLINE, levelRank, type Procedure } from '#procedures';
import type { CaseDetails } from '../case-details/case-details.projection.ts';
import type { Complainant } from '../case/events/intake.ts';
import { isAbout } from '../case/context.ts';
import type { CaseRecord, CaseState } from '../case/state.ts';

/** Who reads: the person and the roles that count. */
export interface Reader {
  readonly id: string;
  readonly roles: readonly string[];
}

/** Who may ask what of cases: a row of the table of rights for every query. */
export interface CaseReadWho {
  readonly name: string;
  /** The one complained about is told what a stranger hears of a case that is none (INV-4, CLS-9). */
  readonly respondent: 'refused' | 'namesNobody';
  /** Who complains from within is shown to handlers and compliance only (CLS-9, PRI-4). */
  readonly internalComplainant: 'handlers' | 'notShown';
}

/** A new query is a row here. */
export const caseQueries: readonly CaseReadWho[] = [
  { name: 'caseDetails', respondent: 'refused', internalComplainant: 'handlers' },
  { name: 'deadlines', respondent: 'refused', internalComplainant: 'notShown' },
  { name: 'evidence', respondent: 'refused', internalComplainant: 'notShown' },
  { name: 'openCases', respondent: 'namesNobody', internalComplainant: 'notShown' },
  { name: 'breaches', respondent: 'namesNobody', internalComplainant: 'notShown' },
  { name: 'monthlyReport', respondent: 'namesNobody', internalComplainant: 'notShown' },
];

/** Roles that read cases without standing on a ladder. */
const EVERYWHERE: readonly string[] = ['operations', 'compliance'];

/** A case is read by those who work under its procedure and by compliance, never by the one complained about. */
export function mayRead(reader: Reader, state: CaseState, procedure: Procedure | undefined): boolean {
  if (state.status === 'logged' && isAbout(state.respondents, reader.id)) return false;
  return reader.roles.some(
    (role) =>
      EVERYWHERE.includes(role) ||
      (procedure !== undefined && role !== FRONTLINE && levelRank(procedure, role) >= 0),
  );
}

/** CLS-9, PRI-4: without the names of somebody who complains from within, unless the reader handles the case. */
export function detailsFor(reader: Reader, details: CaseDetails): CaseDetails {
  const { state, timeline } = details;
  if (state.status !== 'logged' || state.complainant.kind !== 'staff' || knowsThem(reader, state))
    return details;
  return {
    ...details,
    state: { ...state, complainant: nameless(state.complainant) },
    timeline: timeline.map((entry) => ({ ...entry, data: withoutComplainant(entry.data) })),
  };
}

const knowsThem = ({ id, roles }: Reader, { handlers, receivedBy }: CaseRecord): boolean =>
  roles.includes('compliance') || [receivedBy, ...handlers].some((one) => isSamePerson(one, id));

const nameless = ({ kind, anonymous }: Complainant): Complainant => ({ kind, anonymous });

const withoutComplainant = (data: unknown): unknown =>
  typeof data === 'object' && data !== null && 'complainant' in data
    ? { ...data, complainant: nameless(data.complainant as Complainant) }
    : data;
