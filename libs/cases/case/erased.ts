import { ERASED, isErasing, refuse, type Refusal } from '#event-sourcing';
import { without } from '../without.ts';
import type { ClockBook, GivenTime } from './clock-state.ts';
import type { CaseContext } from './context.ts';
import type { CaseEvent } from './events.ts';
import type { CaseRecord, CaseState } from './state.ts';

/**
 * PRI-2: what is known of a case once whoever complained is erased. The same as folding a history of which the texts
 * cannot be read: the property in `erased.spec.ts` holds the two against each other.
 */
export function evolveErased(state: CaseState, event: CaseEvent): CaseState {
  if (!isErasing(event) || state.status === 'none') return state;
  const clocks = withoutWords(state.clocks);
  return state.status === 'logged'
    ? { ...withoutWhatWasSaid(state), clocks, erased: true }
    : { ...state, clocks, erased: true };
}

/** A value of its own in place of a text: types say text, and whoever reads it looks first. */
const gone = ERASED as unknown as string;

/** The fields of these names, as far as they are there. */
const erase = <Value extends object>(value: Value, ...names: readonly (keyof Value)[]): Value =>
  names.reduce((left, name) => (left[name] === undefined ? left : { ...left, [name]: gone }), value);

const everyValue = <Values extends object>(values: Values): Values =>
  erase(values, ...(Object.keys(values) as (keyof Values)[]));

function withoutWhatWasSaid(state: CaseRecord): CaseRecord {
  const said = erase(without(state, 'contactCorrected'), 'description', 'wanted');
  return {
    ...said,
    complainant: complainantErased(state.complainant),
    ...(state.retail && { retail: erase(state.retail, 'orderNumber', 'expectedOutcome') }),
    ...(state.details && { details: everyValue(state.details) }),
    demands: state.demands.map((each) => erase(each, 'text')),
    decisions: state.decisions.map(({ matter, ...decision }) => ({
      ...decision,
      matter: matter.details === undefined ? matter : { ...matter, details: everyValue(matter.details) },
    })),
    evidence: state.evidence.map((each) => erase(each, 'fileName')),
    options: state.options.map((each) => erase(each, 'description')),
    prepared: state.prepared.map(({ options, ...plan }) => ({
      ...plan,
      options: options.map((each) => erase(each, 'description')),
    })),
  };
}

const withoutAbout = (given: readonly GivenTime[]): readonly GivenTime[] =>
  given.map((each) => erase(each, 'about'));

const withoutWords = (clocks: ClockBook): ClockBook => ({
  ...clocks,
  given: withoutAbout(clocks.given),
  threads: clocks.threads.map((thread) => ({ ...thread, given: withoutAbout(thread.given) })),
});

function complainantErased(complainant: CaseRecord['complainant']): CaseRecord['complainant'] {
  const { representative } = complainant;
  return {
    ...erase(complainant, 'name', 'phone', 'email', 'address', 'customerNumber'),
    ...(representative && { representative: erase(representative, 'name', 'phone', 'email') }),
  };
}

/**
 * PRI-2: whoever complained was erased once, and a backup from before has brought the case back. What is said in it from
 * now on could be read by nobody.
 */
export const refusedAsForgotten = ({ caseId, forgotten }: CaseContext): Refusal | undefined =>
  forgotten === undefined
    ? undefined
    : refuse(
        'PRI-2',
        'case-key-destroyed',
        'Whoever complained was erased before this case came back from a backup: its key is destroyed, and nothing that is said in it could be read again.',
        {
          remedy: `Compliance erases it once more: redress privacy erase ${caseId}. If there is a new complaint, log it as a new case.`,
        },
      );

/** PRI-2: whatever is asked for, there is nobody any more for whom it would be done. */
export const refusedAsErased = (state: CaseState): Refusal | undefined =>
  state.status === 'none' || state.erased !== true
    ? undefined
    : refuse(
        'PRI-2',
        'case-erased',
        'Whoever complained was erased: nothing more is recorded in this case.',
        {
          remedy: 'Log a new complaint, if there is one.',
        },
      );
