export {
  EvidenceCorrupt,
  EvidenceTooLarge,
  openFileEvidenceStore,
  type EvidenceStore,
  type FileEvidenceOptions,
} from './evidence-store.ts';
