import { field, isRefusal, refuse, type Refusal } from '#event-sourcing';
import { severityRank } from '#procedures';
import { OVERDUE } from '../../clock-misses.ts';
import { command } from '../../command.ts';
import { highestSeverity, type CaseContext } from '../../context.ts';
import { draft, firstOf } from '../../decision.ts';
import type { CaseEventDraft } from '../../events.ts';
import { FLAGS } from '../../events/fields.ts';
import { leafOf, unfoundedSeverity } from '../../rules/classification.ts';
import { severityByFlags } from '../../rules/flags.ts';
import { during, WORKING } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { recording } from '../../who-policy.ts';

/** The front line grades what it received (CLS-3); what a level was asked, that level or one above it grades (AUT-4). */
export const classifyCase = command({
  name: 'ClassifyCase',
  summary: 'Give the case its category and severity (CLS-1, CLS-3).',
  group: 'Classification',
  data: {
    category: field.reference({
      of: 'category',
      example: 'facilities/lift',
      description: 'One leaf of the procedure: `group/leaf` (CLS-1).',
    }),
    severity: field.reference({ of: 'severity', example: 'important' }),
    criterion: field.reference({ of: 'criterion', optional: true, example: 'management-fault' }),
    complainantInsists: field.yesNo({ optional: true, example: false }),
    flags: field.choices(FLAGS, { optional: true, max: 7, example: ['safety'] }),
  },
  who: recording({ bound: true }),
  when: during(WORKING),
  decide: ({ flags = [], ...data }, state, context) => {
    const category = leafOf(data.category, context);
    if (isRefusal(category)) return category;
    const refusal = firstOf(
      unfoundedSeverity(data.severity, data.criterion, context),
      classifiedOtherwise({ ...data, category: category.path }, state),
    );
    if (refusal) return refusal;
    const isFirst = state.category === undefined;
    const added = [...new Set(flags)].filter((flag) => !state.flags.includes(flag));
    const raised =
      longUnsettled(data.severity, state, context) ??
      (isFirst ? asMerged(data.severity, state, context) : undefined) ??
      severityByFlags(state.severity ?? data.severity, isFirst ? [...state.flags, ...added] : added, context);
    return [
      ...added.map((flag) => draft('SensitiveFlagRaised', { flag, reason: 'Found when classifying' })),
      ...(isFirst ? [draft('CaseClassified', { ...data, category: category.path })] : []),
      ...(raised ? [raised] : []),
    ];
  },
});

/** CLK-8: what stood for a month without being classified is major as soon as it is. */
export function longUnsettled(
  severity: string,
  { severity: before, clocks }: CaseRecord,
  { procedure }: Pick<CaseContext, 'procedure'>,
): CaseEventDraft | undefined {
  const expired = clocks.clocks.some((clock) => clock.onDue === 'promote' && clock.status === 'expired');
  const to = highestSeverity(procedure);
  if (before !== undefined || !expired || severity === to) return undefined;
  return draft('SeverityChanged', { from: severity, to, reason: OVERDUE, cause: 'oneMonth' });
}

/** CLS-4: a merging makes nothing less serious than it was in the case that was taken over (LIF-2). */
function asMerged(
  severity: string,
  { takenOver, flags }: CaseRecord,
  context: CaseContext,
): CaseEventDraft | undefined {
  const rank = (each: string): number => severityRank(context.procedure, each);
  const to = takenOver
    .flatMap((each) => each.severity ?? [])
    .reduce((highest, each) => (rank(each) > rank(highest) ? each : highest), severity);
  if (to === severity || severityByFlags(to, flags, context) !== undefined) return undefined;
  return draft('SeverityChanged', {
    from: severity,
    to,
    reason: 'A merged case is more serious',
    cause: 'decision',
  });
}

/** A case is classified once; after that its severity and category are changed, with a reason (CLS-4). */
const classifiedOtherwise = (
  data: { readonly category: string; readonly severity: string },
  { category, severity }: CaseRecord,
): Refusal | undefined =>
  category === undefined || (category === data.category && severity === data.severity)
    ? undefined
    : refuse('CLS-4', 'already-classified', `The case is classified as ${category}, ${severity ?? ''}.`, {
        remedy: 'Change the severity or the category, with a reason.',
      });
