import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { BEGINNING, type CommandSeal, type EventStore } from '#event-sourcing';
import {
  createCommandSeal,
  createPersonalSeal,
  hasSubjectKeys,
  LostKeys,
  openSubjectKeys,
  type SubjectKeys,
  type TextWitness,
} from '#keys';
import { readOrCreateSecret, type MasterKey } from '#platform';
import { createHistoryCodec, deciding, type CodecPort } from './commands/codecs.ts';

export interface Keys extends CodecPort, TextWitness {
  readonly seal: CommandSeal;
  readonly pepper: string;
  readonly keys: SubjectKeys;
  /** For what is decided by what is read. */
  readonly deciding: CodecPort;
}

/** Throws InvalidKeyFile, and LostKeys where a history stands there and its keys do not. */
export async function openKeys(
  directory: string,
  store: Pick<EventStore, 'readAll'>,
  masterKey: MasterKey | undefined,
): Promise<Keys> {
  if (!(await hasSubjectKeys(directory)) && (await isSealed(store))) throw new LostKeys(directory);
  const keys = await openSubjectKeys(directory, masterKey);
  const texts = createPersonalSeal(keys);
  return {
    seal: createCommandSeal(keys),
    keys,
    pepper: await readOrCreateSecret(path.join(directory, 'pepper'), () => randomBytes(32).toString('hex')),
    codec: createHistoryCodec(texts),
    textWitness: texts.textWitness,
    deciding: { codec: createHistoryCodec(deciding(texts)) },
  };
}

/** A server that is away may hold anything; a new installation does not wait for it. */
const isSealed = async (store: Pick<EventStore, 'readAll'>): Promise<boolean> => {
  const [first] = await store.readAll(BEGINNING, 1).catch(() => []);
  return first?.metadata.includes('"commandHash":"k1:') === true;
};
