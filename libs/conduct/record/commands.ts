import type { CommandOf } from '#event-sourcing';
import { confirmViolation } from './commands/confirm-violation.ts';
import { countComplaint } from './commands/count-complaint.ts';
import { decideAppeal } from './commands/decide-appeal.ts';
import { dismissViolation } from './commands/dismiss-violation.ts';
import { imposeStep } from './commands/impose-step.ts';
import { liftStep } from './commands/lift-step.ts';
import { lodgeAppeal } from './commands/lodge-appeal.ts';
import { reportViolation } from './commands/report-violation.ts';
import { takeBackComplaint } from './commands/take-back-complaint.ts';
import { waiveStep } from './commands/waive-step.ts';

/** Every command about a conduct record. A new command is a file and a line here. */
export const conductCommands = [
  countComplaint,
  takeBackComplaint,
  reportViolation,
  confirmViolation,
  dismissViolation,
  imposeStep,
  waiveStep,
  liftStep,
  lodgeAppeal,
  decideAppeal,
] as const;

export type ConductCommand = CommandOf<typeof conductCommands>;
