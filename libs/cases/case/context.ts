import {
  actingIn,
  refuse,
  isSamePerson,
  type Actor,
  type Instant,
  type Refusal,
  type Stamp,
} from '#event-sourcing';
import { levelsHeldBetween, peopleCalled, type Organisation } from '#organisation';
import { FRONTLINE, highestLevelOf, levelRank, OVERSIGHT, severityRank, type Procedure } from '#procedures';
import type { CaseRecord, CaseState } from './state.ts';

export interface SetAside {
  readonly draw: string;
  readonly budget: string;
  readonly minor: number;
}

/** Everything that a decision may know beside command and state; comes from outside, so that deciding stays pure (D1). */
export interface CaseContext {
  /** Its key is destroyed, though it stands there: a backup has brought it back (PRI-2). */
  readonly forgotten?: true;
  /** The case itself, where the caller knows it: a case is neither merged into nor linked with itself (LIF-2). */
  readonly caseId?: string;
  readonly now: Instant;
  /** When the command's facts happened; clocks count from it (LIF-5). */
  readonly happenedAt: Instant;
  /** In the one capacity that the organisation grants them here (AUT-1, LIF-3). */
  readonly actor: Actor;
  /** Who there is, and who holds what (D23). */
  readonly organisation: Organisation;
  readonly procedure: Procedure;
  /** What the resulting events will be stamped with; the clock keeper folds them before they are recorded. */
  readonly stamp: Stamp;
  /** Why a fact is recorded so much later than it happened; asked for where that undoes what is on record (LIF-5). */
  readonly lateBecause?: string;
  /** The version that the case is to be moved to; absent where there is no such version (D13). */
  readonly target?: Procedure;
  /** The other case that the command names, as it stands, looked up by the caller (LIF-2). */
  readonly other?: CaseState;
  readonly secrets: Secrets;
  /** Earlier cases of the same complainant, looked up by the caller (INT-10). */
  readonly candidates: readonly string[];
  /** What was set aside for this command in the budget of whoever acts; absent: nothing (SOL-8). */
  readonly setAside?: SetAside;
  /** So many bytes of evidence one case may hold; absent: any (INV-2). */
  readonly evidenceBytes?: number;
}

/** The ladder level of the role that is acted in, or the front line: other roles held add nothing to it (LIF-3). */
export const levelOf = ({ procedure, actor }: CaseContext): string =>
  actor.role === OVERSIGHT ? OVERSIGHT : (highestLevelOf(procedure, [actor.role]) ?? FRONTLINE);

/** Position on the ladder; the front line is −1, and who is designated for complaints about its top stands above it. */
export const rankOf = (procedure: Procedure, level: string): number => {
  if (level === FRONTLINE) return -1;
  return level === OVERSIGHT ? procedure.ladder.length : levelRank(procedure, level);
};

/** The front line, a level of the ladder, or whoever is designated for complaints about its top. */
export const isLevel = (procedure: Procedure, level: string): boolean =>
  level === FRONTLINE || rankOf(procedure, level) >= 0;

/** Whoever holds the one level decides what is for the other; what is for a level that is not there is for nobody. */
export const reaches = (procedure: Procedure, held: string, level: string): boolean =>
  isLevel(procedure, level) && rankOf(procedure, held) >= rankOf(procedure, level);

/** LIF-2: a case is neither merged into nor linked with itself. */
export const sameCase = (other: string, { caseId }: CaseContext): Refusal | undefined =>
  caseId?.toUpperCase() === other.trim().toUpperCase()
    ? refuse('LIF-2', 'same-case', 'This is the case itself.', {
        remedy: 'Give the number of the other case.',
      })
    : undefined;

/** INV-4: one of those complained about. */
export const isAbout = (respondents: CaseRecord['respondents'], person: string | undefined): boolean =>
  respondents.some(({ staffId }) => isSamePerson(staffId, person));

/** The highest level that is complained about; undefined where nobody on the ladder is. */
export const levelComplainedAbout = (
  respondents: CaseRecord['respondents'],
  procedure: Procedure,
): string | undefined =>
  respondents
    .flatMap(({ level }) => level ?? [])
    .sort((left, right) => rankOf(procedure, right) - rankOf(procedure, left))[0];

/** How the secret of a complainant is kept and compared: under a key of the case, never as it was said (INT-13). */
export interface Secrets {
  seal(secret: string): string;
  isRight(sealed: string, secret: string): boolean;
}

/** Under which rules, and who held what then. */
export interface Moment extends Pick<CaseContext, 'organisation' | 'procedure'> {
  readonly now: string;
  readonly happenedAt: string;
}
type AboutWhom = Pick<CaseRecord, 'respondents' | 'receivedAt' | 'responsible'>;

