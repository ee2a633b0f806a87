import type { CommandOf } from '#event-sourcing';
import { checkDrawnCase } from './commands/check-drawn-case.ts';
import { completeDuty } from './commands/complete-duty.ts';
import { drawCases } from './commands/draw-cases.ts';
import { excuseDuty } from './commands/excuse-duty.ts';
import { openDuty } from './commands/open-duty.ts';
import { recordDutyMiss } from './commands/record-duty-miss.ts';
import { recordDutyWarning } from './commands/record-duty-warning.ts';
import { reviewLoggedCase } from './commands/review-logged-case.ts';
import { takeUpDuty } from './commands/take-up-duty.ts';

/** Every command about a duty. A new command is a file and a line here. */
export const dutyCommands = [
  openDuty,
  drawCases,
  recordDutyWarning,
  recordDutyMiss,
  takeUpDuty,
  reviewLoggedCase,
  checkDrawnCase,
  completeDuty,
  excuseDuty,
] as const;

export type DutyCommand = CommandOf<typeof dutyCommands>;
