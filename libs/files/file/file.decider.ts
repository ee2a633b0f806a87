import { decideBy, type Decider } from '#event-sourcing';
import type { FileTypes } from './command.ts';
import { fileCommands, type FileCommand } from './commands.ts';
import type { FileEvent, FileEventDraft } from './events.ts';
import { evolve, unknownFile, type FileState } from './state.ts';

/** The whole write model of a file: whether it may be given out. */
export const fileDecider: Decider<FileState, FileCommand, FileEventDraft, FileEvent, object> = {
  initialState: unknownFile,
  decide: decideBy<FileTypes>(fileCommands, (_definition, state) => state),
  evolve,
};
