export { rulebookAggregate } from './rulebook.aggregate.ts';
export { withdrawVersion } from './rulebook/commands/withdraw-version.ts';
export { isProcedureId, rulebookStreamOf } from './rulebook/codec.ts';
export type { RulebookCommand } from './rulebook/commands.ts';
export type { RulebookEvent } from './rulebook/events.ts';
export {
  evolve as evolveRulebook,
  nothingInstalled,
  type InstalledText,
  type Rulebook,
} from './rulebook/state.ts';
export { PROCEDURE_VERSIONS, type VersionDocument } from './versions/versions.projection.ts';
