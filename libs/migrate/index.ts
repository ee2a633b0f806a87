export { CopyFailed } from './copy-history.ts';
export {
  HistoriesDiffer,
  migrateHistory,
  MigrationRefused,
  verifyMigration,
  type Migration,
  type MigrationOptions,
  type MigrationPhase,
  type VerifiedCopy,
} from './migrate.ts';
