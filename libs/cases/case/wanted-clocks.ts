import {
  allowanceFor,
  clockApplies,
  type Allowance,
  type ClockRule,
  type Milestone,
  type Procedure,
} from '#procedures';
import { matterOf } from './matter.ts';
import type { CaseClock, CaseRecord, CaseState, ClockBook, Dispatch } from './state.ts';

type ClockAllowance = Allowance | { readonly until: string };

/** What a clock of the case should be: an instance of a rule with its start. */
export interface WantedClock {
  readonly clock: string;
  readonly rule: ClockRule;
  readonly startedAt: string;
  readonly allowance: ClockAllowance;
  readonly department?: string;
}

type KnownCase = Exclude<CaseState, { status: 'none' }>;

/** Rule name of clocks whose due time somebody gave: promises to the complainant (CLK-5), parts of a department (DIS-7). */
const PROMISE = 'promise';
const PART = 'part';

/** Every clock that the procedure wants for the case as it stands, started or to be started. */
export function wantedClocks(state: CaseState, procedure: Procedure): readonly WantedClock[] {
  if (state.status === 'none') return [];
  const ruled = procedure.clocks
    .filter((rule) => rule.starts !== 'promised' && applies(rule, state, procedure))
    .flatMap((rule) => (isPerDispatch(rule) ? perDispatch(rule, state) : perCase(rule, state, procedure)));
  return state.status === 'logged'
    ? [...ruled, ...promises(state, procedure), ...parts(state, procedure)]
    : ruled;
}

/** Whether the case runs this clock at all, with its present classification (CLS-4). */
export const applies = (rule: ClockRule, state: CaseState, procedure: Procedure): boolean =>
  state.status === 'logged'
    ? clockApplies(rule, matterOf(state), procedure.ladder) &&
      (rule.onDue === 'breach' || isPromotable(state))
    : rule.when === undefined && !('bySeverity' in rule.allowance);

/** CLK-8: only a complaint, and not one found invalid, becomes more serious by the passing of time. */
const isPromotable = ({ contactKind, valid }: CaseRecord): boolean =>
  contactKind === 'complaint' && valid !== false;

/** Such a clock runs for each department that holds the form. */
export const isPerDispatch = (rule: Pick<ClockRule, 'starts'>): boolean => rule.starts === 'dispatched';

export const dispatchOf = (clock: Pick<CaseClock, 'clock'>, state: CaseState): Dispatch | undefined =>
  state.status === 'logged'
    ? state.dispatches.find((each) => clock.clock.endsWith(`:${each.dispatch}`))
    : undefined;

/** When the first of the rule's stops was reached, at or after the clock's start. */
export function stoppedAt(
  rule: ClockRule,
  clock: Pick<CaseClock, 'clock' | 'startedAt'>,
  state: CaseState,
  procedure: Procedure,
): string | undefined {
  if (state.status === 'none') return undefined;
  const dispatch = isPerDispatch(rule) ? dispatchOf(clock, state) : undefined;
  // A repeating clock starts with what stopped the one before, and a promise with the report that it is made in.
  const tooEarly = (stop: Milestone, at: string): boolean =>
    rule.repeats ? stop !== 'resolved' && at <= clock.startedAt : at < clock.startedAt;
  return rule.stops
    .flatMap((stop) => timesOf(stop, dispatch, state, procedure).filter((at) => !tooEarly(stop, at)))
    .sort()[0];
}

function timesOf(
  stop: Milestone,
  dispatch: Dispatch | undefined,
  state: KnownCase,
  procedure: Procedure,
): readonly string[] {
  if (dispatch && stop === 'receiptSigned') return known(dispatch.receivedAt ?? dispatch.handedBackAt);
  if (dispatch && stop === 'formHandedBack') return known(dispatch.handedBackAt);
  const times = state.clocks.times[stop] ?? [];
  return stop === 'followedUp' ? [...times, ...exhaustedAt(state, procedure)] : times;
}

/** OUT-3: the last of the allowed attempts ends the following up, reached or not. */
const exhaustedAt = (state: KnownCase, { followUp }: Procedure): readonly string[] =>
  state.status === 'logged' && state.followUps.length >= Math.max(followUp.maxAttempts, 1)
    ? known(state.followUps.at(-1)?.at)
    : [];

const known = (at: string | undefined): readonly string[] => (at === undefined ? [] : [at]);

/** The complainant's own wish takes the place of the allowance where the rule says so, unless it is over (CLK-3). */
function allowanceOf(rule: ClockRule, state: KnownCase, startedAt: string): ClockAllowance | undefined {
  const allowance = allowanceFor(rule, state.status === 'logged' ? state.severity : undefined);
  if (allowance === undefined || state.status !== 'logged' || !rule.orAsRequested) return allowance;
  const wish = state.requestedBy;
  return wish !== undefined && wish > startedAt ? { until: wish } : allowance;
}

function perCase(rule: ClockRule, state: KnownCase, procedure: Procedure): readonly WantedClock[] {
  const runs = state.clocks.clocks.filter((clock) => clock.rule === rule.id);
  const startedAt = startOf(rule, state, runs) ?? askedAgain(rule, state, runs.at(-1), procedure);
  const allowance = startedAt === undefined ? undefined : allowanceOf(rule, state, startedAt);
  if (startedAt === undefined || allowance === undefined) return [];
  const last = runs.at(-1);
  const next = last === undefined ? rule.id : `${rule.id}#${String(runs.length + 1)}`;
  return [{ clock: last?.status === 'running' ? last.clock : next, rule, startedAt, allowance }];
}

