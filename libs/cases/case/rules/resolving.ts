import { refuse, type Refusal } from '#event-sourcing';
import { matches, stepsFor, type Matter, type Procedure, type ResolvingStep } from '#procedures';
import { rankOf, type CaseContext } from '../context.ts';
import type { Carried } from '../events/merging.ts';
import { isComplaint, mattersTaken, matterOf } from '../matter.ts';
import { hasReached } from '../milestones.ts';
import { offerStanding } from '../stage.ts';
import type { CaseRecord, OptionStatus } from '../state.ts';
import { isTriedEnough } from './attempts.ts';

/** LIF-1: why the case as it stands cannot be resolved. */
export const unresolvable = (state: CaseRecord, context: CaseContext): Refusal | undefined =>
  // What was merged into it is not settled with less than it would have been there (LIF-2).
  stepsMissing([matterOf(state), ...mattersTaken(matterOf(state), state.takenOver)], state, context) ??
  notAnswered(state, isComplaint(state), context);

/**
 * LIF-2: a case that is resolved settles what is merged into it by the way that it went itself. What would not have been
 * resolved by that, and was not resolved where it comes from, needs more than it was given.
 */
export function unsettledBy(
  state: CaseRecord,
  carried: readonly Carried[],
  context: CaseContext,
): Refusal | undefined {
  const open = carried.filter(({ facts }) => !facts.some(({ milestone }) => milestone === 'resolved'));
  if (!state.resolved || open.length === 0) return undefined;
  const matters = openMatters(state, open).filter((each) => !isSmall(each, state, context));
  const isOne = open.some(({ contactKind }) => contactKind === 'complaint');
  const lacking = stepsMissing(matters, state, context) ?? notAnswered(state, isOne, context);
  return (
    lacking &&
    refuse(
      'LIF-2',
      'other-case-resolved',
      `The other case is resolved, and not for this one: ${lacking.message}`,
      {
        remedy: 'Reopen the other case, then merge; or link the two.',
      },
    )
  );
}

/** As serious as each is where it comes from. */
function openMatters(state: CaseRecord, open: readonly Carried[]): readonly Matter[] {
  const { severity, ...matter } = matterOf(state);
  return mattersTaken(matter, open).map((each) => ({ ...(severity !== undefined && { severity }), ...each }));
}

/** As whoever settled the other case at once could have settled this one (LIF-1). */
const isSmall = (matter: Matter, state: CaseRecord, { procedure }: CaseContext): boolean =>
  offerStanding(state) === 'implemented' &&
  procedure.settleAtOnce.some((when) => matches(when, matter, procedure.ladder));

type Step = ResolvingStep;
const STEPS: Readonly<Record<Step, Required<Pick<Refusal, 'rule' | 'code' | 'message' | 'remedy'>>>> = {
  restated: {
    ...{ rule: 'INT-5', code: 'not-restated' },
    message: 'Nobody has said the complaint back to the complainant.',
    remedy: 'Restate it, and record whether that is what was meant.',
  },
  acknowledged: {
    ...{ rule: 'INT-6', code: 'not-acknowledged' },
    message: 'The complaint is not acknowledged yet.',
    remedy: 'Acknowledge it.',
  },
  mediated: {
    ...{ rule: 'INV-5', code: 'not-mediated' },
    message: 'Those concerned have not met yet.',
    remedy: 'Hold a mediation, and record what came of it.',
  },
  visited: {
    ...{ rule: 'DIS-8', code: 'not-visited' },
    message: 'Nobody has done anything on the spot yet.',
    remedy: 'Record who arrived there, and the measures taken.',
  },
  alternativesSought: {
    ...{ rule: 'SOL-9', code: 'no-alternatives' },
    message: 'What could be done instead is not on record.',
    remedy: 'Look for alternatives, and record them.',
  },
  secretAgreed: {
    ...{ rule: 'INT-13', code: 'no-secret' },
    message: 'The complainant cannot ask for the progress: no secret is agreed.',
    remedy: 'Agree on one with the complainant.',
  },
  demandsNamed: {
    ...{ rule: 'CLS-10', code: 'no-demands' },
    message: 'What the complainant asks for is not on record, each demand by itself.',
    remedy: 'Record the demands.',
  },
  classified: {
    ...{ rule: 'CLS-1', code: 'not-classified' },
    ...{ message: 'The case is not classified yet.', remedy: 'Classify it.' },
  },
  dispatched: {
    ...{ rule: 'DIS-1', code: 'not-dispatched' },
    ...{ message: 'No department has had the form yet.', remedy: 'Dispatch it.' },
  },
  findingRecorded: {
    ...{ rule: 'INV-1', code: 'no-finding' },
    ...{ message: 'Nothing that was found is on record.', remedy: 'Record what was found, and by whom.' },
  },
  concluded: {
    ...{ rule: 'INV-3', code: 'not-investigated' },
    message: 'The investigation has no conclusion yet.',
    remedy: 'Conclude the investigation.',
  },
};

