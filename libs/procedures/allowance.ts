/**
 * How long a clock allows (CLK-2). Exactly one kind each:
 * elapsed time; working days (the n-th working day after the start's day, until closing time); time counted in
 * opening hours; until closing time of the same day (the next working day when started after closing);
 * the next given local time of day; before a day of the month; calendar months.
 */
export type Allowance =
  | { readonly elapsedMinutes: number }
  | { readonly businessDays: number }
  | { readonly openMinutes: number }
  | { readonly sameDay: true }
  /** Local time `HH:MM`: the first such moment after the start. */
  | { readonly dailyBy: string }
  /** Ends when this day of the month begins, in the start's month or, when past, the next. */
  | { readonly beforeDayOfMonth: number }
  | { readonly months: number };
