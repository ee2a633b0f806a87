import type { Procedure } from '#procedures';
import { approvalsOf } from '../case/commands/solution/approval.ts';
import {
  askedForClosing,
  isFollowedUp,
  isFollowUpAsked,
  isMet,
  isTurnedDown,
  owedToAnybody,
} from '../case/rules/closing.ts';
import { levelsToTell, levelsUntold } from '../case/rules/notifying.ts';
import { askedForResolving, isTaken } from '../case/rules/resolving.ts';
import { reviewsMissing } from '../case/rules/reviews.ts';
import { isOver } from '../case/stage-policy.ts';
import type { CaseRecord } from '../case/state.ts';
import type { Obligation, ObligationKind, Standing } from './obligation.ts';
import { broughtAbout, stoodBefore, type Step } from './steps.ts';

/** A case at a moment, and how it came to be so. */
export interface Followed {
  readonly state: CaseRecord;
  readonly steps: readonly Step[];
  readonly procedure: Procedure;
}

interface Asked {
  readonly kind: ObligationKind;
  readonly name: string;
  readonly isAsked: boolean;
  /** From when on nobody may go on without it. */
  readonly isPast: boolean;
  readonly holds: (state: CaseRecord) => boolean;
  /** When it was gone on without; absent: as it stands now. */
  readonly then?: CaseRecord | undefined;
}

/** Everything without a clock of its own: by the very rules by which commands are refused. */
export const askedObligations = (followed: Followed): readonly Obligation[] =>
  [notifications, resolvings, reviews, followUps, closings].flatMap((each) =>
    each(followed).map((asked) => obligationOf(asked, followed)),
  );

function obligationOf(
  { kind, name, isAsked, isPast, holds, then }: Asked,
  { state, steps }: Followed,
): Obligation {
  const isHeld = isAsked && holds(then ?? state);
  const standing: Standing = !isAsked ? 'notApplicable' : isHeld ? 'met' : isPast ? 'missed' : 'notDue';
  return { kind, name, standing, events: isHeld ? broughtAbout(steps, holds) : [] };
}

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];

/** DIS-3 */
function notifications({ state, procedure }: Followed): readonly Asked[] {
  const needed = levelsToTell(state, procedure);
  const known = unique([...needed, ...procedure.routing.notify.map(({ level }) => level)]);
  return known.map((level) => ({
    ...{ kind: 'notification', name: level, isAsked: needed.includes(level), isPast: isOver(state) },
    holds: (then) => !levelsUntold(levelsTold(then), state, procedure).includes(level),
  }));
}

const levelsTold = ({ clocks }: CaseRecord): readonly string[] =>
  clocks.facts.filter(({ milestone }) => milestone === 'managerNotified').flatMap(({ level }) => level ?? []);

/** LIF-1: as it stood when it was resolved, where it is. */
function resolvings({ state, steps, procedure }: Followed): readonly Asked[] {
  const then = state.resolved ? stoodBefore(steps, 'CaseResolved') : undefined;
  const asked: readonly string[] = askedForResolving(then ?? state, procedure);
  return unique(procedure.resolving.requires.map(({ step }) => step)).map((name) => ({
    ...{ kind: 'resolving', name, isAsked: asked.includes(name), isPast: state.resolved, then },
    holds: (at) => procedure.resolving.requires.some(({ step }) => step === name && isTaken(step, at)),
  }));
}

/** AUT-5: of the plan and before the case is closed. */
const reviews = ({ state, procedure }: Followed): readonly Asked[] =>
  procedure.reviews.map(({ by, before }) => {
    const isDone = ({ reviews: done }: CaseRecord): boolean =>
      done.some((each) => each.by === by && each.before === before && each.inOrder);
    const isMissing = reviewsMissing(before, state, procedure).some((each) => each.by === by);
    const isPast = before === 'closed' ? state.ending === 'closed' : isOffered(state);
    return {
      kind: 'review',
      name: `${by} before ${before}`,
      isAsked: isDone(state) || isMissing,
      isPast,
      holds: isDone,
    };
  });

