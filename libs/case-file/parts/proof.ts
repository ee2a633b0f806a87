import { eventHash, type StoredEvent } from '#event-sourcing';
import type { SigningKey } from '#keys';
import { entriesIn, inclusionProof, nodesFrom, writeNote, type Checkpoint, type ProofFolder } from '#proof';
import { fileOf, jsonFile, type BagFile } from '../bag/bag.ts';

/** The log, with everything in it that stands in the history now. */
export interface ProofSource {
  readonly folder: ProofFolder;
  readonly upToDate: (signal?: AbortSignal) => Promise<Checkpoint | undefined>;
  readonly ownKey: () => Promise<SigningKey | undefined>;
}

export interface Proven {
  readonly key: SigningKey;
  readonly files: readonly BagFile[];
}

/** Shows of each event that it stands in the log that the checkpoint signs for. Throws what the log throws. */
export async function proofFiles(
  events: readonly StoredEvent[],
  { folder, upToDate, ownKey }: ProofSource,
): Promise<Proven> {
  const checkpoint = await upToDate();
  const key = await ownKey();
  if (checkpoint === undefined || key === undefined) throw new Error('the history has no checkpoint yet');
  const { size } = checkpoint;
  const numbers = await numbersOf(new Set(events.map(eventHash)), folder, size);
  const nodes = nodesFrom(folder.tile, size);
  const proofs: object[] = [];
  for (const event of events) {
    const index = numbers.get(eventHash(event));
    if (index === undefined) continue;
    const hashes = await inclusionProof(nodes, index, size);
    proofs.push({
      revision: event.revision.toString(),
      index,
      hashes: hashes.map((each) => each.toString('base64')),
    });
  }
  return {
    key,
    files: [
      fileOf('data/proof/checkpoint', writeNote(checkpoint.note)),
      fileOf('data/proof/key.txt', `${key.text}\n`),
      jsonFile('data/proof/inclusion.json', proofs),
    ],
  };
}

async function numbersOf(
  sought: ReadonlySet<string>,
  folder: ProofFolder,
  size: number,
): Promise<ReadonlyMap<string, number>> {
  const numbers = new Map<string, number>();
  let number = 0;
  for await (const bundle of entriesIn(folder.tile, size))
    for (const entry of bundle) {
      const hash = entry.toString('hex');
      if (sought.has(hash)) numbers.set(hash, number);
      number += 1;
    }
  return numbers;
}
