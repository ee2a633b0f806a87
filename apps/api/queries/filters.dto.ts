import type { Instant, Position } from '#event-sourcing';
import { CLOCK_KINDS, type ClockKind } from '#procedures';
import { STAGES, type Stage } from '#cases';
import type { CaseTimes, EventsFilter } from '#platform';
import { Choice, InstantField, Pattern, QueryNumber, QueryYesNo, Reference } from '../fields/index.ts';

/** As SQLite or EventStoreDB hands them out. */
export const POSITION = /^\d{19}(-\d{19})?$/;
const LARGEST_PAGE = 200;
const MOST_EVENTS = 10_000;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** Every query can wait until the read models have seen a position (D10). */
export class ReadFilter {
  @Pattern(POSITION, {
    optional: true,
    otherwise: 'must be a position that a command answered with',
    example: '0000000000000000042',
    description:
      'Answer only when everything up to this position is included; also as header X-Min-Position.',
  })
  readonly minPosition?: string;
}

class PageFilter extends ReadFilter {
  @QueryNumber({ optional: true, min: 1, max: LARGEST_PAGE, example: 50 })
  readonly limit?: number;
  @Pattern(/^[\x21-\x7e]{1,2000}$/, {
    optional: true,
    otherwise: 'must come from the page before',
    example: 'eyJrIjpbXX0',
  })
  readonly cursor?: string;
}

const SORTS = ['nextDueAt', 'receivedAt', 'updatedAt'] as const;

export class OpenCasesParameters extends PageFilter {
  @Reference({ optional: true, example: 'staff-004' })
  readonly owner?: string;
  @Reference({ optional: true, example: 'engineering' })
  readonly department?: string;
  @Reference({ optional: true, example: 'important' })
  readonly severity?: string;
  @Choice(STAGES, { optional: true, example: 'dispatched' })
  readonly stage?: Stage;
  @Reference({ optional: true, example: 'residential-property' })
  readonly procedure?: string;
  @Choice(SORTS, { optional: true, description: 'Default: the most urgent first.' })
  readonly sort?: (typeof SORTS)[number];
  @QueryYesNo({ optional: true, description: 'Only cases with (or without) a missed clock.' })
  readonly breached?: boolean;
}

const STATUSES = ['open', 'settled', 'withdrawn'] as const;

export class BreachesParameters extends PageFilter {
  @Choice(STATUSES, { optional: true })
  readonly status?: (typeof STATUSES)[number];
  @Choice(CLOCK_KINDS, { optional: true, example: 'resolve' })
  readonly kind?: ClockKind;
  @Reference({ optional: true, example: 'engineering' })
  readonly department?: string;
  @Reference({ optional: true, example: 'important' })
  readonly severity?: string;
  @Reference({ optional: true, example: 'residential-property' })
  readonly procedure?: string;
  @Pattern(MONTH, { optional: true, otherwise: 'must be a month such as 2026-09', example: '2026-09' })
  readonly month?: string;
}

export class ReportParameters extends ReadFilter {
  @Reference({ optional: true, example: 'residential-property' })
  readonly procedure?: string;
}

export class CaseTimesParameters extends ReadFilter {
  @InstantField({ optional: true, description: 'The case as it was then (ARC-2).' })
  readonly asOf?: string;
  @InstantField({ optional: true, description: 'The case as the system knew it then (D11).' })
  readonly knownAt?: string;
}

export class EventsParameters extends ReadFilter {
  @Pattern(/^[A-Za-z]{1,100}$/, {
    optional: true,
    otherwise: 'must be an event type',
    example: 'CompensationGranted',
  })
  readonly type?: string;
  @Reference({ optional: true, example: '7F3K-9M2Q-X4TB' })
  readonly caseId?: string;
  @Pattern(POSITION, {
    optional: true,
    otherwise: 'must be the position of an event',
    example: '0000000000000000042',
  })
  readonly after?: string;
  @QueryNumber({ optional: true, min: 1, max: MOST_EVENTS, example: 1000 })
  readonly limit?: number;
}

export const isMonth = (text: string): boolean => MONTH.test(text);

export class ProcedureParameters extends ReadFilter {
  @QueryNumber({ optional: true, min: 1, max: 1_000_000, example: 1 })
  readonly version?: number;
}

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
