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
import { FRONTLINE, isBody, OVERSIGHT, type Procedure } from '#procedures';
import type { FeedbackWho } from './command.ts';
import { isAboutAny } from './rules.ts';
import type { Feedback } from './state.ts';

/** What of feedback says who deals with it, and where. */
export type Dealt = Pick<Feedback, 'site' | 'about' | 'staffId' | 'owner' | 'receivedBy'> & {
  readonly procedure: Pick<Feedback['procedure'], 'id'>;
};

export interface Scene {
  readonly organisation: Organisation;
  readonly procedure: Procedure | undefined;
  readonly at: string;
}

/** Levels of the ladder that somebody holds there; for nobody whom it is about, and in nobody's place whom it is about (INV-4). */
export function holding(
  dealt: Dealt,
  person: string,
  { organisation, procedure, at }: Scene,
): readonly Holding[] {
  if (procedure === undefined) return [];
  const there = { procedure: dealt.procedure.id, ...(dealt.site !== undefined && { site: dealt.site }) };
  return holdingsOf(organisation, person, there, at).filter(
    ({ level, deputyFor = person }) =>
      level !== OVERSIGHT && !isBody(procedure, level) && !isAboutAny(dealt, [person, deputyFor]),
  );
}

/** For whom somebody deals with it, of those who received it or have it: themselves first (DIS-5). */
export function dealingFor(dealt: Dealt, person: string, { organisation, at }: Scene): string | undefined {
  if (isAboutAny(dealt, [person])) return undefined;
  const theirs = [dealt.receivedBy, ...(dealt.owner === undefined ? [] : [dealt.owner])];
  return [person, ...deputisedBy(organisation, person, at)].find(
    (each) => !isAboutAny(dealt, [each]) && theirs.some((one) => isSamePerson(one, each)),
  );
}

const isOwn = ({ staffId }: Dealt, { deputyFor }: Pick<Actor, 'deputyFor'>, person: string): boolean =>
  [person, deputyFor].some((one) => isSamePerson(one, staffId));

/** In which one capacity somebody acts; several do not add up (D22). */
export function standingIn(
  dealt: Dealt,
  by: Extract<FeedbackWho, { readonly sentBy: 'staff' }>['by'],
  asked: CommandActor,
  scene: Scene,
): Actor | Refusal {
  const { organisation, procedure, at } = scene;
  if (!isPresent(organisation, asked.id, at)) return notOneOfUs(asked.id);
  const held = holding(dealt, asked.id, scene);
  if (by === 'judging') {
    const least = procedure === undefined ? 0 : rankOf(procedure, FRONTLINE) + 1;
    const above = held.filter(
      (each) =>
        procedure !== undefined && rankOf(procedure, each.level) >= least && !isOwn(dealt, each, asked.id),
    );
    return actingAs(asked, above) ?? notAuthorised('a level above the front line');
  }
  if (by === 'anybody') return actingAs(asked, [...held, {}]) ?? notAuthorised('that level');
  const dealingWith = dealingFor(dealt, asked.id, scene);
  const own =
    dealingWith === undefined
      ? []
      : [isSamePerson(dealingWith, asked.id) ? {} : { level: OPERATIONS, deputyFor: dealingWith }];
  return actingAs(asked, [...held, ...own]) ?? notAuthorised('any level of the ladder');
}

const notAuthorised = (level: string): Refusal =>
  refuse('IMP-5', 'not-authorised', 'You hold nothing there that this needs, or it is about you or yours.', {
    remedy: 'Ask whoever does.',
    details: { level },
  });
