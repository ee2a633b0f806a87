import { field, isSamePerson, listsOf, queriesOf, type KnowableReads } from '#event-sourcing';
import { rankOf, type CaseQueryPorts, type Reader } from '#cases';
import { holdingsOver, isPresent } from '#organisation';
import type { ProcedureRegistry } from '#procedures';
import type { RecordOf } from '../record/codec.ts';
import { rankDeciding } from '../record/standing.ts';

interface ConductQueryTypes {
  readonly ports: KnowableReads &
    Pick<CaseQueryPorts, 'readModels' | 'rest' | 'now' | 'organisation'> & {
      readonly procedures: ProcedureRegistry;
    };
  readonly reader: Reader;
  readonly who: { readonly readers: readonly ('operations' | 'compliance')[] };
  readonly group: 'Conduct';
}
export type ConductQueryPorts = ConductQueryTypes['ports'];

export const query = queriesOf<ConductQueryTypes>();
export const list = listsOf<ConductQueryTypes>();

export const procedureFilter = field.reference({
  ...{ optional: true, of: 'procedure', example: 'supermarket-authority' },
});

/** PRI-1, CON-4: their own, those of whoever works below a level that may decide, and, for compliance, all. */
export function readsConduct(
  of: RecordOf,
  reader: Reader | undefined,
  { procedures }: Pick<ConductQueryPorts, 'procedures'>,
): boolean {
  if (reader === undefined || reader.roles.includes('compliance')) return true;
  const { id, roles, organisation, at } = reader;
  if (!roles.includes('operations') || !isPresent(organisation, id, at)) return false;
  const procedure = procedures.get(of.procedure);
  if (isSamePerson(of.person, id)) return true;
  if (procedure?.conduct === undefined) return false;
  const needed = rankDeciding({ procedure, organisation, of, now: at }, '');
  return holdingsOver(organisation, of.person, { id, procedure: procedure.id, at }).some(
    ({ level }) => rankOf(procedure, level) >= needed,
  );
}
