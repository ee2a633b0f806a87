import { idInStream, sha256, streamName, type StreamName } from '#event-sourcing';

export const ISSUE_STREAM = 'improvement';

export const ISSUE_ID = 'residential-property.same-cause.9f2c1d3b7a6e4f5089ab12cd34ef5678.1';

/** The same for the same recurrence: so it is raised once. */
export const issueOfRecurrence = (recurrenceId: string, recurrence: number): string =>
  `${recurrenceId}.${String(recurrence)}`;

/** Of one that somebody opens. */
export const newIssueId = (command: string): string => `I${sha256(command).slice(0, 15)}`;

const FORM = /^([A-Za-z][A-Za-z0-9-]*\.[A-Za-z][A-Za-z0-9-]*\.[0-9a-f]{32}\.[1-9]\d{0,8}|I[0-9a-f]{15})$/;

export const isIssueId = (id: string): boolean => FORM.test(id);

export const issueStreamOf = (id: string): StreamName => streamName(ISSUE_STREAM, id);

export const issueIdOfStream = (stream: string): string | undefined => idInStream(ISSUE_STREAM, stream);
