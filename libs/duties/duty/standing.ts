import { isSamePerson, refuse, type Actor, type CommandActor, type Refusal } from '#event-sourcing';
import { actingAs } from '#cases';
import {
  deputisedBy,
  holdingsOf,
  isPresent,
  notOneOfUs,
  placeOf,
  type Holding,
  type Organisation,
} from '#organisation';
import type { DutyOpened } from './events.ts';
import type { DutyWho } from './command.ts';

/** What of a turn says who owes it and whom it answers to. */
export type Owed = Pick<DutyOpened, 'site' | 'owedBy' | 'answersTo' | 'dueAt'> & {
  readonly procedure: Pick<DutyOpened['procedure'], 'id'>;
  readonly takenUpBy?: string;
};

interface Scene {
  readonly organisation: Organisation;
  readonly at: string;
}

const whereabouts = ({ procedure, site }: Owed) => ({
  procedure: procedure.id,
  ...(site !== undefined && { site }),
});

/** At which of these levels somebody stands there, for themselves or for somebody who is away. */
const atLevel = (turn: Owed, levels: readonly string[], person: string, { organisation, at }: Scene) =>
  holdingsOf(organisation, person, whereabouts(turn), at).filter(({ level }) => levels.includes(level));

/** DIS-1, DIS-5: for whom of the department at that site somebody speaks: themselves first. */
function inDepartment(
  turn: Owed,
  department: string,
  person: string,
  scene: Scene,
): readonly Partial<Holding>[] {
  const { organisation, at } = scene;
  return [person, ...deputisedBy(organisation, person, at)]
    .filter((each) => {
      const place = placeOf(organisation, each, at);
      return place.departments.includes(department) && (turn.site === undefined || place.site === turn.site);
    })
    .map((each) => (isSamePerson(each, person) ? {} : { deputyFor: each }));
}

/** As what somebody owes the turn: for themselves first. */
const owingAs = (turn: Owed, person: string, scene: Scene): readonly Partial<Holding>[] =>
  'level' in turn.owedBy
    ? atLevel(turn, [turn.owedBy.level], person, scene)
    : inDepartment(turn, turn.owedBy.department, person, scene);

export const owes = (turn: Owed, person: string, scene: Scene): boolean =>
  owingAs(turn, person, scene).length > 0;

/** Whoever hears of a miss. */
export const isAbove = (turn: Owed, person: string, scene: Scene): boolean =>
  atLevel(turn, turn.answersTo, person, scene).length > 0;

/** D25: whoever took it up, and otherwise everybody who owed it at that moment. */
export function responsibleAt(turn: Owed, organisation: Organisation, at: string): readonly string[] {
  if (turn.takenUpBy !== undefined) return [turn.takenUpBy];
  return [...organisation.people.values()]
    .map(({ id }) => id)
    .filter((id) => owes(turn, id, { organisation, at }))
    .sort();
}

/** In which one capacity somebody acts; several do not add up (D22). */
export function standingIn(
  turn: Owed,
  by: Extract<DutyWho, { readonly sentBy: 'staff' }>['by'],
  asked: CommandActor,
  scene: Scene,
): Actor | Refusal {
  const { organisation, at } = scene;
  if (!isPresent(organisation, asked.id, at)) return notOneOfUs(asked.id);
  const capacities: readonly Partial<Holding>[] =
    by === 'owing'
      ? owingAs(turn, asked.id, scene)
      : atLevel(turn, turn.answersTo, asked.id, scene).filter(({ deputyFor }) =>
          [asked.id, deputyFor ?? asked.id].every((person) => !isExcusing(turn, person, scene)),
        );
  return actingAs(asked, capacities) ?? notTheirs(turn, by, isExcusing(turn, asked.id, scene));
}

/** Nobody excuses themselves, nor lets somebody else do it in their place; whoever owed it when it was due still does. */
const isExcusing = (turn: Owed, person: string, scene: Scene): boolean =>
  [scene.at, turn.dueAt].some((at) => owes(turn, person, { ...scene, at })) || isTaken(turn, person);

const isTaken = ({ takenUpBy }: Owed, person: string): boolean => isSamePerson(takenUpBy, person);

const ownerText = ({ owedBy, site }: Owed): string =>
  `${'level' in owedBy ? `the level "${owedBy.level}"` : `people of "${owedBy.department}"`}${site === undefined ? '' : ` at "${site}"`}`;

const notTheirs = (turn: Owed, by: 'owing' | 'above', owing: boolean): Refusal =>
  by === 'owing'
    ? refuse('D22', 'not-authorised', `This is for ${ownerText(turn)}.`, {
        remedy: 'Have them do it, or whoever stands in for them.',
        details: { owedBy: turn.owedBy },
      })
    : owing
      ? refuse('D22', 'same-person', 'Nobody excuses themselves.', {
          remedy: `Ask a level that it answers to: ${turn.answersTo.join(', ')}.`,
          details: { answersTo: turn.answersTo },
        })
      : refuse('D22', 'not-authorised', 'Only a level that the duty answers to excuses it.', {
          remedy: `Ask one of these: ${turn.answersTo.join(', ')}.`,
          details: { answersTo: turn.answersTo },
        });
