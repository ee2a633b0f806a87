import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { BEGINNING, type EventStore, type Position, type ReadModelStore, type Timing } from '#event-sourcing';
import { findSigningKey, openSigningKey, type SigningKey } from '#keys';
import type { DataFolder } from '#platform';
import {
  advanceLog,
  latestCheckpoint,
  LogTakenOver,
  proofFolder,
  type Checkpoint,
  type ProofFolder,
} from '#proof';
import { createProofs, type Proofs } from './proofs.ts';

export interface LogPorts {
  readonly store: EventStore;
  readonly readModels: Pick<ReadModelStore, 'acquireLease' | 'releaseLease'>;
  readonly data: Pick<DataFolder, 'keys' | 'proof'>;
  readonly holder: string;
  readonly leaseMillis?: number;
  readonly timing: Timing;
}

/** The log that proves the history, by whichever process. */
export interface ProofLog extends Proofs {
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
    const held = keeping({ readModels, holder, leaseMillis, timing });
    if (!(await held())) return 'elsewhere';
    try {
      await advanceLog({ store, folder, key, held }, signal);
      return 'advanced';
    } catch (error) {
      if (error instanceof LogTakenOver) return 'elsewhere';
      throw error;
    }
  };
  const release = async (): Promise<void> => {
    const lease = await readModels.acquireLease(LEASE, holder, leaseMillis);
    if (lease !== undefined) await readModels.releaseLease(lease);
  };
  return {
    ...createProofs(folder, store),
    folder,
    advance,
    ownKey: () => findSigningKey(file, 'note'),
    async upToDate(signal) {
      const head = await store.head();
      while ((await advance(signal)) === 'elsewhere' && !(await isSigned(folder, head))) {
        signal?.throwIfAborted();
        await timing.sleep(WAIT_MS, signal);
      }
      await release();
      return latestCheckpoint(folder);
    },
  };
}

/** Takes the lease, and renews it when a third of its time is over. */
function keeping({
  readModels,
  holder,
  leaseMillis,
  timing,
}: Pick<LogPorts, 'readModels' | 'holder' | 'timing'> & { readonly leaseMillis: number }) {
  let renewAt = -Infinity;
  return async (): Promise<boolean> => {
    const now = timing.now();
    if (now < renewAt) return true;
    renewAt = now + leaseMillis / 3;
    return (await readModels.acquireLease(LEASE, holder, leaseMillis)) !== undefined;
  };
}

/** How far the log goes is noted before it is signed. */
async function isSigned(folder: ProofFolder, head: Position): Promise<boolean> {
  const reached = await folder.reached();
  if (reached === undefined) return head === BEGINNING;
  const signed = await latestCheckpoint(folder);
  return reached.position >= head && signed !== undefined && signed.size >= reached.size;
}
