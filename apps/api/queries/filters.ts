import { field, type DataOf, type Instant, type Position } from '#event-sourcing';
import { CLOCK_KINDS } from '#procedures';
import { STAGES } from '#cases';
import type { CaseTimes, EventsFilter } from '#engine';

/** As SQLite or EventStoreDB hands them out. */
export const POSITION = /^\d{19}(-\d{19})?$/;
const LARGEST_PAGE = 200;
const MOST_EVENTS = 10_000;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

const position = (otherwise: string) => ({
  optional: true as const,
  otherwise,
  example: '0000000000000000042',
});

/** Every query can wait until the read models have seen a position (D10). */
export const readFields = {
  minPosition: field.pattern(POSITION, {
    ...position('must be a position that a command answered with'),
    description:
      'Answer only when everything up to this position is included; also as header X-Min-Position.',
  }),
};

const pageFields = {
  limit: field.wholeNumber({ optional: true, min: 1, max: LARGEST_PAGE, example: 50 }),
  cursor: field.pattern(/^[\x21-\x7e]{1,2000}$/, {
    optional: true,
    otherwise: 'must come from the page before',
    example: 'eyJrIjpbXX0',
  }),
  ...readFields,
};

const department = field.reference({ optional: true, of: 'department', example: 'engineering' });
const severity = field.reference({ optional: true, of: 'severity', example: 'important' });
const procedure = field.reference({ optional: true, of: 'procedure', example: 'residential-property' });

export const openCasesFields = {
  owner: field.reference({ optional: true, of: 'staff', example: 'staff-004' }),
  department,
  severity,
  stage: field.choice(STAGES, { optional: true, example: 'dispatched' }),
  procedure,
  sort: field.choice(['nextDueAt', 'receivedAt', 'updatedAt'], {
    optional: true,
    description: 'Default: the most urgent first.',
  }),
  breached: field.yesNo({ optional: true, description: 'Only cases with (or without) a missed clock.' }),
  ...pageFields,
};
export type OpenCasesParameters = DataOf<typeof openCasesFields>;

export const breachesFields = {
  status: field.choice(['open', 'settled', 'withdrawn'], { optional: true }),
  kind: field.choice(CLOCK_KINDS, { optional: true, example: 'resolve' }),
  department,
  severity,
  procedure,
  month: field.pattern(MONTH, {
    optional: true,
    otherwise: 'must be a month such as 2026-09',
    example: '2026-09',
  }),
  ...pageFields,
};
export type BreachesParameters = DataOf<typeof breachesFields>;

export const reportFields = { procedure, ...readFields };
export type ReportParameters = DataOf<typeof reportFields>;

export const caseTimesFields = {
  asOf: field.instant({ optional: true, description: 'The case as it was then (ARC-2).' }),
  knownAt: field.instant({ optional: true, description: 'The case as the system knew it then (D11).' }),
  ...readFields,
};
export type CaseTimesParameters = DataOf<typeof caseTimesFields>;

export const eventsFields = {
  type: field.pattern(/^[A-Za-z]{1,100}$/, {
    optional: true,
    otherwise: 'must be an event type',
    example: 'CompensationGranted',
  }),
  caseId: field.reference({ optional: true, of: 'case', example: '7F3K-9M2Q-X4TB' }),
  after: field.pattern(POSITION, position('must be the position of an event')),
  limit: field.wholeNumber({ optional: true, min: 1, max: MOST_EVENTS, example: 1000 }),
  ...readFields,
};
export type EventsParameters = DataOf<typeof eventsFields>;

export const isMonth = (text: string): boolean => MONTH.test(text);

export const procedureFields = {
  version: field.wholeNumber({ optional: true, min: 1, max: 1_000_000, example: 1 }),
  ...readFields,
};
export type ProcedureParameters = DataOf<typeof procedureFields>;

const DEFAULT_EVENTS = 1_000;

export const eventsFilterOf = ({
  type,
  caseId,
  after,
  limit = DEFAULT_EVENTS,
}: EventsParameters): EventsFilter => ({
  limit,
  ...(type === undefined ? {} : { type }),
  ...(caseId === undefined ? {} : { caseId }),
  ...(after === undefined ? {} : { after: after as Position }),
});

/** The check has brought both to instants. */
export const timesOf = ({ asOf, knownAt }: CaseTimesParameters): CaseTimes => ({
  ...(asOf === undefined ? {} : { asOf: asOf as Instant }),
  ...(knownAt === undefined ? {} : { knownAt: knownAt as Instant }),
});
