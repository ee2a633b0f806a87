import type { Engine } from '#engine';
import type { StoredEvent } from '#event-sourcing';
import type { SigningKey } from '#keys';
import { writeNote } from '#proof';
import { fileOf, jsonFile, type BagFile } from '../bag/bag.ts';

/** The history has no checkpoint that covers the case. */
export class NothingProven extends Error {
  override readonly name = 'NothingProven';
}

interface Proven {
  readonly key: SigningKey;
  readonly files: readonly BagFile[];
}

/** Shows of each event that it stands in the log that the checkpoint signs for. Throws {@link NothingProven}, and what the log throws. */
export async function proofFiles(
  events: readonly StoredEvent[],
  { upToDate, inclusions, ownKey }: Engine['proof'],
): Promise<Proven> {
  await upToDate();
  const key = await ownKey();
  const found = await inclusions(events);
  const [first] = found;
  if (key === undefined || first === undefined)
    throw new NothingProven('The history is not signed yet: try again.');
  const proofs = found.flatMap((proof, revision) =>
    proof === undefined
      ? []
      : [
          {
            revision: (events[revision]?.revision ?? '').toString(),
            index: proof.index,
            hashes: proof.hashes.map(inBase64),
          },
        ],
  );
  return {
    key,
    files: [
      fileOf('data/proof/checkpoint', writeNote(first.checkpoint.note)),
      fileOf('data/proof/key.txt', `${key.text}\n`),
      jsonFile('data/proof/inclusion.json', proofs),
    ],
  };
}

const inBase64 = (hash: Buffer): string => hash.toString('base64');
