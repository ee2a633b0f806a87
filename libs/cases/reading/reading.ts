import { isSamePerson, type DomainEvent, type Instant } from '#event-sourcing';
import { holdingsOf, isPresent, type Holding, type Organisation } from '#organisation';
import { isBody, levelRank, OVERSIGHT, type Procedure, type ProcedureRegistry } from '#procedures';
import type { CaseDetails, CaseHead } from '../case-details/case-details.projection.ts';
import type { TimelineEntry } from '../case-details/timeline.ts';
import type { Complainant } from '../case/events/intake.ts';
import { isAbout, isAboutTop, reaches } from '../case/context.ts';
import type { CaseEventData, RecordedCaseEvent } from '../case/events.ts';
import { evolve, noCase } from '../case/evolve.ts';
import { titleOf } from '../case-details/titles.ts';
import { hasComplainant, isFromWithin } from './from-within.ts';
import { withoutTerms } from './terms.ts';
import { decidedAt, hasPartIn, whereaboutsOf } from '../case/standing.ts';
import type { CaseRecord, CaseState } from '../case/state.ts';

/** Who reads: the person and the roles that count. */
export interface Reader {
  readonly id: string;
  readonly roles: readonly string[];
  /** Who holds what, by everything that is recorded now. */
  readonly organisation: Organisation;
  readonly at: Instant;
}

/** Who a query is for at all, whatever case it is about; `operations`: whoever works on cases. */
type Readers = readonly ('operations' | 'analyst' | 'compliance')[];

/** Who may ask what of cases: a row of the table of rights, which every query brings. */
export interface CaseReadWho {
  readonly readers: Readers;
  /** The one complained about is told what a stranger hears of a case that is none (INV-4, CLS-9). */
  readonly respondent: 'refused' | 'namesNobody';
  /** Who complains from within is shown to handlers and compliance only (CLS-9, PRI-4). */
  readonly internalComplainant: 'handlers' | 'notShown';
  /** The terms of a confidential settlement: for whoever has the case, the level of the matter and above, compliance (SOL-7). */
  readonly confidentialTerms: 'permitted' | 'notShown';
}

/** What is told of one case. */
export const ofOneCase = {
  readers: ['operations', 'compliance'],
  respondent: 'refused',
  internalComplainant: 'notShown',
  confidentialTerms: 'permitted',
} as const satisfies CaseReadWho;

/** Files and the stream of events are no documents: they have routes of their own. Their rows stand here. */
export const evidenceRead = { name: 'evidence', who: ofOneCase } as const;
/** The same with everything that was recorded, so who complains from within stands in it for those who know them. */
export const caseFileRead = {
  name: 'caseFile',
  who: { ...ofOneCase, internalComplainant: 'handlers' },
} as const;
export const eventsRead = {
  name: 'events',
  who: {
    readers: ['compliance', 'analyst'],
    ...{ respondent: 'refused', internalComplainant: 'handlers', confidentialTerms: 'permitted' },
  },
} as const satisfies { readonly name: string; readonly who: CaseReadWho };

/** Figures and case numbers, without anything personal: for those who answer for figures (PRI-1). */
export const whatIfRead = {
  name: 'whatIf',
  who: {
    readers: ['compliance', 'analyst'],
    respondent: 'namesNobody',
    internalComplainant: 'notShown',
    confidentialTerms: 'notShown',
  },
} as const satisfies { readonly name: string; readonly who: CaseReadWho };

/** Lists and figures; none of them holds personal data, so analysts read them too (PRI-1). */
export const ofManyCases = {
  readers: ['operations', 'analyst', 'compliance'],
  respondent: 'namesNobody',
  internalComplainant: 'notShown',
  confidentialTerms: 'notShown',
} as const satisfies CaseReadWho;

/** As what somebody reads a case: because they work on it, or as compliance, which is itself on record (D16). */
export type Capacity = 'handling' | 'compliance';

/**
 * PRI-1, INV-4: a case is read by those who handle it, by the departments that have its form, by the levels of its ladder
 * in its place, and by compliance; by nobody else, and never by somebody complained about.
 */
export function readsAs(
  reader: Reader,
  state: CaseState,
  procedure: Procedure | undefined,
): Capacity | undefined {
  if (state.status === 'logged' && isAbout(state.respondents, reader.id)) return undefined;
  if (reader.roles.includes('operations') && worksOn(reader, state, procedure)) return 'handling';
  const isHere = isPresent(reader.organisation, reader.id, reader.at);
  return isHere && reader.roles.includes('compliance') ? 'compliance' : undefined;
}

/**
 * INV-4, PRI-1: whether somebody may hear that there is such a case. Whoever works under its procedure in its place may,
 * though they read nothing of it; nobody who is complained about.
 */
export function mayKnowOf(reader: Reader, state: CaseState, procedure: Procedure | undefined): boolean {
  if (readsAs(reader, state, procedure) !== undefined) return true;
  if (state.status === 'logged' && isAbout(state.respondents, reader.id)) return false;
  return reader.roles.includes('operations') && heldHere(reader, state, procedure).length > 0;
}

/** In the place of the case. Who stands in for somebody complained about does not read it in their place. */
function heldHere(
  { id, organisation, at }: Reader,
  state: CaseState,
  procedure: Procedure | undefined,
): readonly Holding[] {
  if (procedure === undefined || !isPresent(organisation, id, at)) return [];
  const there = state.status === 'logged' ? decidedAt(state, procedure) : whereaboutsOf({}, procedure);
  const held = holdingsOf(organisation, id, there, at);
  return state.status === 'logged'
    ? held.filter(({ deputyFor }) => !isAbout(state.respondents, deputyFor))
    : held;
}

