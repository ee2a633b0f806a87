import type { Allowance } from './allowance.ts';
import type { DutyRule } from './duty-rules.ts';
import type { ProcedureFile } from './file-schema.ts';
import { saying } from './labels.ts';

/** A week begins on Monday, and what does not say where it is owed is owed once. */
export const dutyOf = (
  { title, due: _, on = [1], at = 'once', ...duty }: NonNullable<ProcedureFile['duties']>[number],
  due: Allowance,
): DutyRule => ({ ...duty, ...saying('title', title), due, on, at });
