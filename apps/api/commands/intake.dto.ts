import {
  CHANNELS, CONTACT_KINDS, FLAGS, METHODS, type Channel, type ContactKind, type Flag, type LogComplaint, type Method,
  type SettleAtOnce,
} from '#cases'; // prettier-ignore
import {
  Choice, ChoiceList, DayField, InstantField, Nested, Reference, Text, WholeNumber, YesNo,
} from '../fields/index.ts'; // prettier-ignore
import { CommandBody } from './command-body.ts';
import type { DataOf } from './command-data.ts';
import {
  ComplainantDto,
  ConclusionDto,
  ProcedureRefDto,
  RegulatorDto,
  RemedyDto,
  RespondentDto,
  RetailDto,
} from './parts.dto.ts';

export class LogComplaintBody extends CommandBody implements LogComplaint {
  @Nested(() => ProcedureRefDto)
  readonly procedure!: ProcedureRefDto;
  @Choice(CONTACT_KINDS)
  readonly contactKind!: ContactKind;
  @Choice(CHANNELS)
  readonly channel!: Channel;
  @Nested(() => ComplainantDto)
  readonly complainant!: ComplainantDto;
  @Nested(() => RespondentDto, { optional: true })
  readonly respondent?: RespondentDto;
  @Text({ example: 'The lift in building 3 has been out of order since Monday.' })
  readonly description!: string;
  @Text({ optional: true, example: 'A lift that runs, and an apology.' })
  readonly wanted?: string;
  @DayField({ optional: true, description: 'Day of the matter, when no time is known.' })
  readonly occurredOn?: string;
  @InstantField({ optional: true })
  readonly occurredAt?: string;
  @Text({ optional: true, max: 500, example: 'Building 3, lift B' })
  readonly place?: string;
  @InstantField({
    optional: true,
    description: 'Until when the complainant asked to have it settled (CLK-3).',
  })
  readonly requestedBy?: string;
  @Nested(() => RetailDto, { optional: true })
  readonly retail?: RetailDto;
  @ChoiceList(FLAGS, { optional: true, max: 7, example: ['vulnerable'] })
  readonly flags?: readonly Flag[];
}

export class RecordAbandonedContactBody extends CommandBody implements DataOf<'RecordAbandonedContact'> {
  @Nested(() => ProcedureRefDto)
  readonly procedure!: ProcedureRefDto;
  @Choice(CHANNELS)
  readonly channel!: Channel;
  @Text({ optional: true, max: 50, example: '+86 21 5550 0100' })
  readonly phone?: string;
  @Text({ optional: true, max: 200, example: 'Li Na' })
  readonly name?: string;
  @WholeNumber({ optional: true, min: 0, example: 95 })
  readonly waitedSeconds?: number;
}

export class RecordCallbackBody extends CommandBody implements DataOf<'RecordCallback'> {
  @YesNo()
  readonly reached!: boolean;
  @Text({ optional: true, example: 'Will come to the desk tomorrow.' })
  readonly remarks?: string;
}

export class RecordRestatementBody extends CommandBody implements DataOf<'RecordRestatement'> {
  @Text({ example: 'The lift has stood still for two days and nobody answered the phone.' })
  readonly restatement!: string;
  @YesNo()
  readonly confirmed!: boolean;
}

export class SendAcknowledgementBody extends CommandBody implements DataOf<'SendAcknowledgement'> {
  @Choice(METHODS)
  readonly method!: Method;
  @Text({ optional: true, example: 'Thanked, and promised a first answer.' })
  readonly summary?: string;
  @InstantField({ optional: true })
  readonly firstAnswerBy?: string;
}

export class HandOverComplaintBody extends CommandBody implements DataOf<'HandOverComplaint'> {
  @Reference({ example: 'desk' })
  readonly from!: string;
  @Reference({ example: 'hotline' })
  readonly to!: string;
  @Text({ example: 'The caller asked for the hotline.' })
  readonly reason!: string;
  @Nested(() => RegulatorDto, { optional: true })
  readonly regulator?: RegulatorDto;
}

export class DismissDuplicateBody extends CommandBody implements DataOf<'DismissDuplicate'> {
  @Reference({ example: '4XQ7M2K9D3TB' })
  readonly of!: string;
  @Text({ example: 'Another lift.' })
  readonly reason!: string;
}

const RELATIONS = ['related', 'duplicate', 'followsFrom', 'conductOf'] as const;

export class LinkCaseBody extends CommandBody implements DataOf<'LinkCase'> {
  @Reference({ example: '4XQ7M2K9D3TB' })
  readonly to!: string;
  @Choice(RELATIONS)
  readonly relation!: (typeof RELATIONS)[number];
  @Text({ example: 'The same lift.' })
  readonly reason!: string;
}

export class PromoteContactBody extends CommandBody implements DataOf<'PromoteContact'> {
  @Choice(CONTACT_KINDS)
  readonly to!: ContactKind;
  @Text({ example: 'The resident is not content with the answer.' })
  readonly reason!: string;
}

export class CorrectIntakeBody extends CommandBody implements DataOf<'CorrectIntake'> {
  @Text({ example: 'The name was misheard.' })
  readonly reason!: string;
  @Nested(() => ComplainantDto, { optional: true })
  readonly complainant?: ComplainantDto;
  @Nested(() => RespondentDto, { optional: true })
  readonly respondent?: RespondentDto;
  @Text({ optional: true, example: 'Both lifts in building 3 have been out of order.' })
  readonly description?: string;
  @Text({ optional: true, example: 'A refund of the monthly fee.' })
  readonly wanted?: string;
  @Nested(() => RetailDto, { optional: true })
  readonly retail?: RetailDto;
}

export class SettleAtOnceBody extends CommandBody implements SettleAtOnce {
  @Reference({ example: 'service/attitude' })
  readonly category!: string;
  @Reference({ example: 'minor' })
  readonly severity!: string;
  @Reference({ optional: true, example: 'small-inconvenience' })
  readonly criterion?: string;
  @Nested(() => ConclusionDto, { optional: true, description: 'When it was looked into.' })
  readonly conclusion?: ConclusionDto;
  @Text({ example: 'Apologised and opened the gate.' })
  readonly solution!: string;
  @Nested(() => RemedyDto, { optional: true })
  readonly remedy?: RemedyDto;
  @Reference({ optional: true, example: 'V-2026-0117' })
  readonly reference?: string;
  @Choice(METHODS)
  readonly method!: Method;
  @Text({ example: 'Settled at the gate.' })
  readonly summary!: string;
}