/** What has a level decide has to be seen by it; an abandoned contact has nobody's story in it yet. */
function worksOn(reader: Reader, state: CaseState, procedure: Procedure | undefined): boolean {
  const { id, organisation, at } = reader;
  const own = heldHere(reader, state, procedure);
  if (state.status !== 'logged') return own.length > 0;
  if (procedure === undefined || !isPresent(organisation, id, at)) return false;
  const moment = { organisation, procedure, now: at, happenedAt: at };
  return (
    own.some(({ level }) => levelRank(procedure, level) >= 0 || isBody(procedure, level)) ||
    (own.some(({ level }) => level === OVERSIGHT) && isAboutTop(state, moment)) ||
    hasPartIn({ organisation, now: at }, state, id)
  );
}

/**
 * CLS-9, PRI-4: without the names of somebody who complains from within, unless the reader has the case. Whoever was ever
 * known to do so stays covered, also in how the case stood before, or is said to have stood.
 */
export function detailsFor(
  reader: Reader,
  { fromWithin, ...details }: CaseDetails & Pick<CaseHead, 'fromWithin'>,
): CaseDetails {
  const { state, timeline } = details;
  if (state.status !== 'logged' || !fromWithin || knowsThem(reader, state)) return details;
  return {
    ...details,
    state: { ...state, complainant: nameless(state.complainant) },
    timeline: namelessIn(timeline),
  };
}

/** The same for a part of the timeline, which tells no terms either to whoever does not see them (SOL-7). */
export function entriesFor(
  reader: Reader,
  { fromWithin, state }: Pick<CaseHead, 'fromWithin' | 'state'>,
  entries: readonly TimelineEntry[],
  procedures: Procedures,
): readonly TimelineEntry[] {
  if (state.status !== 'logged') return entries;
  const told = seesTerms(reader, state, procedures) ? entries : entries.map(entryWithoutTerms);
  return fromWithin && !knowsThem(reader, state) ? namelessIn(told) : told;
}

function entryWithoutTerms(entry: TimelineEntry): TimelineEntry {
  const data = withoutTerms(entry);
  if (data === entry.data) return entry;
  // Type and data belong together, as they were recorded.
  return { ...entry, data, title: titleOf({ type: entry.type, data } as RecordedCaseEvent) };
}

type Procedures = Pick<ProcedureRegistry, 'get'>;

/**
 * SOL-7: whoever has the case, who holds the level for which the terms were marked, or one above it, where the case is, and
 * compliance, whose reading is on record. By how the case stands now, whatever moment is asked for.
 */
export function seesTerms(reader: Reader, state: CaseState, procedures: Procedures): boolean {
  if (state.status !== 'logged' || state.confidentialFrom === undefined) return true;
  const { confidentialFrom: from, owner } = state;
  if (reader.roles.includes('compliance') || isSamePerson(owner, reader.id)) return true;
  const procedure = procedures.get(state.procedure.id, state.procedure.version);
  return (
    procedure !== undefined &&
    heldHere(reader, state, procedure).some(({ level }) => reaches(procedure, level, from))
  );
}

/** SOL-7: the history of a case as this reader may see it; without a reader: whoever runs the machine. */
export function termsFor(
  reader: Reader | undefined,
  events: readonly RecordedCaseEvent[],
  procedures: Procedures,
): readonly RecordedCaseEvent[] {
  if (reader === undefined || seesTerms(reader, events.reduce<CaseState>(evolve, noCase), procedures))
    return events;
  // What is left out has its place kept: it is the event still.
  return events.map((event) => {
    const data = withoutTerms(event);
    return data === event.data ? event : ({ ...event, data } as RecordedCaseEvent);
  });
}

/** The same for what was recorded of a case, before anything is made of it; without a reader: whoever runs the machine. */
export function eventsFor(
  reader: Reader | undefined,
  events: readonly RecordedCaseEvent[],
  procedures: Procedures,
): readonly RecordedCaseEvent[] {
  if (reader === undefined) return events;
  const told = termsFor(reader, events, procedures);
  if (!events.some(isFromWithin)) return told;
  const state = events.reduce<CaseState>(evolve, noCase);
  if (state.status !== 'logged' || knowsThem(reader, state)) return told;
  // Only who complains is left out, and nobody has to be named: it is the event still.
  return told.map((event) => ({ ...event, data: withoutComplainant(event) }) as RecordedCaseEvent);
}

const namelessIn = (entries: readonly TimelineEntry[]): readonly TimelineEntry[] =>
  entries.map((entry) => ({ ...entry, data: withoutComplainant(entry) }));

/** CLS-9: who complains from within. */
export const knowsThem = ({ id, roles }: Reader, { entrusted, receivedBy }: CaseRecord): boolean =>
  roles.includes('compliance') || [receivedBy, ...entrusted].some((one) => isSamePerson(one, id));

const nameless = ({ kind, anonymous }: Complainant): Complainant => ({ kind, anonymous });

/** A correction tells of them as they were as well. */
const wasNameless = (data: object): { readonly was?: object } => {
  const was: unknown = 'was' in data ? data.was : undefined;
  return hasComplainant(was) ? { was: { ...was, complainant: nameless(was.complainant) } } : {};
};

/** CLS-9: what was recorded, without anything about who complains but their kind. */
export function withoutComplainant({ type, data }: Pick<DomainEvent, 'type' | 'data'>): unknown {
  if (hasComplainant(data)) return { ...data, complainant: nameless(data.complainant), ...wasNameless(data) };
  if (type !== 'ContactAbandoned') return data;
  // Whoever gave up waiting, and complained afterwards.
  const contact = data as CaseEventData<'ContactAbandoned'>;
  const { name, phone, ...rest } = contact;
  return name === undefined && phone === undefined ? contact : rest;
}
