import { field, listsOf, queriesOf, refuse, type KnowableReads, type Refusal } from '#event-sourcing';
import type { CaseQueryPorts, Reader } from '#cases';
import type { ProcedureRegistry } from '#procedures';
import { DUTY_ID } from '../duty/duty-id.ts';

/** Where answers about duties come from. */
export type DutyQueryPorts = KnowableReads &
  Pick<CaseQueryPorts, 'readModels' | 'rest'> & { readonly procedures: ProcedureRegistry };

interface DutyQueryTypes {
  readonly ports: DutyQueryPorts;
  readonly reader: Reader;
  readonly who: { readonly readers: readonly ('operations' | 'analyst' | 'compliance')[] };
  readonly group: 'Duties';
}

export const query = queriesOf<DutyQueryTypes>();
export const list = listsOf<DutyQueryTypes>();

export const forWhoeverAnswers = { readers: ['operations', 'analyst', 'compliance'] } as const;

export const dutyField = field.reference({ of: 'duty', example: DUTY_ID });

export const noDutyFor = ({ dutyId }: { readonly dutyId: string }): Refusal =>
  refuse('D25', 'duty-not-found', `There is no duty ${dutyId}.`);
