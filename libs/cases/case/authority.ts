import { refuse, type Refusal } from '#event-sourcing';
import { FRONTLINE, requiredLevel, rulesFor, type Matter, type Procedure } from '#procedures';
import { levelOf, levelsAbout, rankOf, reaches, type CaseContext, type Moment } from './context.ts';
import { matterOf, mattersTaken } from './matter.ts';
import type { Sum } from './remedies/remedy.ts';
import type { CaseRecord, DecidedOn, DecisionOnRecord } from './state.ts';

/** Which level a deciding command needs, and why. */
export interface Need {
  readonly level: string;
  /** Requirement that asks for it. */
  readonly rule: string;
  /** Row of the procedure, where one names the level. */
  readonly because?: string;
  /** How a refusal speaks of it: "Deciding on this matter". */
  readonly doing: string;
  /** A decision of that level on record is not enough: it has to act itself. */
  readonly inPerson?: true;
  /** Only a decision of that level on one of these is enough; default: whatever it decided on. */
  readonly coveredBy?: readonly DecidedOn[];
}

/** A finding or an end is covered by what was decided on the matter, never by an offer or a sum (AUT-6, CLS-6). */
export const RULINGS: readonly DecidedOn[] = ['matter', 'invalid'];
/** More money is covered by an answer or a plan, never by what was offered or granted before (SOL-4). */
export const FOR_MONEY: readonly DecidedOn[] = ['matter', 'plan'];

/** AUT-3, AUT-6: the level that decides on the matter as it is, or as it would be; also with this total. */
export function matterNeed(state: CaseRecord, context: Moment, amount?: Sum): Need {
  const { level, ruleId } = neededFor(
    matterNow(state, context, amount === undefined ? {} : { amount }),
    state,
    context.procedure,
  );
  return { level, because: ruleId, rule: 'AUT-3', doing: 'Deciding on this matter' };
}

/** With the levels that those complained about are known to have held. */
const matterNow = (state: CaseRecord, context: Moment, more: Partial<Matter> = {}): Matter =>
  matterOf(state, { respondentLevels: levelsAbout(state, context), ...more });

/** The highest that the matter needs by itself, or any of those that were merged into it (LIF-2). */
const neededFor = (
  matter: Matter,
  state: CaseRecord,
  procedure: Procedure,
): ReturnType<typeof requiredLevel> =>
  mattersTaken(matter, state.takenOver)
    .map((each) => requiredLevel(procedure, each))
    .reduce(
      (highest, each) => (rankOf(procedure, each.level) > rankOf(procedure, highest.level) ? each : highest),
      requiredLevel(procedure, matter),
    );

/**
 * AUT-3, AUT-6, SOL-4: who takes a matter away from a level has to hold that level; keeping or raising it is free. Each
 * reason counts for itself, so that none is taken away in the shade of another.
 */
export function takenAway(before: CaseRecord, after: CaseRecord, context: CaseContext): Need | undefined {
  const { procedure } = context;
  const rank = (level: string): number => rankOf(procedure, level);
  const need = matterNeed(before, context);
  const [had, has] = [rulesNow(before, context), rulesNow(after, context)];
  const lost = had.filter(({ id }) => !has.some((each) => each.id === id));
  const gained = has.filter(({ id }) => !had.some((each) => each.id === id));
  const replaced = Math.max(...[FRONTLINE, ...gained.map(({ level }) => level)].map(rank));
  const missed = lost.filter(({ level }) => rank(level) > replaced);
  const [first] = missed.sort((one, other) => rank(other.level) - rank(one.level));
  const falls = rank(need.level) > rank(matterNeed(after, context).level);
  if (!falls && first === undefined) return undefined;
  const doing = 'Taking this matter away from the level that decides on it';
  const taken = { ...need, doing, inPerson: true } as const;
  return falls || first === undefined ? taken : { ...taken, level: first.level, because: first.id };
}

const reasonsFor = (matter: Matter, state: CaseRecord, procedure: Procedure): ReturnType<typeof rulesFor> =>
  [matter, ...mattersTaken(matter, state.takenOver)].flatMap((each) => rulesFor(procedure, each));

/** Every reason for which a level decides on the matter, or on one that was merged into it. */
const rulesNow = (state: CaseRecord, context: CaseContext): ReturnType<typeof rulesFor> => {
  const { procedure } = context;
  const matter = matterNow(state, context);
  const rules = reasonsFor(matter, state, procedure);
  const { level, ruleId: id } = requiredLevel(procedure, matter);
  return rules.length > 0 ? rules : [{ id, level }];
};

/** The one that the higher level answers for. */
export const higherNeed = (
  needs: readonly [Need, ...Need[]],
  { procedure }: Pick<CaseContext, 'procedure'>,
): Need =>
  needs.reduce((highest, need) =>
    rankOf(procedure, need.level) > rankOf(procedure, highest.level) ? need : highest,
  );

/** The acting role stands at the level or above. */
export const holds = (level: string, context: CaseContext): boolean =>
  reaches(context.procedure, levelOf(context), level);

/** Refuses unless the level acts, or, where that is enough, has decided on this matter. */
export function unmet(need: Need, state: CaseRecord, context: CaseContext): Refusal | undefined {
  if (holds(need.level, context) || (need.inPerson !== true && hasDecided(need, state, context)))
    return undefined;
  return refuse(need.rule, 'not-authorised', `${need.doing} needs the level "${need.level}".`, {
    remedy: `Ask somebody with the role "${need.level}" or above; escalate-to-manager brings the case there.`,
    details: {
      neededLevel: need.level,
      actingLevel: levelOf(context),
      ...(need.because !== undefined && { because: need.because }),
    },
  });
}

/** The last decision of the level or above that is on record, by which those below carry it out. */
export const decisionFor = (
  { level, coveredBy }: Pick<Need, 'level' | 'coveredBy'>,
  state: CaseRecord,
  context: Pick<CaseContext, 'procedure'>,
): DecisionOnRecord | undefined =>
  state.decisions.findLast(
    (decision) =>
      (coveredBy === undefined || coveredBy.includes(decision.on)) &&
      decision.levels.some((each) => reaches(context.procedure, each, level)) &&
      stillFits(decision, state, context),
  );

export const hasDecided = (...asked: Parameters<typeof decisionFor>): boolean =>
  decisionFor(...asked) !== undefined;

/** What has become bigger since needs a new decision, and so does a new reason for the level: nobody has thought of it yet. */
function stillFits(
  { matter: then }: DecisionOnRecord,
  state: CaseRecord,
  { procedure }: Pick<CaseContext, 'procedure'>,
): boolean {
  const now = matterOf(state);
  const [needed, before] = [now, then].map((each) =>
    rankOf(procedure, neededFor(each, state, procedure).level),
  );
  if (needed === undefined || before === undefined || needed > before) return false;
  const known = reasonsFor(then, state, procedure).map(({ id }) => id);
  return reasonsFor(now, state, procedure).every(
    ({ id, level }) => rankOf(procedure, level) < needed || known.includes(id),
  );
}

/** The level whose answer is awaited (AUT-4). */
export const awaitedLevel = ({ level, levelAwaited }: CaseRecord): string | undefined =>
  levelAwaited && level !== FRONTLINE ? level : undefined;
