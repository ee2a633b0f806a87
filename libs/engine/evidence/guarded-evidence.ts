import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readWhole, type CommandId, type EventStore } from '#event-sourcing';
import {
  ScannerAway,
  type DailyQuota,
  type EvidenceStore,
  type ReceivedEvidence,
  type Scanner,
} from '#evidence';
import {
  evolveFile,
  fileAggregate,
  fileStreamOf,
  unknownFile,
  type FileCommand,
  type Standing,
} from '#files';
import type { Logger } from '#platform';
import { fileCodec, type CodecPort } from '../commands/codecs.ts';
import type { Send } from '../commands/commands.ts';

/** Why a file is given out to nobody. */
export type Withheld = Extract<Standing, 'notScanned' | 'foundBad' | 'destroyed'>;

/** There is such a file, and nobody gets it. */
export class EvidenceWithheld extends Error {
  override readonly name = 'EvidenceWithheld';
  readonly because: Withheld;

  constructor(because: Withheld) {
    super(`the file is withheld: ${because}`);
    this.because = because;
  }
}

/** A file that has come and is under no name yet. One of `admit` and `discard` has to follow. */
export interface ArrivedEvidence extends Pick<ReceivedEvidence, 'sha256' | 'size' | 'file' | 'discard'> {
  /** Keeps it, and has it looked through; tells why nobody gets it. Throws EvidenceQuotaSpent. */
  admit(caseId: string): Promise<Withheld | undefined>;
}

/** Files of evidence, of which none is given out that a scanner has something against, or has not seen (INV-2). */
export interface Evidence {
  /** Throws EvidenceTooLarge, EvidenceStoreFull or EvidenceQuotaSpent. */
  receive(content: AsyncIterable<Uint8Array>, person: string): Promise<ArrivedEvidence>;
  /** `undefined`: there is no such file. Throws {@link EvidenceWithheld}. */
  get(sha256: string, caseId: string): ReturnType<EvidenceStore['get']>;
}

export interface GuardedEvidencePorts extends CodecPort {
  readonly files: EvidenceStore;
  readonly quota: DailyQuota;
  /** Absent: nobody looks, and files that nobody had anything against are given out. */
  readonly scanner?: Scanner | undefined;
  readonly store: Pick<EventStore, 'readStream'>;
  readonly send: Send;
  readonly log: Logger;
}

export function guardEvidence(ports: GuardedEvidencePorts): Evidence {
  const { files, quota } = ports;
  return {
    async receive(content, person) {
      await quota.assertLeft(person);
      const received = await files.receive(content);
      return {
        ...received,
        async admit(caseId) {
          await quota.take(person, received.size);
          // First what is on record: what cannot be put there leaves no bytes either.
          const standing = await onArrival(ports, received, caseId);
          await received.keep();
          return withheldAs(standing);
        },
      };
    },
    async get(sha256, caseId) {
      const because = withheldAs(await onDemand(ports, sha256, caseId));
      if (because !== undefined) throw new EvidenceWithheld(because);
      return files.get(sha256);
    },
  };
}

/** What is sent anew is looked through anew, by a scanner that may know more by now. */
async function onArrival(
  ports: GuardedEvidencePorts,
  { sha256, file }: Pick<ReceivedEvidence, 'sha256' | 'file'>,
  caseId: string,
): Promise<Standing> {
  const standing = await standingOf(ports, sha256);
  if (standing === 'released') return standing;
  if (ports.scanner !== undefined)
    return lookThrough(ports, ports.scanner, { sha256, caseId, content: createReadStream(file) });
  if (standing !== 'destroyed') return standing;
  await record(ports, sha256, { result: 'notScanned', case: caseId });
  return 'notScanned';
}

/** What came while there was no scanner, or while it was away, is looked through when somebody wants it. */
async function onDemand(ports: GuardedEvidencePorts, sha256: string, caseId: string): Promise<Standing> {
  const standing = await standingOf(ports, sha256);
  const unseen = standing === 'notScanned' || standing === 'unknown';
  if (!unseen || ports.scanner === undefined) return standing;
  const kept = await ports.files.get(sha256);
  return kept === undefined
    ? 'unknown'
    : lookThrough(ports, ports.scanner, { sha256, caseId, content: kept.content });
}

interface Suspect {
  readonly sha256: string;
  readonly caseId: string;
  readonly content: NodeJS.ReadableStream;
}

async function lookThrough(
  ports: GuardedEvidencePorts,
  scanner: Scanner,
  { sha256, caseId, content }: Suspect,
): Promise<Standing> {
  try {
    const found = await scanner.scan(content as AsyncIterable<Uint8Array>);
    await record(ports, sha256, { ...found, case: caseId });
  } catch (error) {
    if (!(error instanceof ScannerAway)) throw error;
    ports.log.warn({ why: error.message, sha256 }, 'a file of evidence could not be scanned');
    await record(ports, sha256, { result: 'notScanned', case: caseId });
  }
  // What people, or other processes, have decided meanwhile holds.
  return standingOf(ports, sha256);
}

async function standingOf(ports: GuardedEvidencePorts, sha256: string): Promise<Standing> {
  const events = await readWhole(ports.store, fileCodec(ports), fileStreamOf(sha256));
  return events.reduce(evolveFile, unknownFile).standing;
}

async function record(
  { send }: GuardedEvidencePorts,
  id: string,
  data: Extract<FileCommand, { readonly type: 'RecordScan' }>['data'],
): Promise<void> {
  const outcome = await send(fileAggregate.kind, {
    ...{ id, command: { type: 'RecordScan', data }, commandId: randomUUID() as CommandId },
    actor: { id: 'scanner', role: 'system' },
  });
  if (!('revision' in outcome)) throw new Error(`a scan could not be recorded: ${outcome.outcome}`);
}

const withheldAs = (standing: Standing): Withheld | undefined =>
  standing === 'notScanned' || standing === 'foundBad' || standing === 'destroyed' ? standing : undefined;

/** The bytes go once it is on record that they do; whoever asks again for that makes sure. */
export const destroying =
  (send: Send, files: Pick<EvidenceStore, 'remove'>): Send =>
  async (kind, request) => {
    const outcome = await send(kind, request);
    const destroyed = kind === fileAggregate.kind && request.command.type === 'DestroyFile';
    if (destroyed && 'revision' in outcome && request.rehearsal !== true) await files.remove(request.id);
    return outcome;
  };
