import path from 'node:path';
import { openFileEvidenceStore } from '#evidence';
import {
  DamagedBackup,
  evidenceOf,
  eventsOf,
  missingIn,
  OBJECTS,
  readContents,
  segmentsOf,
  type Manifest,
} from './manifest.ts';
import { contentOf, readSegment } from './segments.ts';

export interface ReadingOptions {
  readonly directory: string;
  /** Number of the backup; default: the last one. */
  readonly number?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Bytes. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

export interface VerifiedBackup {
  readonly last: Manifest;
  readonly events: number;
  readonly evidence: number;
  /** Sentences; empty when everything is there, and what was put there. */
  readonly findings: readonly string[];
}

/** There is no such backup. */
export class NoBackup extends Error {
  override readonly name = 'NoBackup';
}

/** The backups up to one of them. Throws {@link NoBackup} and DamagedBackup. */
export async function openBackup({ directory, number }: ReadingOptions) {
  const contents = await readContents(directory, number);
  const last = contents.manifests.at(-1);
  if (last === undefined || (number !== undefined && last.number !== number))
    throw new NoBackup(
      last === undefined
        ? `There is no backup in ${directory}.`
        : `There is no backup ${String(number)} in ${directory}: the last one is ${String(last.number)}.`,
    );
  const objects = await openFileEvidenceStore({ directory: path.join(directory, OBJECTS) });
  return { contents, last, objects };
}

/** Reads everything that a backup needs. Throws {@link NoBackup}, DamagedBackup for what cannot be read at all, or the signal's reason. */
export async function verifyBackup(options: ReadingOptions): Promise<VerifiedBackup> {
  const { contents, last, objects } = await openBackup(options);
  const [segments, others] = [segmentsOf(contents), [...evidenceOf(contents), ...last.files]];
  const meter = meterOf(options, [...segments, ...others]);
  const missing = missingIn(contents);
  const findings =
    missing === 0
      ? []
      : [
          `${String(missing)} events were gone from the history before it was copied (redress verify names the place).`,
        ];
  const look = async (size: number, work: () => Promise<unknown>): Promise<void> => {
    await work().catch((error: unknown) => {
      if (!(error instanceof DamagedBackup)) throw error;
      findings.push(error.message);
    });
    meter(size);
  };
  for (const segment of segments)
    await look(segment.size, () => readSegment(objects, segment, () => Promise.resolve()));
  for (const stored of others)
    await look(stored.size, async () => (await contentOf(objects, stored)).destroy());
  return { last, events: eventsOf(contents), evidence: evidenceOf(contents).length, findings };
}

/** Tells after each object how far it is; ends where the signal says so. */
export function meterOf(
  { signal, onProgress }: Pick<ReadingOptions, 'signal' | 'onProgress'>,
  all: readonly { readonly size: number }[],
): (size: number) => void {
  const total = all.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  return (size) => {
    signal?.throwIfAborted();
    done += size;
    onProgress?.({ done, total });
  };
}
