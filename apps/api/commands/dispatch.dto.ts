import { METHODS, type Method } from '#cases';
import { Choice, InstantField, Reference, Text } from '../fields/index.ts';
import { CommandBody } from './command-body.ts';
import type { DataOf } from './command-data.ts';

const PARTS = ['lead', 'contributor'] as const;

export class DispatchCaseBody extends CommandBody implements DataOf<'DispatchCase'> {
  @Reference({
    optional: true,
    example: 'engineering',
    description: 'Default: the routing of the procedure (DIS-2).',
  })
  readonly department?: string;
  @Choice(PARTS, { optional: true })
  readonly part?: (typeof PARTS)[number];
  @Text({ optional: true, example: 'Find out why the lift stands still.' })
  readonly task?: string;
  @InstantField({ optional: true })
  readonly dueAt?: string;
}

export class SignReceiptBody extends CommandBody implements DataOf<'SignReceipt'> {
  @Reference({ example: 'dispatch-1' })
  readonly dispatch!: string;
  @Reference({ optional: true, example: 'staff-021', description: 'Default: you.' })
  readonly signedBy?: string;
}

export class ReturnDispatchBody extends CommandBody implements DataOf<'ReturnDispatch'> {
  @Reference({ example: 'dispatch-1' })
  readonly dispatch!: string;
  @Text({ example: 'Parking is not ours.' })
  readonly reason!: string;
  @Reference({ optional: true, example: 'security' })
  readonly suggestedDepartment?: string;
}

export class HandBackFormBody extends CommandBody implements DataOf<'HandBackForm'> {
  @Reference({ example: 'dispatch-1' })
  readonly dispatch!: string;
  @Text({ example: 'Controller replaced, lift runs.' })
  readonly summary!: string;
}

export class AssignOwnerBody extends CommandBody implements DataOf<'AssignOwner'> {
  @Reference({ example: 'staff-004' })
  readonly owner!: string;
  @Reference({ optional: true, example: 'engineering' })
  readonly department?: string;
  @Reference({ optional: true, example: 'staff-003', description: 'Who is absent.' })
  readonly deputyFor?: string;
  @Text({ example: 'Knows the building.' })
  readonly reason!: string;
}

export class NotifyManagerBody extends CommandBody implements DataOf<'NotifyManager'> {
  @Reference({ example: 'office-director' })
  readonly level!: string;
  @Reference({ example: 'staff-002' })
  readonly manager!: string;
  @Choice(METHODS)
  readonly method!: Method;
}
