import { caseIdFrom } from '#cases';
import { idInStream, streamName, type StreamName } from '#event-sourcing';

export const FEEDBACK_STREAM = 'feedback';

export const FEEDBACK_ID = '7F3K-9M2Q-X4TB';

/** Numbered as cases are: a complaint that comes of it has the same number, so that there is one, however often it is asked for. */
export const newFeedbackId = (command: string): string => caseIdFrom(`feedback ${command}`);

const FORM = /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/;

export const isFeedbackId = (id: string): boolean => FORM.test(id);

export const feedbackStreamOf = (id: string): StreamName => streamName(FEEDBACK_STREAM, id);

export const feedbackIdOfStream = (stream: string): string | undefined => idInStream(FEEDBACK_STREAM, stream);
