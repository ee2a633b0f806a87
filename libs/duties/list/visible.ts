import type { Reader } from '#cases';
import { isPresent } from '#organisation';
import { isAbove, owes } from '../duty/standing.ts';
import type { DutyDocument } from './duties.projection.ts';

/** A document as far as it says who owes the turn, and whom it answers to. */
const owedOf = (document: DutyDocument) => ({ ...document, procedure: { id: document.procedure } });

/** Whoever owes it, or stands in for them. */
export const isTheirs = (document: DutyDocument, { id, organisation, at }: Reader): boolean =>
  owes(owedOf(document), id, { organisation, at });

/**
 * D22: analysts and compliance, who answer for figures; whoever owes it, and whom it answers to. Nobody else: whoever is checked
 * does not learn which cases were drawn (REP-6).
 */
export function isDutyFor(document: DutyDocument, reader: Reader): boolean {
  const { id, organisation, at, roles } = reader;
  if (roles.some((role) => role === 'analyst' || role === 'compliance')) return true;
  return (
    roles.includes('operations') &&
    isPresent(organisation, id, at) &&
    (isTheirs(document, reader) || isAbove(owedOf(document), id, { organisation, at }))
  );
}