export const isTaken = (step: Step, state: CaseRecord): boolean => TAKEN[step](state);

const TAKEN: Readonly<Record<Step, (state: CaseRecord) => boolean>> = {
  restated: (state) => hasReached('restated', state),
  // Nobody can be told that it was received (INT-4).
  acknowledged: (state) => state.complainant.anonymous || hasReached('acknowledged', state),
  mediated: (state) => hasReached('mediated', state),
  visited: (state) => hasReached('measuresTaken', state),
  alternativesSought: (state) => hasReached('alternativesSought', state),
  secretAgreed: ({ complainant, inquirySeal }) => complainant.anonymous || inquirySeal !== undefined,
  demandsNamed: ({ demands }) => demands.length > 0,
  classified: ({ category }) => category !== undefined,
  dispatched: ({ dispatches }) => dispatches.some(({ status }) => status !== 'returned'),
  // What is outside our commitments is explained and not investigated (CLS-5).
  findingRecorded: ({ findings, valid }) => findings > 0 || valid === false,
  concluded: ({ conclusion, valid }) => conclusion !== undefined || valid === false,
};

const stepsOf = (
  matters: readonly Matter[],
  { resolving, ladder }: Pick<Procedure, 'resolving' | 'ladder'>,
): readonly Step[] => [...new Set(matters.flatMap((each) => stepsFor(resolving.requires, each, ladder)))];

/** LIF-1: the steps that the procedure asks of the case and of what was merged into it, whether or not they were taken. */
export const askedForResolving = (state: CaseRecord, procedure: Procedure): readonly Step[] =>
  stepsOf([matterOf(state), ...mattersTaken(matterOf(state), state.takenOver)], procedure);

/** Why not. */
function stepsMissing(
  matters: readonly Matter[],
  state: CaseRecord,
  { procedure }: CaseContext,
): Refusal | undefined {
  const missing = stepsOf(matters, procedure).filter((step) => !isTaken(step, state));
  const [first] = missing;
  if (first === undefined) return undefined;
  const { rule, code, message, remedy } = STEPS[first];
  return refuse(rule, code, message, { remedy, details: { missing } });
}

/** Carried out, or offered in vain to somebody who did not answer (SOL-1). */
const ANSWERED: ReadonlySet<OptionStatus | undefined> = new Set(['implemented', 'lapsed']);

const NOT_IMPLEMENTED = refuse('SOL-1', 'not-implemented', 'No accepted solution has been carried out yet.', {
  remedy: 'Carry out the accepted option; when none is accepted, escalate until the highest level decides.',
});

function notAnswered(state: CaseRecord, isOne: boolean, context: CaseContext): Refusal | undefined {
  // What the complainant has taken is owed, whatever was found; once resolved, nobody could carry it out.
  if (state.options.some(({ status }) => status === 'accepted')) return NOT_IMPLEMENTED;
  if (!isOne) return undefined;
  if (state.valid === false)
    return state.invalidityExplained === 'yes' || nobodyHears(state, context)
      ? undefined
      : refuse(
          'CLS-5',
          'explanation-missing',
          'An invalid complaint is resolved once it has been explained: the complainant accepted, or a supervisor explained it again.',
          {
            remedy:
              'Explain it; when that is not accepted, have a supervisor explain it again. Record attempts that reach nobody.',
          },
        );
  if (ANSWERED.has(offerStanding(state)) || state.conclusion?.outcome === 'notSubstantiated')
    return undefined;
  if (finallyDecided(state, context)) return undefined;
  return NOT_IMPLEMENTED;
}

/** INT-4, CLS-5: nobody is known, or nobody was reached in as many attempts as the procedure asks for. */
const nobodyHears = ({ complainant, failedContacts }: CaseRecord, { procedure }: CaseContext): boolean =>
  complainant.anonymous || isTriedEnough(failedContacts.explanation, 'outcome', procedure);

/** The complainant accepted nothing and the highest level has decided: the end of the ladder (AUT-1, AUT-4). */
const finallyDecided = (state: CaseRecord, { procedure }: CaseContext): boolean =>
  offerStanding(state) === 'rejected' &&
  !state.levelAwaited &&
  rankOf(procedure, state.level) >= procedure.ladder.length - 1;
