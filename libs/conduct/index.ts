export { conductAggregate } from './conduct.aggregate.ts';
export { conductProcess } from './counting/conduct-process.ts';
export { conductIdOf, conductStreamOf } from './record/codec.ts';
export { conductCommands, type ConductCommand } from './record/commands.ts';
export type { ConductEvent } from './record/events.ts';
export { conductQueries } from './read-models.ts';
