export { provesConsistency, provesInclusion, type TreeHead } from './tree/check-proof.ts';
export { consistencyProof, GrowingTree, inclusionProof, leafHash, rootOf, type Hash } from './tree/merkle.ts';
export { nodesFrom, tileOf, tilePath, type Tile } from './tree/tiles.ts';
export { InvalidNote, sealed, standingOf, writeNote } from './note/note.ts';
export { parseCheckpoint, type Checkpoint } from './note/checkpoint.ts';
export { entriesIn, LogDamaged, proofFolder, type ProofFolder, type Reached } from './log/proof-folder.ts';
export {
  advanceLog,
  entryOf,
  HistoryNotAsLogged,
  latestCheckpoint,
  LogTakenOver,
} from './log/transparency-log.ts';
export { ChainCheck } from './verify/chain-check.ts';
export { LogCheck } from './verify/log-check.ts';
export { examined, heldAgainst, isFinding, type KnownCheckpoint } from './verify/checkpoints.ts';
export { placed, PROOF_FINDINGS, type ProofFinding } from './verify/finding.ts';
