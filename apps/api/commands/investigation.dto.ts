import { Choice, ChoiceList, ReferenceList, Text } from '../fields/index.ts';
import { CommandBody, HappenedAt } from './command-body.ts';
import type { DataOf, Dated } from './command-data.ts';
import { ConclusionDto } from './parts.dto.ts';

const FINDING_KINDS = ['statement', 'inspection', 'recordsConsulted', 'finding'] as const;

export class RecordFindingBody extends CommandBody implements DataOf<'RecordFinding'> {
  @Choice(FINDING_KINDS)
  readonly kind!: (typeof FINDING_KINDS)[number];
  @Text({ example: 'The controller had failed on Monday morning.' })
  readonly content!: string;
  @Text({ optional: true, max: 200, example: 'The technician on duty' })
  readonly from?: string;
  @ReferenceList({ max: 100, example: ['evidence-1'] })
  readonly evidence!: string[];
}

/** The conclusion is also a part of another command, hence both base classes in one. */
export class ConcludeInvestigationBody
  extends ConclusionDto
  implements Dated, DataOf<'ConcludeInvestigation'>
{
  @HappenedAt()
  readonly happenedAt?: string;
}

const PARTIES = ['merchant', 'complainant', 'organisation', 'regulator', 'thirdParty'] as const;
const RESULTS = ['agreed', 'notAgreed', 'adjourned'] as const;

export class RecordMediationBody extends CommandBody implements DataOf<'RecordMediation'> {
  @ChoiceList(PARTIES, { min: 2, max: 5, example: ['merchant', 'complainant'] })
  readonly parties!: (typeof PARTIES)[number][];
  @Choice(RESULTS)
  readonly result!: (typeof RESULTS)[number];
  @Text({ example: 'The merchant exchanges the goods.' })
  readonly minutes!: string;
}
