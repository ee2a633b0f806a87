import {
  field,
  listsOf,
  queriesOf,
  refuse,
  type Clock,
  type Refusal,
  type ServedReads,
} from '#event-sourcing';
import type { Organisation } from '#organisation';
import type { ProcedureRegistry, Rules } from '#procedures';
import type { RecordedCaseEvent } from '../case/events.ts';
import type { Pepper } from './fingerprint.ts';
import type { CaseReadWho, Reader } from './reading.ts';

/** Where answers about cases come from. */
export interface CaseQueryPorts {
  readonly readModels: ServedReads;
  /** Everything that was recorded of a case, as it stands now; none when there is no such case. */
  readonly history: (caseId: string) => Promise<readonly RecordedCaseEvent[]>;
  readonly procedures: ProcedureRegistry & Pick<Rules, 'installed'>;
  /** Who there is now, and who holds what. */
  readonly organisation: () => Promise<Organisation>;
  /** The installation's secret, for the hashes that cases are found by. */
  readonly pepper: Pepper;
  readonly now: Clock;
  /** Lets others have their turn: what takes long asks for it again and again. */
  readonly rest: () => Promise<void>;
}

/** `Cases` are single cases, `Lists and reports` hold no personal data. */
export interface CaseQueryTypes {
  readonly ports: CaseQueryPorts;
  readonly reader: Reader;
  readonly who: CaseReadWho;
  readonly group: 'Cases' | 'Lists and reports';
}

export const query = queriesOf<CaseQueryTypes>();
export const list = listsOf<CaseQueryTypes>();

/** What lists can be narrowed by. */
export const filters = {
  owner: field.reference({ optional: true, of: 'staff', example: 'staff-004' }),
  department: field.reference({ optional: true, of: 'department', example: 'engineering' }),
  severity: field.reference({ optional: true, of: 'severity', example: 'important' }),
  procedure: field.reference({ optional: true, of: 'procedure', example: 'residential-property' }),
};

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const month = { otherwise: 'must be a month such as 2026-09', example: '2026-09' };
export const monthField = field.pattern(MONTH, month);
export const optionalMonth = field.pattern(MONTH, { optional: true, ...month });
export const optionalWeek = field.pattern(/^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/, {
  ...{ optional: true, otherwise: 'must be a week such as 2026-W40', example: '2026-W40' },
});

export const CASE_ID = '7F3K-9M2Q-X4TB';
export const caseField = field.reference({ of: 'case', example: CASE_ID });

/** How a case is asked for as it was then. */
export const momentFields = {
  asOf: field.instant({ optional: true, description: 'The case as it was then (ARC-2).' }),
  knownAt: field.instant({ optional: true, description: 'The case as the system knew it then (D11).' }),
};
export const momentOptions = {
  asOf: 'as it was then: what had happened by that moment',
  knownAt: 'as the system knew it then: what had been recorded by that moment',
};

export const noSuchCase = ({ caseId }: { readonly caseId: string }): Refusal =>
  refuse('INT-2', 'case-not-found', `There is no case ${caseId}.`);
