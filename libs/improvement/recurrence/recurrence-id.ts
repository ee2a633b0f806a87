import { idInStream, sha256, streamName, type StreamName } from '#event-sourcing';
import type { Subject } from '../occurrence/subjects.ts';

export const RECURRENCE_STREAM = 'recurrence';

export const RECURRENCE_ID = 'residential-property.same-cause.9f2c1d3b7a6e4f5089ab12cd34ef5678';

/** The same for the same thing under the same rule, whatever it is called. */
export const recurrenceIdOf = (procedure: string, { rule, parts }: Subject): string =>
  [procedure, rule, sha256(JSON.stringify(parts.map(({ of, value }) => [of, value]))).slice(0, 32)].join('.');

const FORM = /^[A-Za-z][A-Za-z0-9-]*\.[A-Za-z][A-Za-z0-9-]*\.[0-9a-f]{32}$/;

export const isRecurrenceId = (id: string): boolean => FORM.test(id);

export const recurrenceStreamOf = (id: string): StreamName => streamName(RECURRENCE_STREAM, id);

export const recurrenceIdOfStream = (stream: string): string | undefined =>
  idInStream(RECURRENCE_STREAM, stream);
