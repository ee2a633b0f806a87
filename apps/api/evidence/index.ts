export { EvidenceController } from './evidence.controller.ts';
export { EvidenceHandler } from './evidence.query.ts';
export { UploadEvidenceHandler } from './upload-evidence.command.ts';
