export { DamagedBackup, type Manifest } from './manifest.ts';
export { restoreBackup, RestoreRefused, type RestoredBackup } from './restore-backup.ts';
export { BackupRefused, takeBackup, type BackupProgress, type TakenBackup } from './take-backup.ts';
export { NoBackup, verifyBackup, type VerifiedBackup } from './verify-backup.ts';
