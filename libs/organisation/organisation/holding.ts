import { isSamePerson, personKey, refuse, type Refusal } from '#event-sourcing';
import { holdsAt, type Organisation, type Person } from './state.ts';

/** Where a matter belongs: what a post has to be for, to count in it. */
export interface Whereabouts {
  readonly procedure: string;
  readonly site?: string;
  readonly department?: string;
}

/** A level that somebody holds in a matter, for themselves or in the place of somebody who is away. */
export interface Holding {
  readonly level: string;
  readonly deputyFor?: string;
}

export const personOf = (organisation: Organisation, person: string): Person | undefined =>
  organisation.people.get(personKey(person));

export const isPresent = (organisation: Organisation, person: string, at: string): boolean =>
  personOf(organisation, person)?.presences.some((each) => holdsAt(each, at)) ?? false;

/** D22: whoever is not there, at that moment, decides on nothing. */
export const notOneOfUs = (id: string): Refusal =>
  refuse('D22', 'unknown-actor', `"${id}" does not work here.`, {
    remedy: 'Ask the administrator to register you.',
  });

export const isDepartment = (organisation: Organisation, department: string): boolean =>
  organisation.departments.get(department)?.closed === false;

export const isSite = (organisation: Organisation, site: string): boolean =>
  organisation.sites.get(site)?.closed === false;

/** A post at a site counts there only, so not where the site is not known either. */
function ownHoldings(
  organisation: Organisation,
  person: string,
  matter: Whereabouts,
  at: string,
): readonly string[] {
  if (!isPresent(organisation, person, at)) return [];
  const posts = personOf(organisation, person)?.posts ?? [];
  return posts
    .filter(
      (post) =>
        holdsAt(post, at) &&
        post.procedure === matter.procedure &&
        (post.site === undefined || post.site === matter.site) &&
        (post.department === undefined || post.department === matter.department),
    )
    .map(({ level }) => level);
}

/** Whom the person stands in for at the moment (DIS-5); nobody lends on what is lent to them. */
export const deputisedBy = (organisation: Organisation, person: string, at: string): readonly string[] =>
  isPresent(organisation, person, at)
    ? organisation.deputies
        .filter((each) => isSamePerson(each.deputy, person) && holdsAt(each, at))
        .map(({ forPerson }) => forPerson)
    : [];

/** Every level that the person may act in there at that moment: own ones first (AUT-1, DIS-5). */
export const holdingsOf = (
  organisation: Organisation,
  person: string,
  matter: Whereabouts,
  at: string,
): readonly Holding[] => [
  ...ownHoldings(organisation, person, matter, at).map((level) => ({ level })),
  ...deputisedBy(organisation, person, at).flatMap((deputyFor) =>
    ownHoldings(organisation, deputyFor, matter, at).map((level) => ({ level, deputyFor })),
  ),
];

/** Where the person works at the moment, by themselves. */
export function placeOf(
  organisation: Organisation,
  person: string,
  at: string,
): { readonly departments: readonly string[]; readonly site?: string } {
  if (!isPresent(organisation, person, at)) return { departments: [] };
  return personOf(organisation, person)?.places.findLast(({ from }) => from <= at) ?? { departments: [] };
}

/** The departments that the person belongs to or stands in for (DIS-1, DIS-5). */
export const departmentsOf = (organisation: Organisation, person: string, at: string): readonly string[] =>
  [person, ...deputisedBy(organisation, person, at)].flatMap(
    (each) => placeOf(organisation, each, at).departments,
  );

/** Every level of the procedure that the person held at any time between the two, anywhere, also in somebody's place. */
export const levelsHeldBetween = (
  organisation: Organisation,
  person: string,
  procedure: string,
  [since, now]: readonly [string, string],
): readonly string[] => {
  const within = ({ from, until }: { readonly from: string; readonly until?: string }): boolean =>
    from <= now && (until === undefined || since < until);
  const stoodInFor = organisation.deputies
    .filter((each) => isSamePerson(each.deputy, person) && within(each))
    .map(({ forPerson }) => forPerson);
  return [person, ...stoodInFor].flatMap((each) =>
    (personOf(organisation, each)?.posts ?? [])
      .filter((post) => post.procedure === procedure && within(post))
      .map(({ level }) => level),
  );
};

/** The id of the department that a source calls so, by id or name; as it stands there where nobody here is called so. */
export const departmentCalled = ({ departments }: Organisation, called: string): string =>
  departments.has(called)
    ? called
    : ([...departments].find(([, { name }]) => isSamePerson(name, called))?.[0] ?? called);

/** Nobody is left who could speak for the department (DIS-1). */
export const isDeserted = (organisation: Organisation, department: string, at: string): boolean =>
  !isDepartment(organisation, department) ||
  ![...organisation.people.values()].some(({ id }) =>
    placeOf(organisation, id, at).departments.includes(department),
  );
