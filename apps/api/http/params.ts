import { caseAggregate } from '#cases';
import type { AnyAggregate } from '#event-sourcing';
import { noSuch } from '../problems/index.ts';

/** An id that nothing can have is answered like one that nothing has. */
export function idIn(aggregate: AnyAggregate, parameters: Readonly<Record<string, string>>): string {
  const id = aggregate.idOf(parameters);
  if (id === undefined) throw noSuch(aggregate.kind);
  return id;
}

export const caseIdParam = (caseId: string): string => idIn(caseAggregate, { caseId });
