import { field, type Instant } from '#event-sourcing';
import type { OrganisationContext } from '../command.ts';

export const person = (description?: string) =>
  field.person({ of: 'staff', example: 'pan.xin', ...(description !== undefined && { description }) });

export const name = (example: string) => field.text({ max: 200, example });

export const departments = field.references({
  max: 20,
  of: 'department',
  optional: true,
  example: ['engineering'],
  description: 'Departments that the person belongs to (DIS-1).',
});

export const site = field.reference({ of: 'site', optional: true, example: 'riverside' });

export const from = field.instant({
  optional: true,
  description: 'When it takes effect; default: when it happened.',
});

export const procedure = field.reference({ of: 'procedure', example: 'residential-property' });

/** A level of one procedure, everywhere or in one place (AUT-1). */
export const post = {
  procedure,
  level: field.reference({
    of: 'level',
    example: 'office-director',
    description: 'A level of the procedure’s ladder, or frontline.',
  }),
  site: field.reference({
    of: 'site',
    optional: true,
    example: 'riverside',
    description: 'Only for cases of this site; absent: for those of every site.',
  }),
  department: field.reference({
    of: 'department',
    optional: true,
    example: 'engineering',
    description: 'Only for cases that this department leads.',
  }),
};

/** An instant from a checked command; otherwise the command's own time. */
export const effectiveFrom = (given: string | undefined, { happenedAt }: OrganisationContext): Instant =>
  (given ?? happenedAt) as Instant;
