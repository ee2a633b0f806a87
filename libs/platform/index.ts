export {
  DEFAULT_DATA_DIRECTORY,
  LOG_LEVELS,
  readConfig,
  type Config,
  type Limits,
  type LogLevel,
  type MasterKey,
  type OidcSettings,
} from './config.ts';
export type { NotifySettings } from './notify-settings.ts';
export { InvalidConfiguration, type ConfigFlags, type Environment, type SocketAddress } from './settings.ts';
export {
  assertNotMoved,
  createDataFolder,
  dataFolder,
  DataFolderUnusable,
  hasHistory,
  noteMoved,
  type DataFolder,
} from './data-folder.ts';
export { createFile, isErrno, replaceFile, syncDirectory } from './files.ts';
export { createLogger, silentLogger, type Logger } from './logger.ts';
export {
  assertNotPlayed,
  assertTellsPlayers,
  reachesPeople,
  clockOfFolder,
  FASTEST,
  playedAt,
  setSimulatedClock,
  simulatedClockOf,
  type SimulatedClock,
} from './simulated-clock.ts';
export { InvalidKeyFile, readOrCreateSecret, readSecret } from './secret-file.ts';
