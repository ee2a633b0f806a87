export { emptyHead, provesConsistency, provesInclusion, type TreeHead } from './tree/check-proof.ts';
export { consistencyProof, GrowingTree, inclusionProof, leafHash, rootOf, type Hash } from './tree/merkle.ts';
export { nodesFrom, tileOf, tilePath, type LogFiles, type Tile } from './tree/tiles.ts';
export {
  cosignedBy,
  InvalidNote,
  sealed,
  standingOf,
  withSignatures,
  writeNote,
  type NoteSignature,
} from './note/note.ts';
export { parseCheckpoint, type Checkpoint } from './note/checkpoint.ts';
export {
  parseConsistency,
  parseInclusion,
  writeConsistency,
  writeInclusion,
  type ConsistencyProof,
  type InclusionProof,
} from './note/proofs.ts';
export { growthOf, type Growth } from './log/growth.ts';
export { inclusionsOf, isIncluded, numbersOf, type Sought } from './log/inclusion.ts';
export { LogDamaged, proofFolder, type ProofFolder, type Reached } from './log/proof-folder.ts';
export {
  advanceLog,
  entryOf,
  HistoryNotAsLogged,
  latestCheckpoint,
  LogTakenOver,
} from './log/transparency-log.ts';
export { NoAnswer } from './http/answer.ts';
export { askWitness } from './http/ask-witness.ts';
export { logOverHttp } from './http/log-over-http.ts';
export { cosigned, type Cosigning } from './witness/cosign.ts';
export {
  cosignersOf,
  InvalidWitnesses,
  parseWitnesses,
  type Cosigned,
  type Cosigner,
  type Witness,
  NOBODY,
  type WitnessPolicy,
} from './witness/policy.ts';
export { ChainCheck } from './verify/chain-check.ts';
export { LogCheck } from './verify/log-check.ts';
export { examined, furthest, heldAgainst, isFinding, type KnownCheckpoint } from './verify/checkpoints.ts';
export { placed, PROOF_FINDINGS, type ProofFinding } from './verify/finding.ts';
