import { refuse, type Refusal, isSamePerson } from '#event-sourcing';
import { departmentsOf, isDeserted } from '#organisation';
import { FRONTLINE } from '#procedures';
import { awaitedLevel, holds, matterNeed, RULINGS, unmet, type Need } from './authority.ts';
import { aboutThemselves, conflictOfInterest, levelOf, type CaseContext } from './context.ts';
import { levelOrFirst } from './rules/levels.ts';
import type { CaseRecord } from './state.ts';

/** Who may carry a command out: a row of the table of rights. Every command has one, judged before it is decided. */
export interface CaseWho {
  /** All but `staff` are processes of our own; nobody else sends these commands. */
  readonly sentBy:
    'staff' | 'importer' | 'scheduler' | 'merging' | 'duplicates' | 'budgets' | 'improvement' | 'feedback';
  /** `deciding`: settles something about the matter; `recording`: facts that judge nothing; `intake`: begins a case. */
  readonly kind: 'intake' | 'recording' | 'deciding';
  /**
   * The one complained about (INV-4): `refused`; `above`: so is everybody at their level or below; `anybody`: nobody may
   * turn a complaint away (INT-7), and our own processes are nobody.
   */
  readonly respondent: 'anybody' | 'refused' | 'above';
  readonly level: LevelNeeded;
  /** What becomes of the command below the level: refused, or a request to the level that has the authority (SOL-4). */
  readonly below: 'refused' | 'request';
  /** While a level is asked, only that level or above (AUT-4). */
  readonly bound: boolean;
  /** Separation of duties. */
  readonly apartFrom: ApartFrom;
  /** Only for those who belong to the department that has the form, or stand in for somebody who does (DIS-1, DIS-5). */
  readonly member: 'anybody' | 'ofTheDepartment';
}

/** Which level of the ladder has to act. */
type LevelNeeded =
  | 'none'
  /** The one that the matter needs, or its decision on record (AUT-3, AUT-6). */
  | 'matter'
  /** The same, or its decision on the matter itself: an offer or a sum covers no finding and no end (AUT-6). */
  | 'ruling'
  /** The same, itself, and never the front line: no decision on anything else turns somebody down (CLS-5, CLS-6). */
  | 'matterInPerson'
  | 'inPersonIfJudged'
  /** The same as the first, when what the command carries judges something: an offer with money in it, a complaint called invalid. */
  | 'matterIfJudged'
  /** The one that the matter is taken away from (AUT-3), or whose promise changes with what it is taken of (SOL-4). */
  | 'takenAway'
  /** The one whose limit holds the amount, and that the matter needs (SOL-4). */
  | 'amount'
  /** The one whose limit holds the total, where that has outgrown every decision on it (SOL-4). */
  | 'outgrown'
  /** Nobody's, within what the procedure leaves to the counter (SOL-5). */
  | 'counter'
  /** The one that a request for compensation waits for (SOL-4). */
  | 'request'
  /** The one that was asked by an escalation (AUT-4). */
  | 'asked'
  /** The one that the procedure names for plans and reviews (AUT-5), or for more time on this clock (CLK-4). */
  | 'plan'
  | 'extension'
  /** The first of the ladder, under conditions (CLS-5, CLK-9). */
  | 'first'
  /** The highest of the ladder, itself: other rules are other limits for everybody below (D13). */
  | 'top';

/** Whose part in the case stands against it. */
type ApartFrom =
  | 'nobody'
  /** Everybody who has handled the case, where the procedure asks for somebody else (OUT-3). */
  | 'handlers'
  /** Who prepared the plan (AUT-5), requested the compensation (SOL-4), sent the form (DIS-1). */
  | 'preparer'
  | 'requester'
  | 'sender'
  /** Who granted what was delivered (SOL-6). */
  | 'giver';

/** What a row leaves open, because it depends on what the command carries. */
export interface CaseWeight {
  /** It judges nothing as it is sent, so that it is a mere record. */
  readonly judges?: false;
  /** Below the level it is refused as it is sent, although the row makes a request of others. */
  readonly below?: 'refused';
  /** As it is sent it answers nothing that a level was asked, so that an open escalation does not stand against it. */
  readonly bound?: false;
  readonly need?: Need;
  /** Who must not do it. */
  readonly apartFrom?: readonly (string | undefined)[];
  /** The department that it is done for. */
  readonly department?: string | undefined;
  /** Who does it according to the command, beside whoever sends it. */
  readonly as?: string | undefined;
}

export const judgesNothing: CaseWeight = { judges: false };

/** A need, or, without one, a mere record. */
export const weighing = (need: Need | undefined): CaseWeight =>
  need === undefined ? judgesNothing : { need };

type Asked = Partial<Omit<CaseWho, 'sentBy' | 'kind'>>;
const staff = (kind: CaseWho['kind'], asked: Asked): CaseWho => ({
  ...{ sentBy: 'staff', kind, respondent: 'refused', level: 'none', below: 'refused' },
  ...{ bound: false, apartFrom: 'nobody', member: 'anybody', ...asked },
});

/** Begins a case. */
export const intake = (asked: Asked = {}): CaseWho => staff('intake', asked);
/** Facts that judge nothing and nobody. */
export const recording = (asked: Asked = {}): CaseWho => staff('recording', asked);
/** Settles something: with the level of the matter, above the one complained about, and not while a level is asked. */
export const deciding = (asked: Asked = {}): CaseWho =>
  staff('deciding', { respondent: 'above', level: 'matter', bound: true, ...asked });
