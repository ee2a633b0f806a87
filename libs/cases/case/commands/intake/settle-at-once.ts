import { field, isRefusal, refuse } from '#event-sourcing';
import { matterNeed, unmet } from '../../authority.ts';
import { command } from '../../command.ts';
import type { CaseContext } from '../../context.ts';
import { draft, type CaseDecision } from '../../decision.ts';
import type { CaseEventDraft } from '../../events.ts';
import { METHODS, type Method, type Remedy } from '../../events/fields.ts';
import { basis, grantNeed } from '../../rules/grants.ts';
import { leafOf } from '../../rules/classification.ts';
import { unfitRemedy } from '../../rules/remedies.ts';
import { during, WORKING } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { deciding } from '../../who-policy.ts';
import { classifyCase } from '../classification/classify-case.ts';
import { concludeInvestigation } from '../investigation/conclude-investigation.ts';
import { conclusionFields, remedyFields } from '../parts.ts';

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
  who: deciding(),
  weighs: (data, state, context) => ({ need: matterNeed(asClassified(data, state, context), context) }),
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
    if (raised !== undefined || !context.procedure.settleAtOnce.includes(severity))
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
    const granted = data.remedy ? grantAtOnce(data.remedy, data.summary, after, context) : [];
    if (isRefusal(granted)) return granted;
    return [
      ...classified,
      ...concluded,
      ...solutionOf(data),
      ...granted,
      ...delivered(granted, data.reference),
      resolved(data.summary),
    ];
  },
});

const asClassified = (
  { category, severity }: { readonly category: string; readonly severity: string },
  state: CaseRecord,
  context: CaseContext,
): CaseRecord => {
  const leaf = leafOf(category, context);
  return { ...state, severity, category: isRefusal(leaf) ? category : leaf.path };
};

const solutionOf = ({
  solution: description,
  remedy,
  method,
}: {
  readonly solution: string;
  readonly remedy?: Remedy;
  readonly method: Method;
}): readonly CaseEventDraft[] => [
  draft('SolutionsPrepared', { options: [{ option: 'S1', description, ...(remedy && { remedy }) }] }),
  draft('SolutionOffered', { option: 'S1', method }),
  draft('SolutionAccepted', { option: 'S1' }),
  draft('SolutionImplemented', { option: 'S1' }),
];

const delivered = (
  granted: readonly CaseEventDraft[],
  reference: string | undefined,
): readonly CaseEventDraft[] =>
  reference === undefined
    ? []
    : granted.flatMap((event) =>
        event.type === 'CompensationGranted'
          ? [draft('CompensationDelivered', { grant: event.data.grant, reference })]
          : [],
      );

const resolved = (summary: string): CaseEventDraft => draft('CaseResolved', { summary, settledAtOnce: true });

/** A grant made on the spot has no time for a request (LIF-1). */
function grantAtOnce(remedy: Remedy, reason: string, state: CaseRecord, context: CaseContext): CaseDecision {
  const refusal = unfitRemedy(remedy, state, context);
  if (refusal) return refusal;
  const need = grantNeed(remedy, state, context);
  return (
    unmet(need, state, context) ?? [
      draft('CompensationGranted', {
        grant: `G${String(state.grants.length + 1)}`,
        remedy,
        reason,
        authority: basis(remedy, state, context, need.because ?? need.rule),
      }),
    ]
  );
}
