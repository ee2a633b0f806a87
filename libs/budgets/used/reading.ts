import { isSamePerson, listsOf, queriesOf, type KnowableReads } from '#event-sourcing';
import { isPresent, levelsOver, type Organisation } from '#organisation';
import type { ProcedureRegistry } from '#procedures';
import type { BudgetDocument } from './budgets.projection.ts';

/** Who reads. */
export interface BudgetReader {
  readonly id: string;
  readonly roles: readonly string[];
  readonly organisation: Organisation;
  readonly at: string;
}

interface BudgetQueryTypes {
  readonly ports: KnowableReads & {
    readonly procedures: Pick<ProcedureRegistry, 'get'>;
    /** Which of these cases keep the terms of their settlement to themselves (SOL-7). */
    readonly keptTerms: (caseIds: readonly string[]) => Promise<ReadonlySet<string>>;
  };
  readonly reader: BudgetReader;
  readonly who: { readonly readers: readonly ('operations' | 'compliance')[] };
  readonly group: 'Budgets';
}

/**
 * SOL-7: the cases whose sums are not told here. Whoever has promised them knows what they have left; to others neither
 * is told, because what is used less what is shown would be such a sum.
 */
export async function keptIn(
  { person, draws }: Pick<BudgetDocument, 'person' | 'draws'>,
  { keptTerms }: Pick<BudgetQueryTypes['ports'], 'keptTerms'>,
  reader: BudgetReader | undefined,
): Promise<ReadonlySet<string>> {
  if (reader === undefined || isSamePerson(person, reader.id)) return new Set();
  return keptTerms(draws.map((each) => each.case));
}

export const query = queriesOf<BudgetQueryTypes>();
export const list = listsOf<BudgetQueryTypes>();

/** Their own, those of whoever works below a level that they hold, and, for compliance, all (PRI-1). */
export function readsBudget(
  { month: _, ...of }: Pick<BudgetDocument, 'month' | 'procedure' | 'person'>,
  reader: BudgetReader | undefined,
): boolean {
  if (reader === undefined || reader.roles.includes('compliance')) return true;
  const { id, roles, organisation, at } = reader;
  if (!roles.includes('operations') || !isPresent(organisation, id, at)) return false;
  return (
    isSamePerson(of.person, id) ||
    levelsOver(organisation, of.person, { id, procedure: of.procedure, at }).length > 0
  );
}
