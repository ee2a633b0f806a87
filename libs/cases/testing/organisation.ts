import { instant, personKey } from '#event-sourcing';
import type { Organisation, Person, Post } from '#organisation';

export const EVER = instant('2000-01-01T00:00:00Z');

/** Somebody of an organisation that a story brings; what is left out is nothing. */
export interface Member {
  readonly id: string;
  readonly name?: string;
  readonly site?: string;
  readonly departments?: readonly string[];
  readonly posts?: readonly (Post & Partial<Person['posts'][number]>)[];
}

const memberOf = ({ id, name = id, site, departments = [], posts = [] }: Member): Person => ({
  ...{ id, name, presences: [{ from: EVER }] },
  places: [{ from: EVER, departments, ...(site !== undefined && { site }) }],
  posts: posts.map((post) => ({ from: EVER, ...post })),
});

/** Exactly these people, at the sites and in the departments that they name. */
export function organisationOf(
  members: readonly Member[],
  more: Partial<Pick<Organisation, 'deputies' | 'departments'>> = {},
): Organisation {
  const sites = members.flatMap(({ site, posts = [] }) => [site, ...posts.map((post) => post.site)]);
  const named = members.flatMap(({ departments = [] }) => departments);
  return {
    sites: new Map(
      sites.flatMap((site) => (site === undefined ? [] : [[site, { name: site, closed: false }]])),
    ),
    departments: new Map(named.map((name) => [name, { name, closed: false }])),
    people: new Map(members.map((member) => [personKey(member.id), memberOf(member)])),
    deputies: [],
    adoptions: [],
    ...more,
  };
}
