import {
  COMPLAINANT_KINDS, INVESTIGATION_OUTCOMES, REMEDIES, RESPONDENT_KINDS, RESPONSIBILITIES,
  type Complainant, type Money, type ProcedureRef, type Remedy, type RemedyKind, type Respondent, type Retail,
} from '#cases'; // prettier-ignore
import {
  Choice,
  DayField,
  Nested,
  Pattern,
  Percent,
  Reference,
  Text,
  WholeNumber,
  YesNo,
} from '../fields/index.ts';
import type { DataOf } from './command-data.ts';

export class ProcedureRefDto implements ProcedureRef {
  @Reference({ example: 'residential-property' })
  readonly id!: string;
  @WholeNumber({ min: 1, example: 1 })
  readonly version!: number;
}

export class MoneyDto implements Money {
  @WholeNumber({ min: 0, example: 12_050, description: 'Minor units: 12050 CNY is 120.50 yuan.' })
  readonly minor!: number;
  @Pattern(/^[A-Z]{3}$/, { otherwise: 'must be an ISO 4217 code such as CNY', example: 'CNY' })
  readonly currency!: string;
}

export class RemedyDto implements Remedy {
  @Choice(REMEDIES)
  readonly kind!: RemedyKind;
  @Nested(() => MoneyDto, { optional: true })
  readonly amount?: MoneyDto;
  @Percent({ optional: true, description: 'A discount: 12 means 12% off.' })
  readonly percent?: number;
  @Text({ optional: true, max: 500, example: 'A basket of fruit' })
  readonly goods?: string;
}

export class ComplainantDto implements Omit<Complainant, 'anonymous'> {
  @Choice(COMPLAINANT_KINDS)
  readonly kind!: Complainant['kind'];
  @Text({ optional: true, max: 200, example: 'Li Na' })
  readonly name?: string;
  @Text({ optional: true, max: 50, example: '+86 21 5550 0100' })
  readonly phone?: string;
  @Text({ optional: true, max: 200, example: 'li.na@example.com' })
  readonly email?: string;
  @Text({ optional: true, max: 500, example: 'Building 3, flat 1202' })
  readonly address?: string;
  @Text({ optional: true, max: 100, example: '3-1202', description: 'Unit, member or patient number.' })
  readonly customerNumber?: string;
}

export class RespondentDto implements Respondent {
  @Choice(RESPONDENT_KINDS)
  readonly kind!: Respondent['kind'];
  @Text({ optional: true, max: 200, example: 'Wang Wei' })
  readonly name?: string;
  @Reference({
    optional: true,
    example: 'staff-017',
    description: 'Nobody judges a complaint about themselves (INV-4).',
  })
  readonly staffId?: string;
  @Reference({ optional: true, example: 'engineering' })
  readonly department?: string;
  @Reference({
    optional: true,
    example: 'affairs-supervisor',
    description: 'Ladder level; absent for the front line.',
  })
  readonly level?: string;
}

export class RetailDto implements Retail {
  @Reference({ optional: true, example: 'store-12' })
  readonly store?: string;
  @Reference({ optional: true, example: 'Northwind' })
  readonly brand?: string;
  @Nested(() => MoneyDto, { optional: true })
  readonly goodsValue?: MoneyDto;
  @DayField({ optional: true })
  readonly purchasedOn?: string;
  @DayField({ optional: true })
  readonly deliveredOn?: string;
  @Reference({ optional: true, example: 'SO-20260930-118' })
  readonly orderNumber?: string;
  @YesNo({ optional: true })
  readonly withinWarranty?: boolean;
  @Reference({ optional: true, example: 'high' })
  readonly priority?: string;
  @Text({ optional: true, max: 2000, example: 'A new kettle' })
  readonly expectedOutcome?: string;
  @Reference({ optional: true, example: 'Shanghai' })
  readonly city?: string;
}

export class RegulatorDto {
  @Reference({ example: 'Consumer Association' })
  readonly name!: string;
  @Reference({ optional: true, example: 'CA-2026-4711' })
  readonly reference?: string;
}

/** What an investigation found (INV-3). */
export class ConclusionDto implements DataOf<'ConcludeInvestigation'> {
  @Choice(INVESTIGATION_OUTCOMES)
  readonly outcome!: (typeof INVESTIGATION_OUTCOMES)[number];
  @Choice(RESPONSIBILITIES)
  readonly responsibility!: (typeof RESPONSIBILITIES)[number];
  @Reference({ example: 'facility', description: 'Leaf of the root-cause taxonomy of the procedure.' })
  readonly rootCause!: string;
  @Text({ example: 'Maintenance was two weeks late.' })
  readonly explanation!: string;
}
