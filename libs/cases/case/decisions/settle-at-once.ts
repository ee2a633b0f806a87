import { isRefusal, refuse } from '#event-sourcing';
import { conflictOfInterest } from '../context.ts';
import type { CaseEventDraft } from '../events.ts';
import { classifyCase } from './classification.ts';
import { grantAtOnce } from './compensation.ts';
import { draft, type Decide } from './decision.ts';
import { concludeInvestigation } from './investigation.ts';

/** LIF-1: a small matter goes from received to resolved in one command, with every fact recorded. */
export const settleAtOnce: Decide<'SettleAtOnce'> = (data, state, context) => {
  const conflict = conflictOfInterest(state, context);
  if (conflict) return conflict;
  const { category, severity, criterion } = data;
  const classified = classifyCase(
    { category, severity, ...(criterion !== undefined && { criterion }) },
    state,
    context,
  );
  if (isRefusal(classified)) return classified;
  const raised = classified.find((event) => event.type === 'SeverityChanged');
  if (raised !== undefined || !context.procedure.settleAtOnce.includes(severity))
    return refuse('LIF-1', 'not-a-small-matter', `A case of severity "${severity}" is not settled at once.`, {
      remedy: 'Classify and dispatch it.',
      details: { settleAtOnce: context.procedure.settleAtOnce },
    });
  const concluded = data.conclusion ? concludeInvestigation(data.conclusion, state, context) : [];
  if (isRefusal(concluded)) return concluded;
  // The grant is judged by the classification just made.
  const after = { ...state, category: categoryOf(classified) ?? category, severity };
  const granted = data.remedy ? grantAtOnce(data.remedy, data.summary, after, context) : [];
  if (isRefusal(granted)) return granted;
  return [
    ...classified,
    ...concluded,
    ...solution(data),
    ...granted,
    ...delivered(granted, data.reference),
    resolved(data.summary),
  ];
};

const categoryOf = (drafts: readonly CaseEventDraft[]): string | undefined =>
  drafts.find((event) => event.type === 'CaseClassified')?.data.category;

const solution = ({
  solution: description,
  remedy,
  method,
}: Parameters<typeof settleAtOnce>[0]): readonly CaseEventDraft[] => [
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
