import { Type } from '#schema';
import {
  clockKind,
  instantField,
  milestone,
  oneOf,
  pauseReason,
  personal,
  record,
  reference,
  text,
  method,
} from './fields.ts';

/** One form of allowance each, as in the procedure file. Kept with the deadline so that it can be explained (D12). */
const allowance = Type.Union([
  record({ elapsedMinutes: Type.Number({ exclusiveMinimum: 0 }) }),
  record({ businessDays: Type.Integer({ minimum: 1 }) }),
  record({ openMinutes: Type.Number({ exclusiveMinimum: 0 }) }),
  record({ sameDay: Type.Literal(true) }),
  record({ dailyBy: Type.String({ pattern: '^\\d{2}:\\d{2}$' }) }),
  record({ beforeDayOfMonth: Type.Integer({ minimum: 1, maximum: 31 }) }),
  record({ months: Type.Integer({ minimum: 1 }) }),
  /** The complainant's wish, or a promise: the due time itself was given. */
  record({ until: instantField() }),
]);

export const clockEvents = {
  DeadlineSet: record({
    /** Unique in the case: the rule's id, with a number from the second run on. */
    clock: reference(),
    rule: reference(),
    kind: clockKind(),
    startedAt: instantField(),
    startedBy: milestone(),
    allowance,
    dueAt: instantField(),
    warnAt: Type.Optional(instantField()),
    /** `promotion` clocks are no breach when they run out (CLK-8). */
    onDue: oneOf(['breach', 'promote']),
    /** The department that a receipt or a part is awaited from. */
    department: Type.Optional(reference()),
  }),
  DeadlineMoved: record({
    clock: reference(),
    allowance: Type.Optional(allowance),
    from: instantField(),
    to: instantField(),
    warnAt: Type.Optional(instantField()),
    cause: oneOf(['severityChanged', 'extended', 'paused', 'resumed', 'requested']),
  }),
  DeadlineMet: record({ clock: reference(), kind: clockKind(), late: Type.Boolean() }),
  DeadlineCancelled: record({
    clock: reference(),
    kind: clockKind(),
    why: oneOf(['ended', 'notApplicable', 'returned', 'replaced', 'promoted']),
  }),
  DeadlineWarningRaised: record({ clock: reference(), kind: clockKind(), dueAt: instantField() }),
  /** CLK-6. `dueAt` is absent when an imported source says that it was late but not when. */
  DeadlineBreached: record({
    clock: reference(),
    kind: clockKind(),
    dueAt: Type.Optional(instantField()),
    /** Who answered for it at that moment. */
    responsible: record({
      role: reference(),
      person: Type.Optional(reference()),
      level: Type.Optional(reference()),
      department: Type.Optional(reference()),
    }),
    severity: Type.Optional(reference()),
    foundBy: oneOf(['scheduler', 'lateRecord', 'import']),
  }),
  /** What was due had happened in time but was recorded only after the breach: the breach no longer counts. */
  BreachWithdrawn: record({ clock: reference(), kind: clockKind(), reason: text() }),
  ExtensionGranted: record({
    clock: reference(),
    from: instantField(),
    to: instantField(),
    reason: text(),
    approverLevel: reference(),
  }),
  ExtensionRefused: record({
    clock: reference(),
    requested: instantField(),
    reason: text(),
    approverLevel: reference(),
  }),
  /** CLK-9: every pausable clock of the case stands still. */
  ClocksPaused: record({ reason: pauseReason(), explanation: text() }),
  ClocksResumed: record({ explanation: text() }),
  /** CLK-5: a reply time that a member of staff gave the complainant. */
  ReplyPromised: record({ promise: reference(), dueAt: instantField(), about: text(2000) }),
  /** The complainant was told how it stands; keeps every open promise that was due by then. */
  ProgressReported: record({ method: method(), summary: personal() }),
} as const;
