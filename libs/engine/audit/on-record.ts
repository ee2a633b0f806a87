import { auditQueries, type RecordReading } from '#audit';
import { budgetQueries } from '#budgets';
import { caseFileRead, caseQueries, eventsRead, evidenceRead, type Capacity, type Reader } from '#cases';
import { conductQueries } from '#conduct';
import type { AnyQuery, Field, Fields, Position } from '#event-sourcing';
import { feedbackAggregate } from '#feedback';
import { improvementAggregate } from '#improvement';
import { isOfOneCase } from '../queries/queries.ts';
import { caseProof } from '../queries/system/case-proof.query.ts';
import type { EventsFilter } from '../queries/query-types.ts';

type Reading = RecordReading['data'];

/** What is recorded of a question, and the role in which it is asked. */
export interface OnRecord {
  readonly role: string;
  readonly command: RecordReading;
}

const TOLD_OF: readonly AnyQuery[] = [
  ...caseQueries,
  ...auditQueries,
  ...budgetQueries,
  ...improvementAggregate.queries,
  ...conductQueries,
  ...feedbackAggregate.queries,
  caseProof,
];
/** Those who read whatever case they like. */
const OVERSEERS = ['compliance', 'admin'] as const;
/** What a case was like before: nobody needs that to handle it as it is. */
const THEN = ['asOf', 'knownAt'] as const;

/** Questions about cases, and about who read what. */
export const isTold = (query: AnyQuery): boolean => TOLD_OF.includes(query);

/**
 * PRI-1: which questions to the API are on record. Cases that somebody reads without handling them, or looks up as they
 * were, and whatever lists and figures somebody asks for in whose role no case is their own. `as`: in what capacity they read a case, where that may be compliance.
 */
export function onRecord(
  query: AnyQuery,
  asked: object,
  { roles }: Pick<Reader, 'roles'>,
  as?: Capacity,
): OnRecord | undefined {
  if (!isTold(query)) return undefined;
  const role = isOfOneCase(query, asked) ? roleOf(asked, as) : overseerOf(query, roles);
  return role === undefined ? undefined : { role, command: reading('api', query, asked) };
}

const roleOf = (asked: object, as: Capacity | undefined): string | undefined => {
  if (as === 'compliance') return as;
  return THEN.some((name) => name in asked) ? 'operations' : undefined;
};

function overseerOf({ who }: AnyQuery, roles: readonly string[]): string | undefined {
  const { readers } = who as { readonly readers: readonly string[] };
  return OVERSEERS.find((role) => readers.includes(role) && roles.includes(role));
}

/** Whoever is at the machine reads whatever they like: all of it is on record. */
export const atTerminal = (query: AnyQuery, asked: object, asPerson?: string): RecordReading =>
  reading('command-line', query, asked, asPerson);

/** The history as it stands; `until`: how far it went then. */
export function historyRead(
  through: Reading['through'],
  { caseId, after, limit, type }: EventsFilter,
  until: Position,
): RecordReading {
  const types = [type ?? []].flat();
  const range = { after, limit: limit?.toString(), until };
  const filters = [
    ...types.map((value) => ({ name: 'type', value })),
    ...Object.entries(range).flatMap(([name, value]) => (value ? [{ name, value }] : [])),
  ];
  const about = { what: eventsRead.name, filters, through };
  return { type: 'RecordReading', data: { ...about, ...(caseId !== undefined && { case: caseId }) } };
}

export const evidenceDownloaded = (caseId: string, evidence: string): RecordReading => ({
  type: 'RecordReading',
  data: {
    ...{ what: evidenceRead.name, case: caseId, through: 'api' },
    filters: [{ name: 'evidence', value: evidence }],
  },
});

/** PRI-1: whoever takes a whole case along leaves a record, also where they handle it; `asked` tells of nobody. */
export const caseFileMade = (
  through: Reading['through'],
  caseId: string,
  asked: Readonly<Record<string, string | undefined>>,
): RecordReading => ({
  type: 'RecordReading',
  data: {
    ...{ what: caseFileRead.name, case: caseId, through },
    filters: Object.entries(asked).flatMap(([name, value]) => (value ? [{ name, value }] : [])),
  },
});

function reading(
  through: Reading['through'],
  { name, asks }: AnyQuery,
  asked: object,
  asPerson?: string,
): RecordReading {
  const caseId = 'caseId' in asked ? String(asked.caseId) : undefined;
  const data: Reading = {
    ...{ what: name, filters: filtersOf(asks, asked), through },
    ...(caseId !== undefined && { case: caseId }),
    ...(asPerson !== undefined && { asPerson }),
  };
  return { type: 'RecordReading', data };
}

/** Where a list goes on is no filter; the case stands for itself. */
const NO_FILTERS: readonly string[] = ['caseId', 'cursor', 'limit'];

/** What was asked for; the value only where it can tell of nobody. */
const filtersOf = (fields: Fields, asked: object): Reading['filters'] =>
  Object.entries(asked).flatMap(([name, value]: [string, string | number | boolean | undefined]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === undefined || value === undefined || NO_FILTERS.includes(name)) return [];
    return [tellsOfNobody(field) ? { name, value: String(value) } : { name }];
  });

const OF_NO_PERSON: readonly string[] = ['case', 'department', 'procedure', 'severity', 'site', 'level'];
const PLAIN: readonly Field['kind'][] = [
  'instant',
  'day',
  'moment',
  'yesNo',
  'percent',
  'wholeNumber',
  'choice',
];

/** Whatever is not known to be harmless is not told. */
const tellsOfNobody = (field: Field): boolean =>
  PLAIN.includes(field.kind) ||
  (field.kind === 'reference' && field.of !== undefined && OF_NO_PERSON.includes(field.of));
