import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { canonicalHash, type EventId, type Instant, type Position } from '#event-sourcing';
import { isErrno } from '#platform';

/** Content that stands among the objects of the backup, by its SHA-256. */
export interface Stored {
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
}

/** A piece of the history: compressed lines, one for each event in log order. */
export interface Segment extends Stored {
  readonly events: number;
  readonly last: { readonly position: Position; readonly id: EventId };
}

/** A file beside the history; its name is where it belongs, `keys/…`, `proof/…` or `procedures/…`. */
export interface StoredFile extends Stored {
  readonly name: string;
}

/**
 * What one backup added to the ones before it. Stored contract: fields may be added, never renamed or given another
 * meaning.
 */
export interface Manifest {
  readonly format: 1;
  /** From 1, without a gap: clocks may be set back, numbers are not. */
  readonly number: number;
  readonly takenAt: Instant;
  /** By which the history is told from every other one. */
  readonly history: string;
  /** Seal of the backup before. */
  readonly previous?: string;
  readonly segments: readonly Segment[];
  readonly evidence: { readonly added: readonly Stored[]; readonly removed: readonly string[] };
  /** All of them, each time. */
  readonly files: readonly StoredFile[];
}

/** A backup is not what was written there; the message names the file. */
export class DamagedBackup extends Error {
  override readonly name = 'DamagedBackup';
}

/** All backups of a folder as one: each holds what the ones before it hold. */
export interface Contents {
  readonly manifests: readonly Manifest[];
  /** Seal of the last one. */
  readonly seal: string | undefined;
}

interface Sealed {
  readonly seal: string;
  readonly manifest: Manifest;
}

/** Folder of everything that manifests speak of, by its SHA-256. */
export const OBJECTS = 'objects';

/** Names that lead nowhere else. */
const FILE_NAME = /^(?:keys|procedures|proof)[/](?!\.{1,2}$)[^/\\\0]+$/;
export const isFileName = (name: string): boolean => FILE_NAME.test(name);

const NAME = /^backup-(\d{8})[.]json$/;

export const nameOf = (number: number): string => `backup-${String(number).padStart(8, '0')}.json`;
export const isManifest = (name: string): boolean => NAME.test(name);
/** What somebody left who died while writing one. */
export const isDraft = (name: string): boolean => /^backup-\d{8}[.]json[.][0-9a-f-]{36}$/.test(name);

export const sealed = (manifest: Manifest): string =>
  `${JSON.stringify({ seal: canonicalHash(manifest), manifest }, undefined, 2)}\n`;

/** In their order, up to a number; none where there is no folder yet. Throws {@link DamagedBackup}. */
export async function readContents(directory: string, upTo = Infinity): Promise<Contents> {
  const names = (await namesIn(directory)).filter(isManifest).sort();
  const manifests: Manifest[] = [];
  let seal: string | undefined;
  for (const name of names.slice(0, upTo)) {
    const found = parse(name, await readFile(path.join(directory, name), 'utf8'));
    const follows = found.manifest.number === manifests.length + 1 && found.manifest.previous === seal;
    if (!follows)
      throw new DamagedBackup(
        `${name} does not follow the backup before it: a file of this folder is missing or was exchanged.`,
      );
    manifests.push(found.manifest);
    seal = found.seal;
  }
  return { manifests, seal };
}

async function namesIn(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return [];
    throw error;
  }
}

function parse(name: string, text: string): Sealed {
  const found = jsonOrNothing(text) as Partial<Sealed> | null | undefined;
  const manifest = found?.manifest;
  if (manifest === undefined || found?.seal !== canonicalHash(manifest))
    throw new DamagedBackup(`${name} is damaged: it is not what was written there.`);
  if ((manifest.format as number) !== 1)
    throw new DamagedBackup(`${name} was written by a newer version of this program: upgrade this one.`);
  return { seal: found.seal, manifest };
}

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const segmentsOf = ({ manifests }: Contents): readonly Segment[] =>
  manifests.flatMap(({ segments }) => segments);

export const eventsOf = (contents: Contents): number =>
  segmentsOf(contents).reduce((sum, { events }) => sum + events, 0);

/** The embedded store numbers events without a gap: what is behind one stands at a place of its own no more. */
export const missingIn = (contents: Contents): number =>
  Number(segmentsOf(contents).at(-1)?.last.position ?? 0) - eventsOf(contents);

/** What is kept at the end: nobody wants back what was destroyed. */
export function evidenceOf({ manifests }: Contents): readonly Stored[] {
  const there = new Map<string, Stored>();
  for (const { evidence } of manifests) {
    for (const each of evidence.added) there.set(each.sha256, each);
    for (const sha256 of evidence.removed) there.delete(sha256);
  }
  return [...there.values()];
}
