import type { Engine } from '#engine';
import type { StoredEvent } from '#event-sourcing';
import type { SigningKey } from '#keys';
import { InvalidKeyFile } from '#platform';
import { HistoryNotAsLogged, LogDamaged, writeNote } from '#proof';
import { fileOf, jsonFile, type BagFile } from '../bag/bag.ts';

/** The history has no checkpoint that covers the case. */
export class NothingProven extends Error {
  override readonly name = 'NothingProven';
}

interface Proven {
  readonly key: SigningKey;
  readonly files: readonly BagFile[];
}

/** Shows of each event that it stands in the log that the checkpoint signs for. Throws {@link NothingProven}. */
export async function proofFiles(
  events: readonly StoredEvent[],
  { proof, textWitness }: Pick<Engine, 'proof' | 'textWitness'>,
): Promise<Proven> {
  await proof.upToDate().catch(unproven);
  const key = await proof.ownKey();
  const stream = events[0]?.stream ?? '';
  const witness = textWitness(stream);
  const found = await proof.inclusions(events).catch(unproven);
  const [first] = found;
  if (key === undefined || first === undefined)
    throw new NothingProven('The history is not signed yet: try again.');
  const proofs = found.flatMap((each, revision) =>
    each === undefined
      ? []
      : [
          {
            revision: (events[revision]?.revision ?? '').toString(),
            index: each.index,
            hashes: each.hashes.map(inBase64),
          },
        ],
  );
  return {
    key,
    files: [
      fileOf('data/proof/checkpoint', writeNote(first.checkpoint.note)),
      fileOf('data/proof/key.txt', `${key.text}\n`),
      jsonFile('data/proof/inclusion.json', proofs),
      jsonFile('data/proof/openings.json', witness === undefined ? {} : { [stream]: witness }),
    ],
  };
}

/** Somebody has to look first; a case file that proves nothing is none. */
function unproven(cause: unknown): never {
  const isOfTheLog = [LogDamaged, HistoryNotAsLogged, InvalidKeyFile].some((kind) => cause instanceof kind);
  throw isOfTheLog ? new NothingProven((cause as Error).message, { cause }) : cause;
}

const inBase64 = (hash: Buffer): string => hash.toString('base64');
