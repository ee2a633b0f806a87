import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { EventStore, ReadModelStore, Timing } from '#event-sourcing';
import { findSigningKey, openSigningKey, type SigningKey } from '#keys';
import type { DataFolder } from '#platform';
import { advanceLog, latestCheckpoint, proofFolder, type Checkpoint, type ProofFolder } from '#proof';

export interface LogPorts {
  readonly store: EventStore;
  readonly readModels: Pick<ReadModelStore, 'acquireLease' | 'releaseLease'>;
  readonly data: Pick<DataFolder, 'keys' | 'proof'>;
  readonly holder: string;
  readonly leaseMillis?: number;
  readonly timing: Timing;
}

/** The log that proves the history, by whichever process. */
export interface ProofLog {
  readonly folder: ProofFolder;
  readonly ownKey: () => Promise<SigningKey | undefined>;
  /** Takes in what was recorded since and signs, unless another process is at it. Throws what `advanceLog` throws. */
  advance(signal?: AbortSignal): Promise<'advanced' | 'elsewhere'>;
  /** The checkpoint over everything that stands in the history now, by this process or another one. */
  upToDate(signal?: AbortSignal): Promise<Checkpoint | undefined>;
}

/** Stored contract. */
const LEASE = 'proof-log';
const KEY_FILE = 'proof.key';
const WAIT_MS = 100;

/** No two logs have the same name, whoever looks at them. */
const originOf = (): string => `redress/${randomBytes(8).toString('hex')}`;

export function createProofLog({
  store,
  readModels,
  data,
  holder,
  leaseMillis = 5_000,
  timing,
}: LogPorts): ProofLog {
  const folder = proofFolder(data.proof);
  const file = path.join(data.keys, KEY_FILE);
  const key = (hasSigned: boolean): Promise<SigningKey> =>
    openSigningKey({ file, algorithm: 'note', name: originOf, hasSigned });
  const advance: ProofLog['advance'] = async (signal) => {
    const lease = await readModels.acquireLease(LEASE, holder, leaseMillis);
    if (lease === undefined) return 'elsewhere';
    await advanceLog({ store, folder, key }, signal);
    return 'advanced';
  };
  const release = async (): Promise<void> => {
    const lease = await readModels.acquireLease(LEASE, holder, leaseMillis);
    if (lease !== undefined) await readModels.releaseLease(lease);
  };
  return {
    folder,
    advance,
    ownKey: () => findSigningKey(file, 'note'),
    async upToDate(signal) {
      const head = await store.head();
      const there = async (): Promise<boolean> => ((await folder.reached())?.position ?? '') >= head;
      while ((await advance(signal)) === 'elsewhere' && !(await there())) {
        signal?.throwIfAborted();
        await timing.sleep(WAIT_MS, signal);
      }
      await release();
      return latestCheckpoint(folder);
    },
  };
}
