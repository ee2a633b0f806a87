export { makeCaseFile, type CaseFile } from './make-case-file.ts';
export { NothingProven } from './parts/proof.ts';
export { filesOfZip } from './verifier/zip-reader.ts';
export { zipped } from './bag/zip.ts';
export { REDACTIONS, type CaseFileRequest, type Redaction } from './parts/request.ts';
