/**
 * How long a clock allows (CLK-2). Exactly one kind each; each word means one thing:
 * elapsed time, by day and night; calendar days, each as good as any other, until an hour of the last; working days (the
 * n-th after the start's day, until closing time); time counted in opening hours; that very calendar day, be it a
 * holiday; the present opening day, or the next one when closed; the next given local time of day; before a day of the
 * month; calendar months.
 */
export type Allowance =
  | { readonly elapsedMinutes: number }
  /** `by`: local time `HH:MM`, or `24:00`; default: the hour at which the calendar closes. */
  | { readonly calendarDays: number; readonly by?: string }
  | { readonly businessDays: number }
  | { readonly openMinutes: number }
  /** Until `by` or closing time of the day on which it starts; what starts later than that has until midnight. */
  | { readonly sameDay: true; readonly by?: string }
  | { readonly sameOpeningDay: true }
  /** Local time `HH:MM`: the first such moment after the start. */
  | { readonly dailyBy: string }
  /** Ends when this day of the month begins, in the start's month or, when past, the next. */
  | { readonly beforeDayOfMonth: number }
  | { readonly months: number };
