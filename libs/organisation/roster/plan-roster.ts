import { isRefusal, personKey, stampMetadata, type Instant, type Refusal, type Stamp } from '#event-sourcing';
import type { OrganisationContext } from '../organisation/command.ts';
import type { OrganisationCommand } from '../organisation/commands.ts';
import { isPresent, personOf } from '../organisation/holding.ts';
import { organisationDecider } from '../organisation/organisation.decider.ts';
import { isSamePost, type Organisation, type Post } from '../organisation/state.ts';
import type { Roster } from './roster-fields.ts';

/** What has to be sent so that the organisation is as the roster says. */
export interface RosterPlan {
  readonly commands: readonly OrganisationCommand[];
  readonly refusals: readonly Refusal[];
  /** Who works here by the history, but does not stand in the roster. */
  readonly notInRoster: readonly string[];
}

interface Options extends OrganisationContext {
  /** Whoever does not stand in the roster leaves, and places that do not stand there close. */
  readonly remove: boolean;
}

/**
 * Compares the roster with the organisation, by the decisions themselves: what they would not change is left out, so a
 * roster that was applied plans nothing any more.
 */
export function planRoster(roster: Roster, organisation: Organisation, options: Options): RosterPlan {
  const draft = new Draft(organisation, options);
  for (const { id, name } of roster.sites ?? [])
    draft.send({ type: 'RegisterSite', data: { site: id, name } });
  for (const { id, ...department } of roster.departments ?? [])
    draft.send({ type: 'RegisterDepartment', data: { department: id, ...department } });
  for (const person of roster.people) draft.place(person, roster.since);
  for (const person of roster.people) draft.hold(person, roster.since);
  for (const { for: forPerson, ...deputy } of roster.deputies ?? [])
    draft.send({ type: 'AppointDeputy', data: { ...deputy, forPerson } });
  for (const adoption of roster.adopts ?? []) draft.send({ type: 'AdoptProcedure', data: adoption });
  const notInRoster = missingPeople(roster, organisation, options.now);
  if (options.remove) draft.remove(notInRoster, roster);
  return { commands: draft.commands, refusals: draft.refusals, notInRoster };
}

const missingPeople = ({ people }: Roster, organisation: Organisation, now: Instant): readonly string[] => {
  const listed = new Set(people.map(({ id }) => personKey(id)));
  return [...organisation.people.values()]
    .filter(({ id }) => !listed.has(personKey(id)) && isPresent(organisation, id, now))
    .map(({ id }) => id);
};

type Person = Roster['people'][number];

type Adopted = NonNullable<Roster['adopts']>[number];

/** The commands so far, and the organisation as they would leave it. */
class Draft {
  readonly commands: OrganisationCommand[] = [];
  readonly refusals: Refusal[] = [];
  #state: Organisation;
  readonly #options: Options;

  constructor(state: Organisation, options: Options) {
    this.#state = state;
    this.#options = options;
  }

  send(command: OrganisationCommand): void {
    const decision = organisationDecider.decide(command, this.#state, this.#options);
    if (isRefusal(decision)) return void this.refusals.push(decision);
    if (decision.length === 0) return;
    this.commands.push(command);
    const stamp = { ...UNSTAMPED, recordedAt: this.#options.now };
    this.#state = decision.reduce(
      (state, each) => organisationDecider.evolve(state, stampMetadata(each, stamp)),
      this.#state,
    );
  }

  place({ id, name, departments = [], site, from }: Person, since: string): void {
    const known = personOf(this.#state, id)?.presences.some(({ until }) => until === undefined) === true;
    const placed = { person: id, name, departments, ...(site !== undefined && { site }) };
    // Somebody who is here already changes from now on, unless the roster says from when.
    if (known) this.send({ type: 'ChangePerson', data: { ...placed, ...(from !== undefined && { from }) } });
    else this.send({ type: 'RegisterPerson', data: { ...placed, from: from ?? since } });
  }

  hold({ id, levels = [], from, mail }: Person, since: string): void {
    if (mail !== undefined) this.send({ type: 'SetMailAddress', data: { person: id, ...mail } });
    const held = personOf(this.#state, id)?.posts.filter(({ until }) => until === undefined) ?? [];
    for (const { from: _from, until: _until, ...post } of held)
      if (!levels.some((each) => isSamePost(each, post)))
        this.send({ type: 'WithdrawLevel', data: { person: id, ...post } });
    for (const { from: own, ...post } of levels)
      this.send({ type: 'AssignLevel', data: { person: id, ...(post as Post), from: own ?? from ?? since } });
  }

  remove(people: readonly string[], { sites = [], departments = [], adopts = [] }: Roster): void {
    this.#drop(adopts);
    for (const person of people) this.send({ type: 'RecordDeparture', data: { person } });
    for (const [department, { closed }] of this.#state.departments)
      if (!closed && !departments.some(({ id }) => id === department))
        this.send({ type: 'CloseDepartment', data: { department } });
    for (const [site, { closed }] of this.#state.sites)
      if (!closed && !sites.some(({ id }) => id === site)) this.send({ type: 'CloseSite', data: { site } });
  }

  #drop(kept: readonly Adopted[]): void {
    for (const { procedure, site, until } of this.#state.adoptions)
      if (until === undefined && !kept.some((each) => each.procedure === procedure && each.site === site))
        this.send({ type: 'DropProcedure', data: { procedure, ...(site !== undefined && { site }) } });
  }
}

const UNSTAMPED: Omit<Stamp, 'recordedAt'> = {
  commandId: '' as Stamp['commandId'],
  commandHash: '',
  actor: { id: 'plan', role: 'admin' },
};
