import { mkdir, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { BEGINNING, type EventStore, type Instant } from '#event-sourcing';
import { openFileEvidenceStore, type EvidenceStore } from '#evidence';
import { whileKeysStand } from '#keys';
import { createFile, type DataFolder } from '#platform';
import {
  evidenceOf,
  eventsOf,
  isDraft,
  isManifest,
  missingIn,
  nameOf,
  OBJECTS,
  readContents,
  sealed,
  segmentsOf,
  type Contents,
  type Manifest,
} from './manifest.ts';
import { keepEvidence, keepFiles } from './files.ts';
import { writeSegments } from './segments.ts';

/** The folder is not the place for this backup; the message says why. Nothing was written. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused';
}

export interface BackupSource {
  readonly store: Pick<EventStore, 'at' | 'countAfter' | 'head' | 'identity' | 'readAll'>;
  readonly folder: Pick<DataFolder, 'directory' | 'evidence' | 'keys' | 'proof'>;
  /** Folder of the organisation's own procedure files. */
  readonly procedures?: string | undefined;
}

export interface BackupOptions {
  readonly directory: string;
  readonly now: Instant;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (progress: BackupProgress) => void;
}

export interface BackupProgress {
  readonly phase: 'history' | 'files';
  readonly done: number;
  readonly total?: number;
}

export interface TakenBackup {
  readonly number: number;
  readonly takenAt: Instant;
  /** In the backup as a whole, and what this one added to it. */
  readonly events: { readonly all: number; readonly added: number };
  /** `removed`: in the backup before, and not in the data folder any more. */
  readonly evidence: { readonly all: number; readonly added: number; readonly removed: number };
  /** Written by this one. */
  readonly bytes: number;
  /** Evidence that is no longer what was put there, by its SHA-256: it is in no backup that begins now. */
  readonly damaged: readonly string[];
  /** How many events are gone from the history: what stands behind them cannot be restored as it stood. */
  readonly missing: number;
}

/**
 * A consistent copy of history, evidence, keys and procedure files beside running processes: the history up to one
 * moment, and every file that is there of those that it speaks of. Only what is new is written, and the manifest last: until it stands there,
 * the backup before is the last one. Throws {@link BackupRefused}, DamagedBackup, or the signal's reason.
 */
export async function takeBackup(source: BackupSource, options: BackupOptions): Promise<TakenBackup> {
  const { directory, now, signal } = options;
  await prepareFolder(directory, source.folder.directory);
  const before = await readContents(directory);
  const history = await historyOf(source.store, before);
  const objects = await openFileEvidenceStore({ directory: path.join(directory, OBJECTS) });
  const after = segmentsOf(before).at(-1)?.last.position ?? BEGINNING;
  // What is signed was recorded before: the history that is copied goes as far at least.
  const checkpoints = await keepFiles({ proof: { at: source.folder.proof, wanted: CHECKPOINT } }, objects);
  // What the history speaks of was on disk before it did: files are looked for after its end is known.
  const until = await source.store.head();
  const total = await source.store.countAfter?.(after);
  let added = 0;
  const onEvents = (events: number): void => {
    added += events;
    options.onProgress?.({ phase: 'history', done: added, ...(total !== undefined && { total }) });
  };
  const segments = await writeSegments({ store: source.store, objects, signal, onEvents }, after, until);
  const known = new Set(evidenceOf(before).map(({ sha256 }) => sha256));
  const { damaged, ...evidence } = await keepEvidence(source.folder.evidence, objects, known, {
    signal,
    onFiles: (done, all) => options.onProgress?.({ phase: 'files', done, total: all }),
  });
  const manifest: Manifest = {
    ...{ format: 1, number: before.manifests.length + 1, takenAt: now, history },
    ...(before.seal !== undefined && { previous: before.seal }),
    ...{
      segments,
      evidence,
      files: [...(await keepBeside(source, objects)), ...checkpoints],
    },
  };
  // Of two that end at once, one is the next.
  if (!(await createFile(path.join(directory, nameOf(manifest.number)), sealed(manifest))))
    throw new BackupRefused('Another backup into this folder has just ended: run it again.');
  const all = { ...before, manifests: [...before.manifests, manifest] };
  return {
    ...{ number: manifest.number, takenAt: now, damaged, missing: missingIn(all) },
    events: { all: eventsOf(all), added },
    evidence: { all: evidenceOf(all).length, added: evidence.added.length, removed: evidence.removed.length },
    bytes: [...segments, ...evidence.added].reduce((sum, { size }) => sum + size, 0),
  };
}

/** The rest of the log is made again from the history. */
const CHECKPOINT = /(?:^|[-/])checkpoint$/;

/** What is being written is in no backup: it holds keys that may be destroyed before it is read. */
const KEPT_KEYS = /^(?!.*\.(?:lock|[0-9a-f]{8}-[0-9a-f-]{27})$)/;

/** Keys of one moment: they stand in several files. */
async function keepBeside(
  { folder, procedures }: Pick<BackupSource, 'folder' | 'procedures'>,
  objects: EvidenceStore,
) {
  const keys = { keys: { at: folder.keys, wanted: KEPT_KEYS } };
  const own = procedures === undefined ? undefined : { at: procedures, wanted: /[.]ya?ml$/i };
  return [
    ...((await stat(folder.keys).catch(() => undefined))?.isDirectory()
      ? await whileKeysStand(folder.keys, () => keepFiles(keys, objects))
      : await keepFiles(keys, objects)),
    ...(await keepFiles({ procedures: own }, objects)),
  ];
}

async function prepareFolder(directory: string, data: string): Promise<void> {
  const inside = path.relative(data, directory);
  if (inside === '' || !(inside.startsWith('..') || path.isAbsolute(inside)))
    throw new BackupRefused(
      `${directory} lies in the data folder: whatever takes that away takes the backup along. Name a folder on another disk.`,
    );
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const strange = (await readdir(directory)).find(
    (name) => name !== OBJECTS && !isManifest(name) && !isDraft(name),
  );
  if (strange !== undefined)
    throw new BackupRefused(
      `${directory} holds other things (${strange}): name an empty folder, or one that holds backups.`,
    );
}

/** Backups of a folder are of one history, and that history may not have lost what they hold. */
async function historyOf(store: Pick<EventStore, 'at' | 'identity'>, before: Contents): Promise<string> {
  const history = await store.identity();
  const earlier = before.manifests.at(-1)?.history;
  if (history === undefined)
    throw new BackupRefused('There is nothing to back up yet: nothing has been recorded.');
  if (earlier !== undefined && earlier !== history)
    throw new BackupRefused('The folder holds backups of another history: name another folder.');
  const last = segmentsOf(before).at(-1)?.last;
  if (last !== undefined && (await store.at(last.position))?.id !== last.id)
    throw new BackupRefused(
      'The folder holds more than this history, or a history that went on otherwise: it was restored from an older backup. Name another folder, and keep this one until you know what is missing.',
    );
  return history;
}
