import {
  allowanceFor,
  clockApplies,
  subjectKindOf,
  type Allowance,
  type ClockRule,
  type Milestone,
  type Procedure,
} from '#procedures';
import { idsReached, isAbout, isSame, lastTime, THE_CASE } from './clock-facts.ts';
import type { Subject } from './events/clock.ts';
import { matterOf } from './matter.ts';
import { lastFollowUp } from './rules/attempts.ts';
import { reachesEnough } from './rules/notifying.ts';
import { isOver } from './stage-policy.ts';
import type { CaseClock, ClockBook, Fact, GivenTime } from './clock-state.ts';
import type { CaseRecord, CaseState } from './state.ts';

export type ClockAllowance = Allowance | { readonly until: string };

/** What a clock of the case should be: a rule, what it belongs to, and when that began. */
export interface WantedClock {
  readonly rule: ClockRule;
  readonly subject: Subject;
  readonly startedAt: string;
  /** The moment that somebody gave, where it is not the rule that says how long. */
  readonly given?: GivenTime;
  readonly department?: string;
}

export type KnownCase = Exclude<CaseState, { status: 'none' }>;

/** Every clock that the procedure wants for the case as it stands, started or to be started. */
export function wantedClocks(state: CaseState, procedure: Procedure): readonly WantedClock[] {
  if (state.status === 'none') return [];
  const ruled = procedure.clocks
    .filter((rule) => !GIVEN.has(rule.starts) && applies(rule, state, procedure))
    .flatMap((rule) => startsOf(rule, state.clocks).map((start) => ({ rule, ...start })));
  const given = state.clocks.given.map((time) => givenClock(time, procedure));
  return [...ruled, ...given]
    .filter(({ rule, subject }) => !hasEnded(rule, state) && whyOver(rule, subject, state) === undefined)
    .map((wanted) => ({ ...wanted, ...departmentOf(wanted, state) }));
}

/** Clocks that start so are due when somebody said. */
const GIVEN: ReadonlySet<Milestone> = new Set<Milestone>(['promised', 'stepPlanned']);

/** Whether the case runs this clock at all, with its present classification (CLS-4). */
export const applies = (rule: ClockRule, state: CaseState, procedure: Procedure): boolean =>
  state.status === 'logged'
    ? clockApplies(rule, matterOf(state), { ladder: procedure.ladder, level: state.level }) &&
      (rule.onDue === 'breach' || isPromotable(state))
    : rule.when === undefined && allowanceFor(rule, {}) !== undefined;

/** CLK-8: only a complaint, and not one found invalid, becomes more serious by the passing of time. */
const isPromotable = ({ contactKind, valid }: CaseRecord): boolean =>
  contactKind === 'complaint' && valid !== false;

/** The end of a case ends its clocks, but for those that the procedure lets go on. */
export const hasEnded = (rule: ClockRule, state: CaseState): boolean =>
  state.status === 'logged' && isOver(state) && !rule.goesOnAfter.some((ending) => ending === state.stage);

/** When that began which the clock belongs to: the case as a whole once, each of its parts by itself. */
function startsOf(
  { starts }: ClockRule,
  book: ClockBook,
): readonly { readonly subject: Subject; readonly startedAt: string }[] {
  const own = book.facts.filter(({ shared }) => shared !== true);
  if (subjectKindOf(starts) !== 'case')
    return own
      .filter(({ milestone }) => milestone === starts)
      .map(({ subject, at }) => ({ subject, startedAt: at }));
  const startedAt = lastTime({ facts: own }, starts);
  return startedAt === undefined ? [] : [{ subject: THE_CASE, startedAt }];
}

/** Why nobody waits any longer for what the clock belongs to. */
export function whyOver(
  { starts }: Pick<ClockRule, 'starts'>,
  subject: Subject,
  state: KnownCase,
): 'returned' | 'replaced' | undefined {
  if (subject.kind === 'escalation')
    return idsReached(state.clocks, 'escalated').at(-1) === subject.id ? undefined : 'replaced';
  if (starts === 'calledBack') return isContactOpen(subject, state) ? undefined : 'replaced';
  if (subject.kind === 'planStep')
    return state.clocks.given.some((time) => isSame(time.subject, subject)) ? undefined : 'replaced';
  const isAwaited = starts !== 'dispatched' || dispatchOf(subject, state)?.status !== 'returned';
  return isAwaited ? undefined : 'returned';
}

/** INT-8: what comes of a contact is waited for until the complaint is logged, or until they give up again. */
const isContactOpen = ({ id }: Subject, state: KnownCase): boolean =>
  state.status === 'awaitingCallback' && idsReached(state.clocks, 'contactAbandoned').at(-1) === id;

const dispatchOf = ({ id }: Subject, state: KnownCase) =>
  state.status === 'logged' ? state.dispatches.find(({ dispatch }) => dispatch === id) : undefined;

