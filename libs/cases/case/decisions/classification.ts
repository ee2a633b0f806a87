import { isRefusal, refuse, type Refusal } from '#event-sourcing';
import { findLeaf, severityRank, type CategoryLeaf } from '#procedures';
import { OVERDUE } from '../clock-end.ts';
import {
  conflictOfInterest,
  highestSeverity,
  needsLevel,
  takesAuthorityAway,
  type CaseContext,
} from '../context.ts';
import type { CaseEventDraft } from '../events.ts';
import type { CaseRecord } from '../state.ts';
import { draft, firstOf, records, type Decide } from './decision.ts';
import { severityByFlags } from './flags.ts';

/** The leaf of a category given by `group/leaf`, title or synonym (CLS-1). */
export function leafOf(category: string, { procedure }: CaseContext): CategoryLeaf | Refusal {
  const leaf = findLeaf(procedure, category);
  if (leaf !== undefined) return leaf;
  return refuse(
    'CLS-1',
    'unknown-category',
    `The procedure "${procedure.id}" has no category "${category}".`,
    {
      remedy: 'Choose one leaf of the category tree, written group/leaf.',
      ...(procedure.categories !== 'asRecorded' && {
        details: { groups: procedure.categories.map((group) => group.id) },
      }),
    },
  );
}

export function unknownSeverity(severity: string, { procedure }: CaseContext): Refusal | undefined {
  if (severityRank(procedure, severity) >= 0) return undefined;
  const message = `The procedure "${procedure.id}" has no severity "${severity}".`;
  return refuse('CLS-3', 'unknown-severity', message, {
    details: { severities: procedure.severities.map((each) => each.id) },
  });
}

/** CLS-3: a known severity, with the criterion that it was chosen by. */
function unfoundedSeverity(
  severity: string,
  criterion: string | undefined,
  context: CaseContext,
): Refusal | undefined {
  const unknown = unknownSeverity(severity, context);
  if (unknown) return unknown;
  const known = context.procedure.severities.find((each) => each.id === severity);
  const criteria = known?.criteria.map((each) => each.id) ?? [];
  if (criteria.length === 0 || (criterion !== undefined && criteria.includes(criterion))) return undefined;
  return refuse('CLS-3', 'criterion-needed', `Say by which criterion the case is "${severity}".`, {
    details: { criteria },
  });
}

export const classifyCase: Decide<'ClassifyCase'> = ({ flags = [], ...data }, state, context) => {
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
    severityByFlags(state.severity ?? data.severity, isFirst ? [...state.flags, ...added] : added, context);
  return [
    ...added.map((flag) => draft('SensitiveFlagRaised', { flag, reason: 'Found when classifying' })),
    ...(isFirst ? [draft('CaseClassified', { ...data, category: category.path })] : []),
    ...(raised ? [raised] : []),
  ];
};

/** CLK-8: what stood for a month without being classified is major as soon as it is. */
function longUnsettled(
  severity: string,
  { severity: before, clocks }: CaseRecord,
  { procedure }: CaseContext,
): CaseEventDraft | undefined {
  const expired = clocks.clocks.some((clock) => clock.onDue === 'promote' && clock.status === 'expired');
  const to = highestSeverity(procedure);
  if (before !== undefined || !expired || severity === to) return undefined;
  return draft('SeverityChanged', { from: severity, to, reason: OVERDUE, cause: 'oneMonth' });
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

/** CLS-4: with a reason; the clocks are recomputed from their original start. */
export const changeSeverity: Decide<'ChangeSeverity'> = (data, state, context) => {
  const refusal = unfoundedSeverity(data.to, data.criterion, context);
  if (refusal) return refusal;
  if (state.severity === undefined || state.severity === data.to) return [];
  return (
    firstOf(
      takesAuthorityAway(state, { ...state, severity: data.to }, context),
      lowersOverdue(data.to, state, context),
    ) ?? [draft('SeverityChanged', { ...data, from: state.severity, cause: 'decision' })]
  );
};

/** CLK-7, CLK-8: what became more serious because nobody was in time is not made less so at the front line. */
function lowersOverdue(
  to: string,
  { overdueSeverity }: CaseRecord,
  context: CaseContext,
): Refusal | undefined {
  const { procedure } = context;
  const level = procedure.ladder[0]?.id;
  return overdueSeverity !== undefined &&
    level !== undefined &&
    severityRank(procedure, to) < severityRank(procedure, overdueSeverity)
    ? needsLevel(context, level, 'AUT-3', 'Lowering a severity that a missed time has raised')
    : undefined;
}

export const changeCategory: Decide<'ChangeCategory'> = (data, state, context) => {
  const to = leafOf(data.to, context);
  if (isRefusal(to)) return to;
  if (state.category === undefined || state.category === to.path) return [];
  return (
    takesAuthorityAway(state, { ...state, category: to.path }, context) ?? [
      draft('CategoryChanged', { from: state.category, to: to.path, reason: data.reason }),
    ]
  );
};

/** INV-4: nobody finds a complaint about themselves invalid. */
export const assessValidity: Decide<'AssessValidity'> = (data, state, context) =>
  conflictOfInterest(state, context) ?? (state.valid === data.valid ? [] : [draft('ValidityAssessed', data)]);

/** CLS-5: explained to the complainant; when not accepted, a supervisor or above explains. */
export const explainInvalidity: Decide<'ExplainInvalidity'> = (data, state, context) => {
  if (state.valid !== false)
    return refuse('CLS-5', 'not-invalid', 'The complaint has not been assessed as invalid.', {
      remedy: 'Assess its validity first.',
    });
  const supervisor = context.procedure.ladder[0]?.id;
  const again = state.invalidityExplained === 'notAccepted' && supervisor !== undefined;
  const refusal = again ? needsLevel(context, supervisor, 'CLS-5', 'A second explanation') : undefined;
  return refusal ?? [draft('InvalidityExplained', data)];
};

/** CLS-6: with the rule explained to the complainant; when that was is in the event's happenedAt. */
export const declareInadmissible: Decide<'DeclareInadmissible'> = (data, state, context) => {
  const conflict = conflictOfInterest(state, context);
  if (conflict) return conflict;
  const { inadmissibleGrounds } = context.procedure;
  const ground = inadmissibleGrounds.find((each) => each.id === data.ground);
  if (!ground)
    return refuse('CLS-6', 'unknown-ground', `"${data.ground}" is no ground for turning a case down.`, {
      details: { grounds: inadmissibleGrounds.map((each) => each.id) },
    });
  const { method, explanation = ground.explanation } = data;
  return [draft('CaseDeclaredInadmissible', { ground: ground.id, explanation, method })];
};

/** CLS-8 */
export const recordUnreasonableDemand: Decide<'RecordUnreasonableDemand'> = records(
  'UnreasonableDemandRecorded',
);
export const reportUnlawfulBehaviour: Decide<'ReportUnlawfulBehaviour'> =
  records('UnlawfulBehaviourReported');
