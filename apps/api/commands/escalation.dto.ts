import { ESCALATION_REASONS, type EscalationReason } from '#cases';
import { Choice, Reference, Text, YesNo } from '../fields/index.ts';
import { CommandBody } from './command-body.ts';
import type { DataOf } from './command-data.ts';

export class EscalateToManagerBody extends CommandBody implements DataOf<'EscalateToManager'> {
  @Reference({ optional: true, example: 'office-director', description: 'Default: the next level (AUT-1).' })
  readonly to?: string;
  @Choice(ESCALATION_REASONS)
  readonly reason!: EscalationReason;
  @Text({ example: 'The amount is above my authority.' })
  readonly explanation!: string;
  @YesNo()
  readonly complainantTold!: boolean;
}

export class DecideEscalationBody extends CommandBody implements DataOf<'DecideEscalation'> {
  @Text({ example: 'Waive one month of fees.' })
  readonly decision!: string;
}

export class ReturnEscalationBody extends CommandBody implements DataOf<'ReturnEscalation'> {
  @Text({ example: 'Offer the repair first.' })
  readonly instruction!: string;
}
