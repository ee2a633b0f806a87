export {
  EvidenceCorrupt,
  EvidenceStoreFull,
  EvidenceTooLarge,
  openFileEvidenceStore,
  type EvidenceStore,
  type ReceivedEvidence,
  type FileEvidenceOptions,
} from './evidence-store.ts';
export { EvidenceTypeRefused, mediaTypeIn } from './media-type.ts';
