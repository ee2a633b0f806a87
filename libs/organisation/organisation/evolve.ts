import { personKey, type Instant } from '#event-sourcing';
import type { OrganisationEvent, OrganisationEventData } from './events.ts';
import {
  isAdoptedThere,
  isSamePost,
  type Adoption,
  type Deputyship,
  type Organisation,
  type Person,
} from './state.ts';

/** The fold of the organisation: total, pure, never throws; unknown events leave it as it is. */
export function evolve(state: Organisation, event: OrganisationEvent): Organisation {
  switch (event.type) {
    case 'SiteRegistered': {
      const { site, name } = event.data;
      return { ...state, sites: withEntry(state.sites, site, { name, closed: false }) };
    }
    case 'SiteClosed':
      return { ...state, sites: closed(state.sites, event.data.site) };
    case 'DepartmentRegistered': {
      const { department, name, site } = event.data;
      const known = { name, closed: false, ...(site !== undefined && { site }) };
      return { ...state, departments: withEntry(state.departments, department, known) };
    }
    case 'DepartmentClosed':
      return { ...state, departments: closed(state.departments, event.data.department) };
    case 'DeputyAppointed': {
      const { deputy, forPerson, from, until } = event.data;
      const added = { deputy, forPerson, from: at(from), until: at(until) };
      return { ...state, deputies: [...state.deputies, added] };
    }
    case 'DeputyEnded':
      return { ...state, deputies: state.deputies.map((each) => ended(each, event.data)) };
    case 'ProcedureAdopted': {
      const { from, ...adopted } = event.data;
      const others = ending(withoutCorrected(state, event.data), event.data);
      return { ...state, adoptions: [...others, { ...adopted, from: at(from) }] };
    }
    case 'ProcedureDropped':
      return { ...state, adoptions: ending(state, event.data) };
    default:
      return 'person' in event.data ? withPerson(state, event) : state;
  }
}

/** The same version is adopted there once more only where it has not begun: then its beginning was corrected. */
const withoutCorrected = (
  { adoptions }: Pick<Organisation, 'adoptions'>,
  { version, ...there }: OrganisationEventData<'ProcedureAdopted'>,
): Pick<Organisation, 'adoptions'> => ({
  adoptions: adoptions.filter((each) => !isAdoptedThere(each, there) || each.version !== version),
});

/** Of one procedure at one place there is one adoption at a time. */
const ending = (
  { adoptions }: Pick<Organisation, 'adoptions'>,
  { from, ...there }: OrganisationEventData<'ProcedureDropped'>,
): readonly Adoption[] =>
  adoptions.map((each) => (isAdoptedThere(each, there) ? { ...each, until: at(from) } : each));

type PersonEvent = OrganisationEvent<
  | 'PersonRegistered'
  | 'PersonChanged'
  | 'PersonDeparted'
  | 'LevelAssigned'
  | 'LevelWithdrawn'
  | 'MailAddressSet'
  | 'MailAddressRemoved'
>;

/** The schema lets through nothing but instants. */
const at = (text: string): Instant => text as Instant;

const withEntry = <Key, Value>(
  map: ReadonlyMap<Key, Value>,
  key: Key,
  value: Value,
): ReadonlyMap<Key, Value> => new Map(map).set(key, value);

function closed<Value extends { readonly closed: boolean }>(
  map: ReadonlyMap<string, Value>,
  key: string,
): ReadonlyMap<string, Value> {
  const found = map.get(key);
  return found === undefined ? map : withEntry(map, key, { ...found, closed: true });
}

function ended(each: Deputyship, data: OrganisationEventData<'DeputyEnded'>): Deputyship {
  const { deputy, forPerson, appointedFrom, from } = data;
  const same =
    personKey(each.deputy) === personKey(deputy) &&
    personKey(each.forPerson) === personKey(forPerson) &&
    each.from === appointedFrom;
  return same ? { ...each, until: at(from) } : each;
}

function withPerson(state: Organisation, event: PersonEvent): Organisation {
  const key = personKey(event.data.person);
  const person = changed(state.people.get(key), event);
  return person === undefined ? state : { ...state, people: withEntry(state.people, key, person) };
}

function changed(before: Person | undefined, event: PersonEvent): Person | undefined {
  if (event.type === 'PersonRegistered') return registered(before, event.data);
  if (before === undefined) return undefined;
  switch (event.type) {
    case 'PersonChanged': {
      const { name, from, departments, site } = event.data;
      return { ...before, name, places: [...before.places, placement(from, departments, site)] };
    }
    case 'MailAddressSet': {
      const { person: _, ...mail } = event.data;
      // What was erased is no text, and no address.
      return typeof mail.email === 'string' ? { ...before, mail } : withoutMail(before);
    }
    case 'MailAddressRemoved':
      return withoutMail(before);
    case 'PersonDeparted':
      return departed(before, at(event.data.from));
    case 'LevelAssigned': {
      const { person: _, from, ...post } = event.data;
      return { ...before, posts: [...before.posts, { ...post, from: at(from) }] };
    }
    case 'LevelWithdrawn': {
      const { person: _, from, ...post } = event.data;
      const ends = (each: Person['posts'][number]) => each.until === undefined && isSamePost(each, post);
      return {
        ...before,
        posts: before.posts.map((each) => (ends(each) ? { ...each, until: at(from) } : each)),
      };
    }
  }
}

const withoutMail = ({ mail: _, ...person }: Person): Person => person;

/** Somebody who comes back holds nothing of what was held before. */
function registered(
  before: Person | undefined,
  { person, name, departments, site, from }: OrganisationEventData<'PersonRegistered'>,
): Person {
  return {
    id: before?.id ?? person,
    name,
    presences: [...(before?.presences ?? []), { from: at(from) }],
    places: [...(before?.places ?? []), placement(from, departments, site)],
    posts: before?.posts ?? [],
  };
}

const placement = (from: string, departments: readonly string[], site: string | undefined) => ({
  from: at(from),
  departments,
  ...(site !== undefined && { site }),
});

function departed(person: Person, from: Instant): Person {
  const end = <Each extends { readonly until?: Instant }>(each: Each): Each =>
    each.until === undefined ? { ...each, until: from } : each;
  return { ...person, presences: person.presences.map(end), posts: person.posts.map(end) };
}
