import { isSamePerson } from '#event-sourcing';
import { FRONTLINE, OVERSIGHT } from '#procedures';
import { holdingsOf, placeOf, type Holding } from './holding.ts';
import type { Organisation } from './state.ts';

export interface Superior {
  readonly id: string;
  readonly procedure: string;
  readonly at: string;
}

/**
 * The levels of the ladder that somebody holds where another person works, also in somebody's place: none over themselves,
 * and none in the place of that very person (AUT-1, DIS-5).
 */
export const levelsOver = (
  organisation: Organisation,
  person: string,
  superior: Superior,
): readonly Holding[] =>
  holdingsOver(organisation, person, superior).filter(
    ({ level }) => level !== FRONTLINE && level !== OVERSIGHT,
  );

/** The same with everything that is held there: of bodies, and of whoever stands above the ladder. */
export function holdingsOver(
  organisation: Organisation,
  person: string,
  { id, procedure, at }: Superior,
): readonly Holding[] {
  if (isSamePerson(id, person)) return [];
  const { departments, site } = placeOf(organisation, person, at);
  const place = { procedure, ...(site !== undefined && { site }) };
  const places =
    departments.length === 0 ? [place] : departments.map((department) => ({ ...place, department }));
  return places
    .flatMap((where) => holdingsOf(organisation, id, where, at))
    .filter(({ deputyFor }) => !isSamePerson(deputyFor, person));
}
