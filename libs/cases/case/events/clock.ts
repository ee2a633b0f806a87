import { Type, type Static } from '#schema';
import type { SubjectKind } from '#procedures';
import {
  clockKindName,
  FOUND_BY,
  instantField,
  milestoneName,
  oneOf,
  pauseReason,
  personal,
  record,
  reference,
  text,
  method,
} from './fields.ts';

const hour = () => Type.String({ pattern: '^\\d{2}:\\d{2}$' });

/** One form of allowance each, as in the procedure file. Kept with the deadline so that it can be explained (D12). */
export const allowance = Type.Union([
  record({ elapsedMinutes: Type.Number({ exclusiveMinimum: 0 }) }),
  record({ businessDays: Type.Integer({ minimum: 1 }) }),
  record({ openMinutes: Type.Number({ exclusiveMinimum: 0 }) }),
  record({ calendarDays: Type.Integer({ minimum: 1 }), by: Type.Optional(hour()) }),
  record({ sameDay: Type.Literal(true), by: Type.Optional(hour()) }),
  record({ sameOpeningDay: Type.Literal(true) }),
  record({ dailyBy: hour() }),
  record({ beforeDayOfMonth: Type.Integer({ minimum: 1, maximum: 31 }) }),
  record({ months: Type.Integer({ minimum: 1 }) }),
  /** The complainant's wish, or a promise: the due time itself was given. */
  record({ until: instantField() }),
]);

/** What the clock belongs to: the case, or something in it that has an identity of its own. */
export const subject = record({ kind: Type.Unsafe<SubjectKind>(reference()), id: reference() });
export type Subject = Static<typeof subject>;

/** Who answered for it at that moment. */
export const responsible = record({
  role: reference(),
  person: Type.Optional(reference()),
  level: Type.Optional(reference()),
  department: Type.Optional(reference()),
});

export const clockEvents = {
  DeadlineSet: record({
    /** Unique in the case: rule and subject, with a number from the second run on. */
    clock: reference(),
    rule: reference(),
    kind: clockKindName(),
    subject,
    /** The merged case that it was taken over from; absent for those of the case itself (LIF-2). */
    of: Type.Optional(reference()),
    /** When its start was reached. */
    startedAt: instantField(),
    startedBy: milestoneName(),
    /** From when the time counts, where that is later: its rule began to apply only then (CLS-4). */
    countsFrom: Type.Optional(instantField()),
    /** The run of the same clock that it goes on from, with its pauses and extensions (OUT-6). */
    goesOnFrom: Type.Optional(reference()),
    /** That run was missed already: this one is on the list of the missed from its beginning. */
    missed: Type.Optional(Type.Literal(true)),
    /** The run whose miss is on record, where this one is still owed for that. */
    missedAs: Type.Optional(reference()),
    /** Due no earlier than this: carried over from the clock that it takes the place of, or from before a reopening. */
    carriedTo: Type.Optional(instantField()),
    allowance,
    dueAt: instantField(),
    /** It counts days of a year whose holidays are not decreed yet. */
    provisional: Type.Optional(Type.Literal(true)),
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
    provisional: Type.Optional(Type.Literal(true)),
    /** The due time stays as it was, because the new allowance would have left none. */
    carried: Type.Optional(Type.Literal(true)),
    cause: oneOf([
      ...(['severityChanged', 'extended', 'paused', 'resumed', 'requested', 'holidaysDecreed'] as const),
      'rulesChanged',
    ]),
  }),
  /** `missedAs`: the run whose miss is on record, where that was an earlier one (OUT-6). */
  DeadlineMet: record({
    clock: reference(),
    kind: clockKindName(),
    late: Type.Boolean(),
    missedAs: Type.Optional(reference()),
  }),
  DeadlineCancelled: record({
    clock: reference(),
    kind: clockKindName(),
    /** `takenOver`, `givenBack`: it goes on in another case (LIF-2). */
    why: oneOf(['ended', 'notApplicable', 'returned', 'replaced', 'promoted', 'takenOver', 'givenBack']),
    missedAs: Type.Optional(reference()),
  }),
  DeadlineWarningRaised: record({ clock: reference(), kind: clockKindName(), dueAt: instantField() }),
  /** CLK-6. `dueAt` is absent when an imported source says that it was late but not when. */
  DeadlineBreached: record({
    clock: reference(),
    kind: clockKindName(),
    dueAt: Type.Optional(instantField()),
    responsible,
    severity: Type.Optional(reference()),
    foundBy: oneOf(FOUND_BY),
  }),
  /** CLK-7: by the procedure a level hears of the miss, without having to answer for the case. */
  BreachReported: record({
    clock: reference(),
    kind: clockKindName(),
    dueAt: instantField(),
    level: reference(),
  }),
  /** What was due had happened in time but was recorded only after the breach: the breach no longer counts. */
  BreachWithdrawn: record({ clock: reference(), kind: clockKindName(), reason: text() }),
  /** A fact recorded later shows that somebody else answered for it when the time ran out (CLK-6, LIF-5). */
  BreachCorrected: record({
    clock: reference(),
    kind: clockKindName(),
    responsible,
    severity: Type.Optional(reference()),
    reason: text(),
  }),
  /** CLK-4: `approverLevel` is asked; it answers by `ExtensionGranted` or `ExtensionRefused` of the same clock. */
  ExtensionRequested: record({
    request: reference(),
    clock: reference(),
    from: instantField(),
    to: instantField(),
    reason: text(),
    approverLevel: reference(),
  }),
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
  /** The complainant was told how it stands. Keeps the promises that it names; without the list, all that were open. */
  ProgressReported: record({
    method: method(),
    summary: personal(),
    promises: Type.Optional(Type.Array(reference(), { maxItems: 50 })),
  }),
} as const;