const departmentOf = (
  { rule, subject }: Pick<WantedClock, 'rule' | 'subject'>,
  state: KnownCase,
): { readonly department?: string } => {
  const department = subject.kind === 'dispatch' ? dispatchOf(subject, state)?.department : undefined;
  // A form that came back is no longer that department's to see to.
  return department === undefined || rule.starts === 'dispatchReturned' ? {} : { department };
};

/** When the first of the rule's stops was reached about the clock's very subject, at or after its start. */
export function stoppedAt(
  rule: ClockRule,
  { subject, startedAt }: Pick<CaseClock, 'subject' | 'startedAt'>,
  state: KnownCase,
  procedure: Procedure,
): string | undefined {
  // A repeating clock starts with what stopped the one before.
  const tooEarly = ({ milestone, at }: Pick<Fact, 'milestone' | 'at'>): boolean =>
    rule.repeats ? milestone !== 'resolved' && at <= startedAt : at < startedAt;
  const inTime = state.clocks.facts.filter((fact) => isAbout(fact, subject) && !tooEarly(fact));
  const answers = (fact: Fact): boolean =>
    rule.stops.includes(fact.milestone) && reachesEnough(fact, inTime, state, procedure);
  const times = [
    ...inTime.filter(answers).map(({ at }) => at),
    ...(rule.stops.includes('followedUp') ? exhaustedAt(state, procedure) : []),
  ];
  return times.sort()[0];
}

/** OUT-3: the last of the allowed attempts ends the following up, reached or not. */
const exhaustedAt = (state: KnownCase, procedure: Procedure): readonly string[] =>
  state.status === 'logged' ? lastFollowUp(state.followUps, procedure) : [];

/** The complainant's own wish takes the place of the allowance where the rule says so, unless it is over (CLK-3). */
export function allowanceOf(
  { rule, given }: WantedClock,
  state: KnownCase,
  from: string,
): ClockAllowance | undefined {
  if (given !== undefined) return { until: given.until };
  const allowance = allowanceFor(rule, state.status === 'logged' ? state : {});
  if (allowance === undefined || state.status !== 'logged' || !rule.orAsRequested) return allowance;
  const wish = state.requestedBy;
  return wish !== undefined && wish > from ? { until: wish } : allowance;
}

/** Rules for clocks whose due time was given: promises (CLK-5), parts of a department (DIS-7), steps of the plan (SOL-2). */
const GIVEN_RULES = {
  promise: {
    ...{ kind: 'promise', title: 'Promised reply', rule: 'CLK-5', responsible: 'owner' },
    ...{ starts: 'promised', stops: ['promiseKept'] },
  },
  part: {
    ...{ kind: 'handBack', title: 'Part of a department', rule: 'DIS-7', responsible: 'department' },
    ...{ starts: 'dispatched', stops: ['formHandedBack'] },
  },
  step: {
    ...{ kind: 'planStep', title: 'Step of the response', rule: 'SOL-2', responsible: 'owner' },
    ...{ starts: 'stepPlanned', stops: ['stepDone', 'resolved'] },
  },
} as const satisfies Record<string, Partial<ClockRule>>;
type GivenRule = keyof typeof GIVEN_RULES;

const RULE_OF: Partial<Record<Subject['kind'], GivenRule>> = {
  promise: 'promise',
  dispatch: 'part',
  planStep: 'step',
};

/** What a miss triggers may stand in the procedure. */
function givenRule(id: GivenRule, procedure: Procedure): ClockRule {
  const { starts, ...rule } = GIVEN_RULES[id];
  const own = GIVEN.has(starts) ? procedure.clocks.find((each) => each.starts === starts) : undefined;
  return {
    ...{ ...rule, starts, orAsRequested: false, onDue: 'breach', breachEffects: [], repeats: false },
    ...{ pausable: false, counts: 'fromStart', onReopening: 'goesOn', goesOnAfter: [] },
    // Never used: these clocks are due when somebody said.
    allowance: { elapsedMinutes: 1 },
    ...own,
    id,
  };
}

const givenClock = (given: GivenTime, procedure: Procedure): WantedClock => ({
  rule: givenRule(RULE_OF[given.subject.kind] ?? 'part', procedure),
  subject: given.subject,
  startedAt: given.from,
  given,
});

const isGivenRule = (id: string): id is GivenRule => Object.hasOwn(GIVEN_RULES, id);

/** The rule that a clock of the case runs by. */
export const ruleOf = ({ rule }: Pick<CaseClock, 'rule'>, procedure: Procedure): ClockRule | undefined =>
  isGivenRule(rule) ? givenRule(rule, procedure) : procedure.clocks.find(({ id }) => id === rule);

/** Promises, parts and steps run until they are kept, whatever the classification. */
export const isGiven = ({ rule }: Pick<CaseClock, 'rule'>): boolean => isGivenRule(rule);
