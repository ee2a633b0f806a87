import { refuse, type Refusal } from '#event-sourcing';
import { findLeaf, severityRank, type CategoryLeaf } from '#procedures';
import type { CaseContext } from '../context.ts';

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
export function unfoundedSeverity(
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
