import { field, refuse, type Refusal } from '#event-sourcing';
import { stepsFor, type ResolvingStep } from '#procedures';
import { command } from '../../command.ts';
import { rankOf, type CaseContext } from '../../context.ts';
import { draft } from '../../decision.ts';
import { isComplaint, matterOf, mattersTaken } from '../../matter.ts';
import { isTriedEnough } from '../../rules/attempts.ts';
import { during, WORKING } from '../../stage-policy.ts';
import { offerStanding } from '../../stage.ts';
import type { CaseRecord, OptionStatus } from '../../state.ts';
import { deciding } from '../../who-policy.ts';

/** LIF-1: what has to stand before a case is resolved. */
export const resolveCase = command({
  name: 'ResolveCase',
  summary: 'Declare the matter resolved (LIF-1).',
  group: 'Outcome',
  data: {
    summary: field.text({ example: 'Lift repaired, fee waived.' }),
  },
  who: deciding(),
  when: during(WORKING, { restsOn: { milestone: 'investigated', code: 'before-concluded' } }),
  decide: (data, state, context) =>
    stepsMissing(state, context) ??
    notResolvable(state, context) ?? [draft('CaseResolved', { ...data, settledAtOnce: false })],
});

type Step = ResolvingStep;
const STEPS: Readonly<Record<Step, Required<Pick<Refusal, 'rule' | 'code' | 'message' | 'remedy'>>>> = {
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

const TAKEN: Readonly<Record<Step, (state: CaseRecord) => boolean>> = {
  classified: ({ category }) => category !== undefined,
  dispatched: ({ dispatches }) => dispatches.some(({ status }) => status !== 'returned'),
  // What is outside our commitments is explained and not investigated (CLS-5).
  findingRecorded: ({ findings, valid }) => findings > 0 || valid === false,
  concluded: ({ conclusion, valid }) => conclusion !== undefined || valid === false,
};

/** LIF-1: the steps that the procedure asks of a matter like this one. */
function stepsMissing(state: CaseRecord, { procedure }: CaseContext): Refusal | undefined {
  const { resolving, ladder } = procedure;
  const matter = matterOf(state);
  // What was merged into it is not settled with less than it would have been there (LIF-2).
  const steps = [matter, ...mattersTaken(matter, state)].flatMap((each) =>
    stepsFor(resolving.requires, each, ladder),
  );
  const missing = [...new Set(steps)].filter((step) => !TAKEN[step](state));
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

function notResolvable(state: CaseRecord, context: CaseContext): Refusal | undefined {
  // What the complainant has taken is owed, whatever was found; once resolved, nobody could carry it out.
  if (state.options.some(({ status }) => status === 'accepted')) return NOT_IMPLEMENTED;
  if (!isComplaint(state)) return undefined;
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