/** When the present run of a clock started; undefined when none should run. */
function startOf(rule: ClockRule, { clocks }: KnownCase, runs: readonly CaseClock[]): string | undefined {
  const start = clocks.reached[rule.starts];
  const last = runs.at(-1);
  if (start === undefined || last === undefined) return start;
  if (last.status === 'running') return last.startedAt;
  // Whoever opens a case again has been heard; that the complaint was received need not be said again (INT-6, OUT-6).
  if (clocks.reached.reopened !== undefined && rule.stops.includes('acknowledged')) return undefined;
  const isAfter = rule.starts === RENEWED || start >= (last.endedAt ?? start);
  return start > last.startedAt && isAfter ? start : anew(rule, last, clocks);
}

function anew(rule: ClockRule, last: CaseClock, { reached }: ClockBook): string | undefined {
  // It applies again, or has more time than when it was missed: from its original start (CLS-4).
  if (last.cancelledFor === 'notApplicable' || last.cancelledFor === 'replaced') return last.startedAt;
  // A repeating clock runs anew from its last stop until the case is resolved (CLK-5).
  if (!rule.repeats || last.status !== 'met' || reached.resolved !== undefined) return undefined;
  // Whoever hears at noon what is due at 17:00 hears next by 17:00 of the next day, not an hour later (CLK-10).
  const early = 'dailyBy' in last.allowance && last.endedAt !== undefined && last.endedAt < last.dueAt;
  return early ? last.dueAt : last.endedAt;
}

/** A new escalation is another level's to answer; every other clock keeps its start until it is stopped. */
const RENEWED: Milestone = 'escalated';

export const isReplaced = (clock: CaseClock, rule: ClockRule, start: string): boolean =>
  rule.starts === RENEWED && start > clock.startedAt;

/** The next level, asked in the very minute in which the one below has answered. */
const askedAgain = (
  { starts, ...rule }: ClockRule,
  state: KnownCase,
  last: CaseClock | undefined,
  procedure: Procedure,
): string | undefined =>
  starts === RENEWED &&
  last?.status === 'met' &&
  last.startedAt === state.clocks.reached[starts] &&
  stoppedAt({ ...rule, starts }, last, state, procedure) === undefined
    ? last.startedAt
    : undefined;

function perDispatch(rule: ClockRule, state: KnownCase): readonly WantedClock[] {
  if (state.status !== 'logged') return [];
  return state.dispatches.flatMap(({ dispatch, department, sentAt, status }) => {
    if (sentAt === undefined || status === 'returned') return [];
    const allowance = allowanceOf(rule, state, sentAt);
    if (allowance === undefined) return [];
    return [{ clock: `${rule.id}:${dispatch}`, rule, startedAt: sentAt, allowance, department }];
  });
}

/** A rule for a clock whose due time was given; what a miss triggers may stand in the procedure. */
function givenRule(id: typeof PROMISE | typeof PART, procedure: Procedure): ClockRule {
  const isPromise = id === PROMISE;
  const base: Omit<ClockRule, 'id'> = {
    kind: isPromise ? 'promise' : 'handBack',
    title: isPromise ? 'Promised reply' : 'Part of a department',
    rule: isPromise ? 'CLK-5' : 'DIS-7',
    starts: isPromise ? 'promised' : 'dispatched',
    stops: isPromise ? ['promiseKept'] : ['formHandedBack'],
    // Never used: these clocks are due when somebody said.
    allowance: { elapsedMinutes: 1 },
    orAsRequested: false,
    onDue: 'breach',
    breachEffects: [],
    repeats: isPromise,
    responsible: isPromise ? 'owner' : 'department',
    pausable: false,
  };
  const own = isPromise ? procedure.clocks.find((rule) => rule.starts === 'promised') : undefined;
  return { ...base, ...own, id };
}

const promises = (state: CaseRecord, procedure: Procedure): readonly WantedClock[] =>
  state.clocks.promises.map(({ promise, dueAt, madeAt }) => ({
    clock: `${PROMISE}:${promise}`,
    rule: givenRule(PROMISE, procedure),
    startedAt: madeAt,
    allowance: { until: dueAt },
  }));

const parts = (state: CaseRecord, procedure: Procedure): readonly WantedClock[] =>
  state.dispatches.flatMap(({ dispatch, department, sentAt, dueAt, status }) => {
    if (sentAt === undefined || dueAt === undefined || status === 'returned') return [];
    const clock = `${PART}:${dispatch}`;
    return [
      { clock, rule: givenRule(PART, procedure), startedAt: sentAt, allowance: { until: dueAt }, department },
    ];
  });

/** The rule that a clock of the case runs by. */
export function ruleOf(clock: Pick<CaseClock, 'rule'>, procedure: Procedure): ClockRule | undefined {
  if (clock.rule === PROMISE || clock.rule === PART) return givenRule(clock.rule, procedure);
  return procedure.clocks.find((rule) => rule.id === clock.rule);
}
