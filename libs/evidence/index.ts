export {
  EvidenceCorrupt,
  EvidenceStoreFull,
  EvidenceTooLarge,
  openFileEvidenceStore,
  type EvidenceStore,
  type ReceivedEvidence,
  type FileEvidenceOptions,
} from './evidence-store.ts';
export { EvidenceQuotaSpent, openDailyQuota, type DailyQuota } from './daily-quota.ts';
export { EvidenceTypeRefused, mediaTypeIn } from './media-type.ts';
export { clamd, ScannerAway, type Scanned, type Scanner } from './scanner.ts';
