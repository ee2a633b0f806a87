import { field, isRefusal, refuse, type Refusal } from '#event-sourcing';
import { matches } from '#procedures';
import { matterNeed, RULINGS, unmet } from '../../authority.ts';
import { command } from '../../command.ts';
import type { CaseContext } from '../../context.ts';
import { draft, firstOf } from '../../decision.ts';
import type { CaseEventData, CaseEventDraft } from '../../events.ts';
import { METHODS, type Method, type Remedy } from '../../events/fields.ts';
import { nextGrant, type Sum } from '../../remedies/remedy.ts';
import { worthOf } from '../../remedies/worth.ts';
import { leafOf } from '../../rules/classification.ts';
import { authorityOf, promiseNeed, totalWith } from '../../rules/promises.ts';
import { unfitRemedy } from '../../rules/remedies.ts';
import { notReviewed } from '../../rules/reviews.ts';
import { matterOf } from '../../matter.ts';
import { during, WORKING } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { deciding } from '../../who-policy.ts';
import { classifyCase } from '../classification/classify-case.ts';
import { concludeInvestigation, withFinding } from '../investigation/conclude-investigation.ts';
import { conclusionFields, remedyFields } from '../parts.ts';
import { approversOf } from '../solution/approval.ts';

/** LIF-1: a small matter goes from received to resolved in one command, with every fact recorded. */
export const settleAtOnce = command({
  name: 'SettleAtOnce',
  summary: 'Settle a small matter on the spot (LIF-1).',
  group: 'Intake',
  data: {
    category: field.reference({ of: 'category', example: 'service/attitude' }),
    severity: field.reference({ of: 'severity', example: 'minor' }),
    criterion: field.reference({ of: 'criterion', optional: true, example: 'small-inconvenience' }),
    conclusion: field.part('Conclusion', conclusionFields, {
      optional: true,
      description: 'When it was looked into.',
    }),
    solution: field.text({ example: 'Apologised and opened the gate.' }),
    remedy: field.part('Remedy', remedyFields, { optional: true }),
    reference: field.reference({ optional: true, example: 'V-2026-0117' }),
    method: field.choice(METHODS),
    summary: field.text({ example: 'Settled at the gate.' }),
  },
  who: deciding({ level: 'ruling' }),
  weighs: (data, state, context) => ({
    need: {
      ...matterNeed(withFinding(data.conclusion ?? {}, asClassified(data, state, context)), context),
      coveredBy: RULINGS,
    },
  }),
  when: during([...WORKING, 'unclassified', 'notConcluded']),
  decide: (data, state, context) => {
    const { category, severity, criterion } = data;
    const classified = classifyCase.decide(
      { category, severity, ...(criterion !== undefined && { criterion }) },
      state,
      context,
    );
    if (isRefusal(classified)) return classified;
    const raised = classified.find((event) => event.type === 'SeverityChanged');
    if (raised !== undefined || !isSmall(asClassified(data, state, context), context))
      return refuse(
        'LIF-1',
        'not-a-small-matter',
        `A case of severity "${severity}" is not settled at once.`,
        {
          remedy: 'Classify and dispatch it.',
          details: { settleAtOnce: context.procedure.settleAtOnce },
        },
      );
    const concluded = data.conclusion ? concludeInvestigation.decide(data.conclusion, state, context) : [];
    if (isRefusal(concluded)) return concluded;
    // The grant is judged by the classification just made.
    const after = asClassified(data, state, context);
    const promise = data.remedy && promisedAtOnce(data.remedy, after, context);
    if (promise !== undefined && isRefusal(promise)) return promise;
    const unseen = notReviewed(after, context);
    if (unseen) return unseen;
    return [
      ...classified,
      ...concluded,
      ...settlement(data, promise, state),
      draft('CaseResolved', { summary: data.summary, settledAtOnce: true }),
    ];
  },
});

const isSmall = (state: CaseRecord, { procedure }: CaseContext): boolean =>
  procedure.settleAtOnce.some((when) => matches(when, matterOf(state), procedure.ladder));

const asClassified = (
  { category, severity }: { readonly category: string; readonly severity: string },
  state: CaseRecord,
  context: CaseContext,
): CaseRecord => {
  const leaf = leafOf(category, context);
  return { ...state, severity, category: isRefusal(leaf) ? category : leaf.path };
};

interface Settlement {
  readonly solution: string;
  readonly method: Method;
  readonly summary: string;
  readonly reference?: string;
}
type Promised = NonNullable<CaseEventData<'SolutionOffered'>['promise']>;

/** One option, offered, accepted, carried out, and what it gives granted. */
function settlement(
  { solution: description, method, summary: reason, reference }: Settlement,
  promise: Promised | undefined,
  { optionsEver, remedies }: CaseRecord,
): readonly CaseEventDraft[] {
  const option = `S${String(optionsEver + 1)}`;
  const grant = nextGrant(remedies);
  const remedy = promise && { remedy: promise.remedy };
  return [
    draft('SolutionsPrepared', { options: [{ option, description, ...remedy }] }),
    draft('SolutionOffered', { option, method, ...(promise && { promise }) }),
    draft('SolutionAccepted', { option }),
    ...(promise ? [draft('CompensationGranted', { grant, option, reason, ...promise })] : []),
    draft('SolutionImplemented', { option }),
    ...(promise && reference !== undefined ? [draft('CompensationDelivered', { grant, reference })] : []),
  ];
}

/** What is settled on the spot has no time for a request (LIF-1). */
function promisedAtOnce(remedy: Remedy, state: CaseRecord, context: CaseContext): Promised | Refusal {
  const need = promiseNeed(remedy, state, context);
  const refusal = firstOf(
    unfitRemedy(remedy, state, context),
    unmet(need, state, context),
    noTimeForApprovals(totalWith(remedy, state, context), state, context),
  );
  if (refusal) return refusal;
  const worth = worthOf(remedy, state, context.procedure.currency);
  const authority = authorityOf(totalWith(remedy, state, context), need.because ?? need.rule, context);
  return { remedy, ...(worth && { worth }), authority };
}

/** AUT-5: what has to be approved before the complainant hears of it is not promised on the spot. */
function noTimeForApprovals(sum: Sum, state: CaseRecord, context: CaseContext): Refusal | undefined {
  const [level] = approversOf(sum, state, context);
  return level === undefined
    ? undefined
    : refuse(
        'AUT-5',
        'approval-needed',
        `"${level}" has to approve this before the complainant hears of it.`,
        {
          remedy: 'Classify the case, prepare it as a solution, and have it approved.',
          details: { neededLevel: level },
        },
      );
}
