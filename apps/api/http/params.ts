import { Problem } from '../problems/index.ts';

const CASE_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** An id that no case can have is answered like one that no case has. */
export function caseIdParam(text: string): string {
  if (CASE_ID.test(text) && !text.includes('..')) return text;
  throw new Problem(404, 'case-not-found', 'There is no such case.');
}
