export { fileAggregate, isFileId } from './file.aggregate.ts';
export { fileStreamOf } from './file/codec.ts';
export { evolve as evolveFile, unknownFile, type Standing } from './file/state.ts';
export type { FileCommand } from './file/commands.ts';
export type { FileEvent } from './file/events.ts';
