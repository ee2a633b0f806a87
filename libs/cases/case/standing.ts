import { isSamePerson, refuse, type Actor, type CommandActor, type Refusal } from '#event-sourcing';
import {
  deputisedBy,
  holdingsOf,
  isPresent,
  placeOf,
  type Holding,
  type Organisation,
  type Whereabouts,
} from '#organisation';
import { departmentFor, FRONTLINE, isBody, OVERSIGHT, type Procedure } from '#procedures';
import { isAbout, isAboutTop, rankOf } from './context.ts';
import type { CaseRecord, CaseState, Dispatch } from './state.ts';

/** The capacity of everybody who works on cases without acting at a level. */
export const OPERATIONS = 'operations';

/** D22: in which one of what fits somebody acts: as they ask, otherwise in the first. Without a level, they work on it. */
export function actingAs(
  { id, role }: CommandActor,
  fitting: readonly Partial<Holding>[],
): Actor | undefined {
  const found = fitting.find(({ level = OPERATIONS }) => [undefined, OPERATIONS, level].includes(role));
  return found && acting(id, found.level ?? OPERATIONS, found.deputyFor);
}

/** What somebody wants to act in. */
export interface Scene {
  readonly organisation: Organisation;
  readonly procedure: Procedure;
  readonly state: CaseState;
  /** Before there is a case: of whoever opens it. */
  readonly site?: string | undefined;
  /** Opening a case is for everybody who works here: nobody is turned away (INT-7). */
  readonly opens: boolean;
  readonly happenedAt: string;
  readonly now: string;
}

/**
 * AUT-1, LIF-3: in which one capacity somebody acts in a case, by what the organisation says. A level counts in its
 * procedure and place; it has to be held when it happened and still when it is recorded, so that nobody lends
 * themselves by a date what they do not hold. Several do not add up: whoever asks for none acts in the lowest that is
 * their own.
 */
export function standingIn(scene: Scene, asked: CommandActor): Actor | Refusal {
  const { organisation, procedure, now } = scene;
  if (organisation.people.size === 0) return nobodyIsKnown;
  if (!isPresent(organisation, asked.id, now)) return notOneOfUs(asked.id);
  const held = heldIn(scene, asked.id);
  const { role = usual(held, scene) } = asked;
  if (role === OPERATIONS) return atTheFrontLine(scene, asked.id, held);
  const isKnown = rankOf(procedure, role) >= 0 || isBody(procedure, role);
  const holding = isKnown ? held.find(({ level }) => level === role) : undefined;
  return holding === undefined ? notHeld(role, held, scene) : acting(asked.id, role, holding.deputyFor);
}

const acting = (id: string, role: string, deputyFor: string | undefined): Actor => ({
  ...{ id, role },
  ...(deputyFor !== undefined && { deputyFor }),
});

function heldIn(scene: Scene, person: string): readonly Holding[] {
  const { organisation, happenedAt, now } = scene;
  const where = whereabouts(scene);
  const still = holdingsOf(organisation, person, where, now);
  const isSame = (left: Holding, right: Holding): boolean =>
    left.level === right.level &&
    (left.deputyFor === right.deputyFor || isSamePerson(left.deputyFor, right.deputyFor));
  return holdingsOf(organisation, person, where, happenedAt).filter(
    (then) => still.some((each) => isSame(each, then)) && countsIn(then, scene),
  );
}

/** INV-4: whoever is designated for complaints about the highest level is nobody in others. */
const countsIn = ({ level }: Pick<Holding, 'level'>, { state, ...moment }: Scene): boolean =>
  level !== OVERSIGHT || (state.status === 'logged' && isAboutTop(state, moment));

const whereabouts = ({ procedure, state, site }: Scene): Whereabouts =>
  state.status === 'logged'
    ? decidedAt(state, procedure)
    : { procedure: procedure.id, ...(site !== undefined && { site }) };

/**
 * AUT-1, DIS-2: where the case is decided on. A department has it because the procedure routes it there, or because its own
 * people signed for the form: whoever sends or assigns the case does not choose its judge.
 */
export const decidedAt = (
  { site, category, dispatches }: Pick<CaseRecord, 'site' | 'category' | 'dispatches'>,
  procedure: Pick<Procedure, 'id' | 'routing'>,
): Whereabouts => {
  const signed = dispatches.findLast(({ part, status }) => part === 'lead' && SIGNED.has(status));
  const routed = category === undefined ? undefined : departmentFor(procedure, category);
  const department = signed?.department ?? routed;
  return whereaboutsOf({ ...(site !== undefined && { site }), ...(department && { department }) }, procedure);
};

