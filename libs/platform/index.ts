export {
  DEFAULT_DATA_DIRECTORY,
  InvalidConfiguration,
  LOG_LEVELS,
  readConfig,
  type Config,
  type ConfigFlags,
  type Environment,
  type Limits,
  type LogLevel,
  type OidcSettings,
} from './config.ts';
export * from './engine.ts';
export { EvidenceCorrupt, openFileEvidenceStore, type FileEvidenceOptions } from './evidence-store.ts';
export {
  createOidcAuthenticator,
  InvalidToken,
  openLocalIssuer,
  type Authenticator,
  type Identity,
  type LocalIssuer,
  type TokenRequest,
} from './keys.ts';
export { InvalidKeyFile } from './secret-file.ts';
export { createLogger, silentLogger, type Logger } from './logger.ts';
export {
  createScheduler,
  type DeadlineSource,
  type DuePage,
  type Scheduler,
  type SchedulerOptions,
  type SchedulerRun,
} from './scheduler.ts';
export { runSchedulerLoop, type SchedulerLoopOptions } from './scheduler-loop.ts';
export {
  engineSettings,
  openEngine,
  type EngineSettings,
  type OpenEngineOptions,
  type RedressEngine,
} from './compose.ts';
export { dataFolder, DataFolderUnusable, hasHistory, noteMoved, type DataFolder } from './data-folder.ts';
export { ForeignReadModels, isReady, watchReadiness } from './readiness.ts';
export type { DeadlineEvent, ExplainedDeadline, ExplainedDeadlines } from './explain-deadlines.ts';
export { UnknownProjection, type RebuildChoices } from './projecting.ts';
export type { CaseQueries } from './queries.ts';
export type { BreachesFilter, CaseTimes, EventsFilter, OpenCasesFilter, PageRequest } from './query-types.ts';
export { importFile, type ImportOptions, type ImportReport, type RejectedRow } from './import/import-file.ts';
export { loadMapping, shippedMappings } from './import/load-mapping.ts';
export { UnreadableSource } from './import/read-rows.ts';
export { CopyFailed } from './migrate/copy-history.ts';
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
export type { Circumstances, Outcome, Request } from './commands.ts';
