import { caseAggregate } from '#cases';
import { noSuch } from '../problems/index.ts';

/** An id that no case can have is answered like one that no case has. */
export function caseIdParam(text: string): string {
  if (caseAggregate.idOf({ caseId: text }) !== undefined) return text;
  throw noSuch(caseAggregate.kind);
}