const SIGNED: ReadonlySet<string> = new Set<Dispatch['status']>(['received', 'handedBack']);

/** What a post has to be for, to count in the case. */
export const whereaboutsOf = (
  { site, department }: { readonly site?: string; readonly department?: string },
  { id }: Pick<Procedure, 'id'>,
): Whereabouts => ({
  procedure: id,
  ...(site !== undefined && { site }),
  ...(department !== undefined && { department }),
});

function usual(held: readonly Holding[], { procedure, opens }: Scene): string {
  const own = held.filter(({ deputyFor }) => deputyFor === undefined);
  const isHeld = ({ id }: { readonly id: string }): boolean => own.some(({ level }) => level === id);
  const level = procedure.ladder.find(isHeld)?.id;
  // Who is of a body and nothing else looks at what others do; whoever comes to them is received all the same (INT-7).
  const body =
    opens || own.some((each) => each.level === FRONTLINE) ? undefined : procedure.bodies.find(isHeld)?.id;
  return level ?? body ?? OPERATIONS;
}

function atTheFrontLine(scene: Scene, person: string, all: readonly Holding[]): Actor | Refusal {
  const { state, opens, procedure } = scene;
  const held = all.filter(({ level }) => !isBody(procedure, level));
  const own = held.some(({ deputyFor }) => deputyFor === undefined);
  if (own || opens || (state.status === 'logged' && hasPartIn(scene, state, person)))
    return acting(person, OPERATIONS, undefined);
  const respondents = state.status === 'logged' ? state.respondents : [];
  // Of several whom they stand in for, one who is not complained about (INV-4).
  const lent = held.find(({ deputyFor }) => !isAbout(respondents, deputyFor)) ?? held[0];
  return lent === undefined ? noBusiness(scene) : acting(person, OPERATIONS, lent.deputyFor);
}

/** They received it, were given it, or their department has its form (DIS-1). */
export function hasPartIn(
  { organisation, now }: Pick<Scene, 'organisation' | 'now'>,
  state: CaseRecord,
  person: string,
): boolean {
  const theirs = placesOf(organisation, person, state.respondents, now);
  return (
    [state.receivedBy, ...state.entrusted].some((one) => isSamePerson(one, person)) ||
    departmentsWith(state).some((each) => theirs.includes(each))
  );
}

/** INV-4: their own departments, and those of whom they stand in for, unless that is somebody complained about. */
export const placesOf = (
  organisation: Organisation,
  person: string,
  respondents: CaseRecord['respondents'],
  at: string,
): readonly string[] => {
  const lent = deputisedBy(organisation, person, at).filter((each) => !isAbout(respondents, each));
  return [person, ...lent].flatMap((each) => placeOf(organisation, each, at).departments);
};

/** Every department that the case is or was with, unless it gave it back as wrongly routed. */
export const departmentsWith = ({
  dispatches,
  department,
}: Pick<CaseRecord, 'dispatches' | 'department'>): readonly string[] => {
  const kept = dispatches.filter(({ status }) => status !== 'returned').map((each) => each.department);
  const isGivenBack =
    department !== undefined &&
    !kept.includes(department) &&
    dispatches.some((each) => each.department === department);
  return department === undefined || isGivenBack ? kept : [department, ...kept];
};

/** The site of a case that is being opened: as given, or where its receiver works. */
export const siteOfReceiver = (
  given: string | undefined,
  organisation: Organisation,
  person: string,
  at: string,
): string | undefined => given ?? placeOf(organisation, person, at).site;

const nobodyIsKnown: Refusal = refuse(
  'D23',
  'no-organisation',
  'Nobody is known here yet, so nobody can act.',
  { remedy: 'Tell who works here and who holds which level: redress organisation apply FILE.yaml' },
);

const notOneOfUs = (person: string): Refusal =>
  refuse('D23', 'unknown-actor', `"${person}" does not belong to the organisation.`, {
    remedy: 'Have an administrator register this person.',
  });

const notHeld = (role: string, held: readonly Holding[], scene: Scene): Refusal =>
  refuse('AUT-1', 'level-not-held', `You do not hold the level "${role}" in this case.`, {
    remedy: 'Act in what you hold here (X-Acting-Role), or have the level assigned.',
    details: { procedure: scene.procedure.id, held: held.map(({ level }) => level) },
  });

const noBusiness = ({ procedure }: Scene): Refusal =>
  refuse(
    'AUT-1',
    'no-part-in-it',
    `You work neither under "${procedure.id}" at this place nor on this case.`,
    {
      remedy: 'Ask somebody who does, or have the owner hand the case over to you.',
      details: { procedure: procedure.id },
    },
  );