/** A process of our own. */
export const ourOwn = (sentBy: Exclude<CaseWho['sentBy'], 'staff'>): CaseWho => ({
  ...recording({ respondent: 'anybody' }),
  sentBy,
});

/** Refuses whoever the row does not let act. */
export function notEntitled(
  who: CaseWho,
  weight: CaseWeight,
  state: CaseRecord,
  context: CaseContext,
): Refusal | undefined {
  const judges = weight.judges !== false;
  return (
    byRelation(judges || who.respondent === 'anybody' ? who.respondent : 'refused', state, context) ??
    (judges && (weight.below ?? who.below) === 'refused'
      ? belowLevel(who, weight, state, context)
      : undefined) ??
    notApart(who.apartFrom, weight, state, context) ??
    (who.member === 'ofTheDepartment' ? notOfTheDepartment(weight, context) : undefined)
  );
}

function byRelation(
  respondent: CaseWho['respondent'],
  state: CaseRecord,
  context: CaseContext,
): Refusal | undefined {
  switch (respondent) {
    case 'refused':
      return aboutThemselves(state, context);
    case 'above':
      return conflictOfInterest(state, context);
    case 'anybody':
      return undefined;
  }
}

function belowLevel(
  { level, bound }: CaseWho,
  { need, bound: asSent }: CaseWeight,
  state: CaseRecord,
  context: CaseContext,
): Refusal | undefined {
  const needed = need ?? neededFor(level, state, context);
  return (
    (bound && asSent !== false ? whileAsked(state, context) : undefined) ??
    (needed === undefined ? undefined : unmet(needed, state, context))
  );
}

/** What the row itself says; the other rows are weighed by what the command carries. */
function neededFor(level: LevelNeeded, state: CaseRecord, context: CaseContext): Need | undefined {
  switch (level) {
    case 'matter':
    case 'matterIfJudged':
      return matterNeed(state, context);
    case 'ruling':
      return { ...matterNeed(state, context), coveredBy: RULINGS };
    case 'matterInPerson':
    case 'inPersonIfJudged': {
      const need = matterNeed(state, context);
      return { ...need, ...levelOrFirst(need.level, context) };
    }
    case 'asked':
      return { level: state.level, rule: 'AUT-4', doing: 'Answering the escalation', inPerson: true };
    default:
      return undefined;
  }
}

/** AUT-4: what a level was asked is not decided by those below it. */
function whileAsked(state: CaseRecord, context: CaseContext): Refusal | undefined {
  const asked = awaitedLevel(state);
  if (asked === undefined || holds(asked, context)) return undefined;
  return refuse('AUT-4', 'level-asked', `The case waits for the answer of the level "${asked}".`, {
    remedy: `Let "${asked}" decide the escalation or return it; facts can be recorded meanwhile.`,
    details: { neededLevel: asked, actingLevel: levelOf(context) },
  });
}

const APART: Readonly<
  Record<ApartFrom, { readonly rule: string; readonly code: string; readonly message: string }>
> = {
  nobody: { rule: 'INV-4', code: 'same-person', message: 'Somebody else has to do this.' },
  handlers: {
    ...{ rule: 'OUT-3', code: 'handler-cannot-follow-up' },
    message: 'Somebody other than the handlers of the case has to follow up.',
  },
  preparer: {
    ...{ rule: 'AUT-5', code: 'same-person' },
    message: 'You prepared or approved this plan, so somebody else has to judge it.',
  },
  requester: {
    ...{ rule: 'SOL-4', code: 'same-person' },
    message: 'You requested this, so somebody else has to grant it.',
  },
  giver: {
    ...{ rule: 'SOL-6', code: 'same-person' },
    message: 'You granted this, so somebody else has to see that it was paid back.',
  },
  sender: {
    ...{ rule: 'DIS-1', code: 'same-person' },
    message: 'Whoever sent the form does not sign for the department that receives it.',
  },
};

function notApart(
  apartFrom: ApartFrom,
  weight: CaseWeight,
  state: CaseRecord,
  { actor, procedure }: CaseContext,
): Refusal | undefined {
  const isApart = apartFrom === 'handlers' && procedure.followUp.byOtherThanHandler;
  const handlers = isApart ? [state, ...state.takenOver].flatMap((each) => each.handlers) : [];
  const others = [...handlers, ...(weight.apartFrom ?? [])];
  // A follow-up is asked by whoever asks; a judgement in somebody's place is theirs (AUT-5).
  const acting = [actor.id, weight.as, apartFrom === 'handlers' ? undefined : actor.deputyFor];
  if (!others.some((other) => acting.some((one) => isSamePerson(one, other)))) return undefined;
  const { rule, code, message } = APART[apartFrom];
  return refuse(rule, code, message, { remedy: 'Ask a colleague who has had no part in it.' });
}

/** DIS-1: a department speaks through its own people, who are so still; where nobody is left, a level speaks for it. */
function notOfTheDepartment({ department, as }: CaseWeight, context: CaseContext): Refusal | undefined {
  const { actor, organisation, happenedAt, now } = context;
  if (department === undefined) return undefined;
  if (isDeserted(organisation, department, now) && levelOf(context) !== FRONTLINE) return undefined;
  const stranger = [actor.id, ...(as === undefined ? [] : [as])].find((one) =>
    [happenedAt, now].some((at) => !departmentsOf(organisation, one, at).includes(department)),
  );
  return stranger === undefined
    ? undefined
    : refuse('DIS-1', 'not-of-the-department', `"${stranger}" does not belong to "${department}".`, {
        remedy: `Have somebody of "${department}" do it; where nobody is left there, a level of the ladder.`,
        details: { department },
      });
}
