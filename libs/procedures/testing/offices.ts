import { computeDeadline, type Deadline, type DeadlineInput } from '../deadline.ts';
import type { BusinessCalendar } from '../procedure.ts';

const SHANGHAI = 'Asia/Shanghai';
export const office: BusinessCalendar = {
  holidays: 'CN',
  workingWeekdays: [1, 2, 3, 4, 5],
  openingHours: [
    ['09:00', '12:00'],
    ['13:00', '18:00'],
  ],
};
/** Local Shanghai time to an instant. */
export const cn = (local: string): string => new Date(`${local}:00.000+08:00`).toISOString();
export const due = (input: Partial<DeadlineInput> & Pick<DeadlineInput, 'allowance'>): Deadline =>
  computeDeadline({
    calendar: office,
    timeZone: SHANGHAI,
    startedAt: cn('2026-09-30T16:55'),
    pauses: [],
    ...input,
  });
