import { decodeHistory, NewerEvent, type EventStore, type StoredEvent } from '#event-sourcing';
import type { EvidenceStore } from '#evidence';
import { fileStreamOf } from '#files';
import { placed, type ProofFinding } from '#proof';
import { fileCodec, type CodecPort } from '../commands/codecs.ts';
import type { VerifyOptions } from './options.ts';

interface EvidencePorts extends CodecPort {
  readonly store: Pick<EventStore, 'readStream'>;
  readonly files: Pick<EvidenceStore, 'standing'>;
}

interface EvidenceHeld {
  /** Files that have to be there. */
  readonly count: number;
  readonly findings: readonly ProofFinding[];
}

/** Every file that is spoken of has to be there as it was put there, or to have been destroyed on record. */
export async function heldAgainstFiles(
  ports: EvidencePorts,
  { signal, onProgress }: Pick<VerifyOptions, 'signal' | 'onProgress'>,
  evidence: ReadonlyMap<string, StoredEvent>,
): Promise<EvidenceHeld> {
  const findings: ProofFinding[] = [];
  let [done, destroyed] = [0, 0];
  for (const [sha256, event] of evidence) {
    signal?.throwIfAborted();
    const standing = await ports.files.standing(sha256);
    if (standing !== 'intact' && (await isDestroyed(ports, sha256))) destroyed += 1;
    else if (standing !== 'intact')
      findings.push(placed(`evidence-${standing}`, event, `its file ${sha256} is ${standing}`));
    done += 1;
    onProgress?.({ phase: 'evidence', done, total: evidence.size });
  }
  return { count: evidence.size - destroyed, findings };
}

/** Asked after the file was looked for: it may have been destroyed since its case was read. */
async function isDestroyed(ports: EvidencePorts, sha256: string): Promise<boolean> {
  const stored = await ports.store.readStream(fileStreamOf(sha256));
  try {
    return decodeHistory(fileCodec(ports), stored).events.some(({ type }) => type === 'FileDestroyed');
  } catch (error) {
    // Said of that event itself; it destroys nothing that anybody here knows of.
    if (error instanceof NewerEvent) return false;
    throw error;
  }
}
