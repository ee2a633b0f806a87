import { actingIn, isSamePerson, refuse, type Actor, type CommandActor, type Refusal } from '#event-sourcing';
import { actingAs, involvedIn, OPERATIONS, rankOf } from '#cases';
import { holdingsOver, isPresent, levelsHeldBetween, notOneOfUs, type Holding } from '#organisation';
import { beginningOf, OVERSIGHT, type ConductRules, type Procedure } from '#procedures';
import type { ConductContext, ConductWho } from './command.ts';
import type { ConductCommand } from './commands.ts';
import { notKept } from './rules.ts';
import type { By, ConductState, Entry } from './state.ts';

type Staff = Extract<ConductWho, { readonly sentBy: 'staff' }>['by'];
export type Scene = Omit<ConductContext, 'actor' | 'today' | 'stamp'>;

/** What a command is about: who must not have had a part in it, and when it was. */
interface Subject {
  readonly cases: readonly string[];
  readonly before: readonly By[];
  readonly entries: readonly Entry[];
}

/** The entries and earlier decisions that a command judges. */
export function subjectOf({ type, data }: ConductCommand, state: ConductState): Subject {
  const named = 'entry' in data ? data.entry : 'proposal' in data ? data.proposal : undefined;
  const appeal =
    type === 'DecideAppeal' ? state.appeals.find((each) => each.appeal === data.appeal) : undefined;
  const target = appeal?.against ?? named;
  const proposal = state.proposals.find((each) => each.proposal === target);
  const entries = state.entries.filter(({ entry }) => entry === target || proposal?.basis.includes(entry));
  const reported = entries.flatMap(({ reportedBy }) => reportedBy ?? []);
  const decided = [...entries, ...(proposal ? [proposal] : [])].flatMap(({ decidedBy }) => decidedBy ?? []);
  return {
    cases: [...new Set(entries.flatMap((each) => each.case ?? []))],
    before: appeal === undefined ? reported : [...reported, ...decided],
    entries,
  };
}

/** From when it happened, not from when the record heard of it, where that was later. */
const sinceOf = ({ entries }: Subject, { timeZone }: Procedure): string =>
  entries
    .flatMap(({ at, on }) => [at, ...(on === undefined ? [] : [beginningOf(timeZone, on)])])
    .toSorted()[0] ?? '';

/** In which one capacity somebody acts; several do not add up (D22). */
export function standingIn(who: Staff, asked: CommandActor, subject: Subject, scene: Scene): Actor | Refusal {
  const { organisation, now, of, procedure } = scene;
  const { conduct } = procedure;
  if (conduct === undefined) return notKept(procedure.id);
  if (!isPresent(organisation, asked.id, now)) return notOneOfUs(asked.id);
  if (who === 'concerned')
    return isSamePerson(asked.id, of.person) ? { id: asked.id, role: OPERATIONS } : notTheirs;
  if (isSamePerson(asked.id, of.person)) return aboutThemselves;
  const { holdings, needed } = eligible(who, { conduct, subject, asked }, scene);
  const actor = actingAs(asked, holdings);
  if (actor === undefined) return notEntitled(needed);
  return who === 'reporting' ? actor : (hadPart(actor, subject, scene) ?? actor);
}

interface Weighed {
  readonly conduct: ConductRules;
  readonly subject: Subject;
  readonly asked: CommandActor;
}

/** What they hold where the person works, as far as it is enough. */
function eligible(
  who: Exclude<Staff, 'concerned'>,
  { conduct, subject, asked }: Weighed,
  scene: Scene,
): { readonly holdings: readonly Holding[]; readonly needed: readonly string[] } {
  const { organisation, procedure, now, of } = scene;
  const held = holdingsOver(organisation, of.person, { id: asked.id, procedure: procedure.id, at: now });
  if (who === 'reporting')
    return {
      holdings: held.filter(({ level }) => conduct.reportedBy.includes(level)),
      needed: conduct.reportedBy,
    };
  const rank =
    who === 'deciding' ? rankDeciding(scene, sinceOf(subject, procedure)) : rankHearing(scene, subject);
  return {
    holdings: held.filter(({ level }) => rankOf(procedure, level) >= rank),
    needed: levelsFrom(procedure, rank),
  };
}

/** CON-1: the level that the file names, or the next above the highest that the person holds or held since it happened. */
export function rankDeciding(
  { procedure, organisation, of, now }: Omit<Scene, 'about'>,
  since: string,
): number {
  const held = levelsHeldBetween(organisation, of.person, procedure.id, [since === '' ? now : since, now]);
  const above = held.map((level) => rankOf(procedure, level) + 1);
  const named = rankOf(procedure, procedure.conduct?.decidedBy ?? OVERSIGHT);
  // Nobody stands above whoever looks after the top; one of them decides about another.
  return Math.min(Math.max(named, ...above), rankOf(procedure, OVERSIGHT));
}

/** CON-4: above whoever decided, too. */
function rankHearing(scene: Scene, subject: Subject): number {
  const { procedure } = scene;
  const since = sinceOf(subject, procedure);
  const named = rankOf(procedure, procedure.conduct?.appealsTo ?? OVERSIGHT);
  const above = subject.before.map(({ role }) => rankOf(procedure, role) + 1);
  return Math.min(Math.max(named, rankDeciding(scene, since), ...above), rankOf(procedure, OVERSIGHT));
}

const levelsFrom = (procedure: Procedure, rank: number): readonly string[] => [
  ...procedure.ladder.slice(Math.max(rank, 0)).map(({ id }) => id),
  OVERSIGHT,
];

/** CON-1, INV-4: whoever was in the case in any part, has reported it or has decided it before. */
function hadPart(actor: Actor, { before }: Subject, { about }: Scene): Refusal | undefined {
  const involved = about.flatMap((state) => (state.status === 'logged' ? involvedIn(state) : []));
  const people = [...involved, ...before.flatMap((each) => each.people)];
  return actingIn(actor).some((one) => people.some((person) => isSamePerson(one, person)))
    ? refuse('CON-1', 'had-a-part', 'You had a part in what this is about, so somebody else decides.', {
        remedy: 'Leave it to somebody else of your level, or to the level above.',
      })
    : undefined;
}

const aboutThemselves = refuse('INV-4', 'conflict-of-interest', 'Nobody decides about themselves.', {
  remedy: 'Lodge an appeal if you do not agree.',
});

const notTheirs = refuse('CON-4', 'not-authorised', 'Only the person themselves appeals.', {
  remedy: 'Have them do it.',
});

const notEntitled = (levels: readonly string[]): Refusal =>
  refuse('D22', 'not-authorised', 'You hold no level over this person that may do this.', {
    remedy: `Ask one of these: ${levels.join(', ')}.`,
    details: { levels },
  });
