import { isSamePerson, personKey, type Instant } from '#event-sourcing';
import { decidedAt, isAbout, readsAs, type CaseRecord, type CaseState } from '#cases';
import { holdingsOf, holdsAt, isPresent, placeOf, type Organisation } from '#organisation';
import type { Hearer, Procedure } from '#procedures';
import type { Hearing } from '../notice/events.ts';
import type { Fact } from './fact.ts';

/** Where it is looked for who hears of a fact. */
export interface Scene {
  readonly state: CaseRecord;
  readonly procedure: Procedure;
  readonly organisation: Organisation;
  readonly now: Instant;
}

/** Everybody whom a rule names, each once, without those who may not read the case or have done it themselves. */
export function hearersOf(tell: readonly Hearer[], fact: Fact, scene: Scene): readonly Hearing[] {
  const found = new Map<string, Hearing>();
  for (const hearer of tell)
    for (const hearing of hearer === 'complainant' ? outside(scene) : inside(hearer, fact, scene)) {
      const key = 'staff' in hearing ? `staff ${personKey(hearing.staff)}` : 'complainant';
      if (!found.has(key) && isNews(hearing, fact) && mayHearOf(hearing, scene)) found.set(key, hearing);
    }
  return [...found.values()];
}

const isNews = (hearing: Hearing, { by }: Fact): boolean =>
  !('staff' in hearing) || !isSamePerson(hearing.staff, by);

/** CLS-9, PRI-4: nobody writes to staff who complain from within, nor to somebody unknown. */
const outside = ({ state: { complainant } }: Scene): readonly Hearing[] =>
  complainant.anonymous || complainant.kind === 'staff' || typeof complainant.email !== 'string'
    ? []
    : [{ complainant: true }];

const inside = (hearer: Exclude<Hearer, 'complainant'>, fact: Fact, scene: Scene): readonly Hearing[] =>
  named(hearer, fact, scene).flatMap((person) => whoIsThere(person, scene));

function named(hearer: Exclude<Hearer, 'complainant'>, fact: Fact, scene: Scene): readonly string[] {
  const { state } = scene;
  if (typeof hearer === 'object')
    return 'level' in hearer ? holding(hearer.level, scene) : peopleOf(hearer.department, scene);
  switch (hearer) {
    case 'owner':
      return [state.owner ?? []].flat();
    case 'responsible':
      return fact.person === undefined ? theirs(fact, scene) : [fact.person];
    case 'department':
      return peopleOf(fact.department ?? state.department, scene);
    case 'level':
      return holding(fact.level ?? state.level, scene);
  }
}

/** Nobody answered for it by name: the department or the level that did. */
const theirs = ({ department, level }: Fact, scene: Scene): readonly string[] =>
  department === undefined ? holding(level, scene) : peopleOf(department, scene);

const everybody = ({ organisation }: Scene): readonly string[] =>
  [...organisation.people.values()].map(({ id }) => id);

/** AUT-1: who holds it for themselves where the case is decided on. */
const holding = (level: string | undefined, scene: Scene): readonly string[] =>
  everybody(scene).filter((person) =>
    holdingsOf(scene.organisation, person, decidedAt(scene.state, scene.procedure), scene.now).some(
      (each) => each.level === level && each.deputyFor === undefined,
    ),
  );

const peopleOf = (department: string | undefined, scene: Scene): readonly string[] =>
  department === undefined
    ? []
    : everybody(scene).filter((person) =>
        placeOf(scene.organisation, person, scene.now).departments.includes(department),
      );

/** DIS-5: whoever stands in for somebody who is away hears in their place. */
function whoIsThere(person: string, { organisation, now }: Scene): readonly Hearing[] {
  const deputies = organisation.deputies.filter(
    (each) =>
      isSamePerson(each.forPerson, person) && holdsAt(each, now) && isPresent(organisation, each.deputy, now),
  );
  return deputies.length === 0
    ? [{ staff: person }]
    : deputies.map(({ deputy }) => ({ staff: deputy, inPlaceOf: person }));
}

/** INV-4, PRI-1: nobody hears what they may not read. */
function mayHearOf(hearing: Hearing, { state, procedure, organisation, now }: Scene): boolean {
  if (!('staff' in hearing)) return true;
  const { staff: id, inPlaceOf } = hearing;
  if (isAbout(state.respondents, id) || isAbout(state.respondents, inPlaceOf)) return false;
  return readsAs({ id, roles: ['operations'], organisation, at: now }, state, procedure) !== undefined;
}

/** The same when it is sent, which may be days later. */
export const mayHear = (
  hearing: Hearing,
  {
    about,
    procedure,
    ...rest
  }: Omit<Scene, 'state' | 'procedure'> & {
    readonly about: CaseState;
    readonly procedure: Procedure | undefined;
  },
): boolean =>
  about.status === 'logged' &&
  procedure !== undefined &&
  (!('complainant' in hearing) || outside({ ...rest, state: about, procedure }).length > 0) &&
  mayHearOf(hearing, { ...rest, state: about, procedure });
