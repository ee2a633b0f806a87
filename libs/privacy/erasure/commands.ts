import type { CommandOf } from '#event-sourcing';
import { carryOutErasure } from './commands/carry-out-erasure.ts';
import { eraseComplainant } from './commands/erase-complainant.ts';
import { liftLegalHold } from './commands/lift-legal-hold.ts';
import { placeLegalHold } from './commands/place-legal-hold.ts';
import { removeTraces } from './commands/remove-traces.ts';

/** Every command about the personal data of a case. A new command is a file and a line here. */
export const privacyCommands = [
  placeLegalHold,
  liftLegalHold,
  eraseComplainant,
  carryOutErasure,
  removeTraces,
] as const;

export type PrivacyCommand = CommandOf<typeof privacyCommands>;