/** INV-4: those complained about, and whoever was found responsible: a finding on them is not theirs to judge. */
export const judgedIn = ({
  respondents,
  responsible,
}: Omit<AboutWhom, 'receivedAt'>): CaseRecord['respondents'] =>
  responsible === undefined || isAbout(respondents, responsible)
    ? respondents
    : [...respondents, { kind: 'person', staffId: responsible }];

/**
 * INV-4: every level that is complained about: as it was recorded, and what those who are known have held at any time since
 * the matter came in, also in somebody's place.
 */
export const levelsAbout = (
  { receivedAt, ...about }: AboutWhom,
  { organisation, procedure, now, happenedAt }: Moment,
): readonly string[] =>
  judgedIn(about)
    .flatMap(({ level, staffId }) => [
      ...(level === undefined ? [] : [level]),
      ...(staffId === undefined
        ? []
        : levelsHeldBetween(organisation, staffId, procedure.id, [receivedAt ?? happenedAt, now])),
    ])
    .filter((level) => levelRank(procedure, level) >= 0);

/** The highest of them. */
export const levelAbout = (state: AboutWhom, moment: Moment): string | undefined =>
  highestLevelOf(moment.procedure, levelsAbout(state, moment));

/** INV-4: the highest level of the ladder is complained about, so that nobody on it stands above. */
export const isAboutTop = (state: AboutWhom, moment: Moment): boolean => {
  const about = levelAbout(state, moment);
  return about !== undefined && isTop(moment.procedure, about);
};

/** INV-4: refuses whoever is complained about or was found responsible, and whoever acts in their place. */
export function aboutThemselves(
  state: Pick<CaseRecord, 'respondents' | 'responsible'>,
  { actor }: CaseContext,
): Refusal | undefined {
  const acting = actingIn(actor);
  const [named, judged] = [state.respondents, judgedIn(state)].map((each) =>
    acting.some((one) => isAbout(each, one)),
  );
  if (judged !== true) return undefined;
  const part = named === true ? 'the one complained about' : 'the one found responsible';
  return refuse('INV-4', 'conflict-of-interest', `You are ${part}, so somebody else has to do this.`, {
    remedy:
      'Hand the case to a colleague or to your manager; where there is neither, the administrator appoints somebody for it.',
  });
}

/** INV-4, CLS-9: nobody decides on what they complain of themselves, nor what they are given for it. */
function theirOwn(
  { complainant: { kind, name } }: Pick<CaseRecord, 'complainant'>,
  { organisation, actor }: CaseContext,
): Refusal | undefined {
  // An erased name is no text (PRI-2).
  if (kind !== 'staff' || typeof name !== 'string') return undefined;
  const complaining = peopleCalled(organisation, name);
  return actingIn(actor).some((one) => complaining.some(({ id }) => isSamePerson(id, one)))
    ? refuse('INV-4', 'own-complaint', 'You complain here yourself, so somebody else decides.', {
        remedy: 'Hand the case to a colleague or to your manager.',
      })
    : undefined;
}

/** INV-4: nobody judges a complaint about themselves, and one about a supervisor goes above that supervisor. */
export function conflictOfInterest(state: CaseRecord, context: CaseContext): Refusal | undefined {
  const { procedure } = context;
  const conflict = aboutThemselves(state, context) ?? theirOwn(state, context);
  if (conflict) return conflict;
  const about = levelAbout(state, context);
  if (about === undefined) return undefined;
  if (rankOf(procedure, levelOf(context)) > rankOf(procedure, about)) return undefined;
  if (isPeer(about, state, context)) return undefined;
  return refuse(
    'INV-4',
    'respondent-not-below',
    `The complaint is about the level "${about}"; it needs somebody above it.`,
    {
      remedy: isTop(procedure, about)
        ? `Nobody stands above "${about}": somebody else of that level judges it once all who are complained about are known by their ids; where there is none, the administrator designates somebody for "${OVERSIGHT}".`
        : `Escalate the case above "${about}".`,
      details: { respondentLevel: about },
    },
  );
}

/** Nobody of the ladder stands above its top, so a peer decides; as long as it is known that they are somebody else. */
const isPeer = (about: string, { respondents }: CaseRecord, context: CaseContext): boolean =>
  isTop(context.procedure, about) &&
  levelOf(context) === about &&
  respondents.every(({ level, staffId }) => level !== about || staffId !== undefined);

const isTop = (procedure: Procedure, level: string): boolean =>
  levelRank(procedure, level) === procedure.ladder.length - 1;

export const highestSeverity = (procedure: Procedure): string => procedure.severities.at(-1)?.id ?? '';

/** The next more serious one, or undefined at the top. */
export const severityAbove = (procedure: Procedure, severity: string): string | undefined =>
  procedure.severities[severityRank(procedure, severity) + 1]?.id;

export const levelAbove = (procedure: Procedure, level: string): string | undefined =>
  procedure.ladder[rankOf(procedure, level) + 1]?.id;
