import { Type } from '#schema';
import { dayField, record, reference } from './fields.ts';

/** Which of the findings of this case, and on whom. */
const names = { count: reference(), person: reference() };

/** CON-2: what a case says to the conduct record of somebody of the organisation. */
export const conductEvents = {
  /** The complaint is confirmed, and the responsibility is theirs. */
  ResponsibilityCounted: record({
    ...names,
    /** Day of the complaint in the time zone of the procedure; absent: nobody knows it (INT-11). */
    on: Type.Optional(dayField()),
    /** What of the procedure it broke, and what that costs. */
    violation: Type.Optional(record({ kind: reference(), points: Type.Integer({ minimum: 0 }) })),
  }),
  /** It does not stand any more: reopened, withdrawn, merged, found otherwise. */
  ResponsibilityTakenBack: record(names),
} as const;
