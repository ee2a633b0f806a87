import type { Engine } from '#engine';
import type { Revision, StoredEvent } from '#event-sourcing';
import type { SigningKey } from '#keys';
import { InvalidKeyFile } from '#platform';
import { HistoryNotAsLogged, LogDamaged, writeNote, type InclusionProof } from '#proof';
import { fileOf, jsonFile, type BagFile } from '../bag/bag.ts';

/** The history has no checkpoint that covers the case, or is not what was recorded of it. */
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
  const checkpoint = await proof.upToDate().catch(unproven);
  const key = await proof.ownKey();
  const stream = events[0]?.stream ?? '';
  const witness = textWitness(stream);
  const found = await proof.inclusions(events).catch(unproven);
  if (key === undefined || checkpoint === undefined)
    throw new NothingProven('The history is not signed yet: try again.');
  const proofs = events.map(({ revision }, at) => provenOf(revision, found[at]));
  return {
    key,
    files: [
      fileOf('data/proof/checkpoint', writeNote((found[0]?.checkpoint ?? checkpoint).note)),
      fileOf('data/proof/key.txt', `${key.text}\n`),
      jsonFile('data/proof/inclusion.json', proofs),
      jsonFile('data/proof/openings.json', witness === undefined ? {} : { [stream]: witness }),
    ],
  };
}

/** The log has reached every event that was there before it was brought up to date. */
function provenOf(revision: Revision, found: InclusionProof | undefined) {
  if (found === undefined)
    throw new NothingProven(
      `Event ${revision.toString()} does not stand in the log: redress verify tells more.`,
    );
  const { index, hashes } = found;
  return { revision: revision.toString(), index, hashes: hashes.map(inBase64) };
}

/** Somebody has to look first; a case file that proves nothing is none. */
function unproven(cause: unknown): never {
  const isOfTheLog = [LogDamaged, HistoryNotAsLogged, InvalidKeyFile].some((kind) => cause instanceof kind);
  throw isOfTheLog ? new NothingProven((cause as Error).message, { cause }) : cause;
}

const inBase64 = (hash: Buffer): string => hash.toString('base64');
