import { isSamePerson, refuse, type Actor, type CommandActor, type Refusal } from '#event-sourcing';
import { actingAs, OPERATIONS, rankOf } from '#cases';
import {
  deputisedBy,
  holdingsOf,
  isPresent,
  notOneOfUs,
  type Holding,
  type Organisation,
} from '#organisation';
import type { Procedure } from '#procedures';
import type { IssueWho } from './command.ts';
import { isAboutAny } from './rules.ts';
import type { Issue } from './state.ts';

/** What of an issue says who leads it, and where. */
export type Led = Pick<Issue, 'site' | 'recurrence' | 'about' | 'ledBy' | 'extendedBy'> & {
  readonly procedure: Pick<Issue['procedure'], 'id'>;
};

export interface Scene {
  readonly organisation: Organisation;
  readonly procedure: Procedure | undefined;
  readonly at: string;
}

/** At which levels somebody stands there, from the one that is asked for; for nobody whom it is about (INV-4). */
export function holding(
  led: Led,
  from: string | undefined,
  person: string,
  scene: Scene,
): readonly Holding[] {
  const { organisation, procedure, at } = scene;
  if (procedure === undefined) return [];
  const there = { procedure: led.procedure.id, ...(led.site !== undefined && { site: led.site }) };
  const least = from === undefined ? 0 : rankOf(procedure, from);
  return holdingsOf(organisation, person, there, at).filter(
    ({ level, deputyFor }) =>
      rankOf(procedure, level) >= least && !isAboutAny(led, [person, deputyFor ?? person]),
  );
}

/** In which one capacity somebody acts; several do not add up (D22). */
export function standingIn(
  led: Led,
  by: Exclude<Extract<IssueWho, { readonly sentBy: 'staff' }>['by'], 'owner'>,
  asked: CommandActor,
  scene: Scene,
): Actor | Refusal {
  const { organisation, at } = scene;
  if (!isPresent(organisation, asked.id, at)) return notOneOfUs(asked.id);
  const from = { ladder: undefined, leading: led.ledBy, extending: led.extendedBy }[by];
  return (
    actingAs(asked, holding(led, from, asked.id, scene)) ??
    refuse('IMP-2', 'not-authorised', 'You do not hold the level that this needs there.', {
      remedy: 'Ask whoever does.',
      details: { level: from ?? 'any level of the ladder' },
    })
  );
}

/** For whom somebody does what was given to one person: themselves first (DIS-5). */
export function owning(
  led: Led,
  owner: string | undefined,
  asked: CommandActor,
  scene: Scene,
): Actor | Refusal {
  const { organisation, at } = scene;
  if (!isPresent(organisation, asked.id, at)) return notOneOfUs(asked.id);
  const fits = owner !== undefined && !isAboutAny(led, [asked.id, owner]);
  if (fits && isSamePerson(owner, asked.id)) return { id: asked.id, role: OPERATIONS };
  const deputyFor = fits
    ? deputisedBy(organisation, asked.id, at).find((each) => isSamePerson(each, owner))
    : undefined;
  return deputyFor === undefined
    ? refuse('IMP-2', 'not-authorised', 'Only whoever the action was given to completes it.', {
        remedy: 'Have it handed over to you.',
      })
    : { id: asked.id, role: OPERATIONS, deputyFor };
}