const isOffered = ({ options }: CaseRecord): boolean => options.some(({ status }) => status !== 'prepared');

/** As it stood when it was closed, where it is. */
const closing = ({ state, steps }: Followed) => {
  const isPast = state.ending === 'closed';
  const then = isPast ? stoodBefore(steps, 'CaseClosed') : undefined;
  return { isPast, then, at: then ?? state };
};

/** OUT-3 */
function followUps(followed: Followed): readonly Asked[] {
  const { isPast, then, at } = closing(followed);
  const { procedure } = followed;
  const { anonymous } = at.complainant;
  const isReachable = !anonymous && at.untellable === undefined && !isTurnedDown(at);
  return [
    {
      ...{ kind: 'followUp', name: 'followedUp', isAsked: isFollowUpAsked(at, procedure) && isReachable },
      ...{ isPast, then, holds: (state) => isFollowedUp(state, procedure) },
    },
  ];
}

/** OUT-5: what the procedure names, and what is owed under every procedure. */
function closings(followed: Followed): readonly Asked[] {
  const { isPast, then, at } = closing(followed);
  const { state, procedure } = followed;
  const asked = isTurnedDown(at) ? [] : askedForClosing(at, procedure);
  const named = [...new Set([...procedure.closing.requires.map(({ step }) => step), ...asked])];
  const owed = unique(owedToAnybody(state, procedure)).filter((name) => !named.some((each) => each === name));
  return [
    ...named.map((name): Asked => ({
      ...{ kind: 'closing', name, isAsked: asked.includes(name), isPast, then },
      holds: (each) => isMet(name, each, procedure),
    })),
    ...owed.map((name): Asked => ({ kind: 'closing', name, isAsked: true, isPast, holds: () => false })),
  ];
}

/** DIS-1: each form that was sent; one that came back is for another department. */
export const receipts = ({ state, steps }: Followed): readonly Obligation[] =>
  state.dispatches.map(({ dispatch, department, status }) => {
    const isSigned = status === 'received' || status === 'handedBack';
    const standing: Standing =
      status === 'returned' ? 'notApplicable' : isSigned ? 'met' : isOver(state) ? 'missed' : 'notDue';
    const events = steps.filter(({ event }) => 'dispatch' in event.data && event.data.dispatch === dispatch);
    return {
      ...{ kind: 'receipt', name: 'receiptSigned', of: dispatch, title: department, standing },
      events: events.map(({ event }) => event.revision.toString()),
    };
  });

/** AUT-5: of every plan that the complainant heard of, then of the one that waits. */
export function approvals({ state, steps, procedure }: Followed): readonly Obligation[] {
  const offered = steps.flatMap(({ event, before }) =>
    event.type === 'SolutionOffered' && before.status === 'logged'
      ? approvalsOf(before, { procedure }).map((each) => ({ ...each, plan: before, isPast: true }))
      : [],
  );
  const waiting = approvalsOf(state, { procedure }).map((each) => ({ ...each, plan: state, isPast: false }));
  const found = [...offered, ...waiting].map(({ level, isGiven, plan, isPast }): Obligation => {
    const given = plan.approvals.filter((each) => each.level === level);
    const standing: Standing = isGiven ? 'met' : isPast ? 'missed' : 'notDue';
    return { kind: 'approval', name: level, standing, events: steps.flatMap((step) => givenBy(step, given)) };
  });
  const others = unique(procedure.approvals.map(({ level }) => level)).filter(
    (level) => !found.some(({ name }) => name === level),
  );
  return [
    ...found,
    ...others.map((name): Obligation => ({ kind: 'approval', name, standing: 'notApplicable', events: [] })),
  ];
}

/** The event that brought one of these approvals. */
function givenBy({ event, before, after }: Step, given: CaseRecord['approvals']): readonly string[] {
  if (after.status !== 'logged') return [];
  const earlier = before.status === 'logged' ? before.approvals : [];
  const isNew = after.approvals.some((each) => given.includes(each) && !earlier.includes(each));
  return isNew ? [event.revision.toString()] : [];
}
