import {
  CASE_DETAILS,
  caseAsOf,
  caseDecider,
  caseStreamOf,
  OPEN_CASES,
  SLA_BREACHES,
  readsAs,
  type CaseDetails,
  type CaseState,
  type Reader,
  type MonthlyReport,
  type OpenCase,
  type RecordedCaseEvent,
  type SlaBreach,
} from '#cases';
import type { CollectionSpec, Condition, Page, Query } from '#event-sourcing';
import { caseCodec } from '../commands/codecs.ts';
import { explainDeadlines, type ExplainedDeadlines } from './explain-deadlines.ts';
import type {
  BreachesFilter,
  CaseTimes,
  EventsFilter,
  OpenCasesFilter,
  PageRequest,
  QueryPorts,
} from './query-types.ts';
import { readEvents } from './read-events.ts';
import { readMonthlyReport } from './read-report.ts';

/** Every question that can be asked of the product. Lists throw InvalidCursor for a cursor of another query. */
export interface CaseQueries {
  openCases(filter?: OpenCasesFilter): Promise<Page<OpenCase>>;
  breaches(filter?: BreachesFilter): Promise<Page<SlaBreach>>;
  /** Month of receipt as `2026-09`; of one procedure, or of all. */
  monthlyReport(month: string, procedure?: string): Promise<MonthlyReport>;
  /** The live document, or, for a past moment, the same fold over the history up to then (D5, D11). */
  caseDetails(caseId: string, times?: CaseTimes): Promise<CaseDetails | undefined>;
  /** Whether there is such a case for this reader; from the history itself, as it stands now (INV-4, CLS-9). */
  mayRead(caseId: string, reader: Reader): Promise<boolean>;
  /** Every clock of the case, with the intervals that lead to its due time (D12); from the history itself. */
  deadlines(caseId: string): Promise<ExplainedDeadlines | undefined>;
  /** In log order, read as they are consumed. */
  events(filter?: EventsFilter): AsyncIterable<RecordedCaseEvent>;
}

const PAGE_SIZE = 50;

export function createCaseQueries(ports: QueryPorts): CaseQueries {
  const { readModels, store } = ports;
  const list = <Document>(
    collection: CollectionSpec,
    request: PageRequest,
    query: Omit<Query, 'limit'>,
  ): Promise<Page<Document>> => {
    const { limit = PAGE_SIZE, cursor } = request;
    return readModels.query(collection, {
      ...query,
      limit,
      ...(cursor !== undefined && { cursor }),
    }) as Promise<Page<Document>>;
  };
  return {
    openCases: (filter = {}) => {
      const { owner, department, severity, stage, procedure, breached, sort = 'nextDueAt' } = filter;
      const where = [
        { field: 'open', equals: true },
        ...equal({ owner, department, severity, stage, procedure, breached }),
      ];
      const direction = sort === 'nextDueAt' ? 'ascending' : 'descending';
      return list(OPEN_CASES, filter, { where, sort: { field: sort, direction } });
    },
    breaches: (filter = {}) => {
      const { status, kind, department, severity, procedure, month } = filter;
      const where = equal({ status, kind, department, severity, procedure, dueMonth: month });
      return list(SLA_BREACHES, filter, { where, sort: { field: 'dueAt', direction: 'descending' } });
    },
    monthlyReport: (month, procedure) => readMonthlyReport(readModels, month, procedure),
    caseDetails: async (caseId, times = {}) => {
      if (times.asOf === undefined && times.knownAt === undefined)
        return (await readModels.get(CASE_DETAILS, caseId)) as CaseDetails | undefined;
      const events = await store.readStream(caseStreamOf(caseId));
      return caseAsOf(
        events.map((stored) => caseCodec.decode(stored)),
        times,
      );
    },
    mayRead: async (caseId, reader) => {
      const events = await store.readStream(caseStreamOf(caseId));
      const state = events
        .map((stored) => caseCodec.decode(stored))
        .reduce<CaseState>((before, event) => caseDecider.evolve(before, event), caseDecider.initialState);
      if (state.status === 'none') return false;
      const procedure = ports.procedures.get(state.procedure.id, state.procedure.version);
      return readsAs(reader, state, procedure) !== undefined;
    },
    deadlines: (caseId) => explainDeadlines(ports, caseId),
    events: (filter = {}) => readEvents(store, filter),
  };
}

const equal = (fields: Readonly<Record<string, string | boolean | undefined>>): readonly Condition[] =>
  Object.entries(fields).flatMap(([field, equals]) => (equals === undefined ? [] : [{ field, equals }]));
