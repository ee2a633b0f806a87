import { isSamePerson, type CollectionSpec, type ReadModelStore } from '#event-sourcing';
import { holdingsOf, isPresent } from '#organisation';
import { OVERSIGHT } from '#procedures';
import type { CaseOutline } from '../case-outline.ts';
import { departmentsWith, placesOf, whereaboutsOf } from '../case/standing.ts';
import { OPEN_CASES } from '../open-cases/open-cases.projection.ts';
import type { Reader } from './reading.ts';

/** What is asked of a case before a list shows it; it stands in the list's own document. */
export type Listed = Pick<
  CaseOutline,
  'procedure' | 'site' | 'department' | 'owner' | 'dispatches' | 'respondents' | 'level' | 'confidentialFrom'
>;

/** Where it stands of every case, also of those that are over. */
export const LISTED_CASES: CollectionSpec = OPEN_CASES;

/** By their ids; a case that the read model does not know yet is absent, and so shown to nobody. */
export async function listedCases(
  { load }: Pick<ReadModelStore, 'load'>,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, Listed>> {
  const found = await load(LISTED_CASES, [...new Set(caseIds)]);
  return new Map(
    [...found].flatMap(([caseId, { document }]) =>
      document === undefined ? [] : [[caseId, document as Listed] as const],
    ),
  );
}

/** What is told of a case is found by whoever finds the case; without a reader, all of it. */
export async function visibleTo<Of extends { readonly caseId: string }>(
  reader: Reader | undefined,
  found: readonly Of[],
  readModels: Pick<ReadModelStore, 'load'>,
): Promise<readonly Of[]> {
  if (reader === undefined) return found;
  const cases = await listedCases(
    readModels,
    found.map(({ caseId }) => caseId),
  );
  return found.filter(({ caseId }) => {
    const listed = cases.get(caseId);
    return listed !== undefined && isListedFor(listed, reader);
  });
}

/** INV-4: whoever is complained about does not even learn from a list that there is a case. */
export const isAboutReader = ({ respondents }: Pick<Listed, 'respondents'>, { id }: Reader): boolean =>
  respondents.some(({ staffId }) => isSamePerson(staffId, id));

/**
 * Who finds a case in a list: analysts and compliance, who answer for figures, everywhere; whoever works on cases where
 * they hold a post, or where the case is with them or their department (AUT-1, PRI-1).
 */
export function isListedFor(listed: Listed, reader: Reader): boolean {
  if (isAboutReader(listed, reader)) return false;
  if (reader.roles.some((role) => role === 'analyst' || role === 'compliance')) return true;
  return reader.roles.includes('operations') && worksThere(listed, reader);
}

function worksThere(listed: Listed, { id, organisation, at }: Reader): boolean {
  if (!isPresent(organisation, id, at)) return false;
  if (isSamePerson(listed.owner, id)) return true;
  const theirs = placesOf(organisation, id, listed.respondents, at);
  return (
    holdingsOf(organisation, id, whereaboutsOf(listed, { id: listed.procedure }), at).some(
      ({ level, deputyFor }) =>
        (level !== OVERSIGHT || listed.level === OVERSIGHT) &&
        !listed.respondents.some(({ staffId }) => isSamePerson(staffId, deputyFor)),
    ) || departmentsWith(listed).some((each) => theirs.includes(each))
  );
}
