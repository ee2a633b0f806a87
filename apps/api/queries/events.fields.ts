import { field, type DataOf, type Position } from '#event-sourcing';
import { CASE_ID } from '#cases';
import type { EventsFilter } from '#engine';
import { positionField, readFields } from '../http/min-position.ts';

const MOST_EVENTS = 10_000;
const DEFAULT_EVENTS = 1_000;

export const eventsFields = {
  type: field.pattern(/^[A-Za-z]{1,100}(,[A-Za-z]{1,100}){0,49}$/, {
    optional: true,
    otherwise: 'must be an event type, or up to 50 with commas between them',
    example: 'CompensationGranted',
    description: 'One event type, or several with commas between them.',
  }),
  caseId: field.reference({ optional: true, of: 'case', example: CASE_ID }),
  after: positionField('must be the position of an event'),
  limit: field.wholeNumber({ optional: true, min: 1, max: MOST_EVENTS, example: 1000 }),
  ...readFields,
};
export type EventsParameters = DataOf<typeof eventsFields>;

export const eventsFilterOf = ({
  type,
  caseId,
  after,
  limit = DEFAULT_EVENTS,
}: EventsParameters): EventsFilter => ({
  limit,
  ...(type === undefined ? {} : { type: [...new Set(type.split(','))] }),
  ...(caseId === undefined ? {} : { caseId }),
  ...(after === undefined ? {} : { after: after as Position }),
});
