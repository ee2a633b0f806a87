export { provesConsistency, provesInclusion, type TreeHead } from './tree/check-proof.ts';
export { consistencyProof, GrowingTree, inclusionProof, leafHash, rootOf, type Hash } from './tree/merkle.ts';
export { nodesFrom, tileOf, tilePath, type Tile } from './tree/tiles.ts';
export { InvalidNote, standingOf, writeNote } from './note/note.ts';
export { parseCheckpoint, type Checkpoint } from './note/checkpoint.ts';
export { LogDamaged, proofFolder, type ProofFolder } from './log/proof-folder.ts';
export { advanceLog, entryOf, HistoryNotAsLogged, latestCheckpoint } from './log/transparency-log.ts';
