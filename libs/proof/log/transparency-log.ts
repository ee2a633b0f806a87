import { setImmediate } from 'node:timers/promises';
import { BEGINNING, eventHash, type EventStore, type Position, type StoredEvent } from '#event-sourcing';
import type { SigningKey } from '#keys';
import { InvalidNote, signedBy, standingOf, writeNote } from '../note/note.ts';
import { checkpointText, parseCheckpoint, type Checkpoint } from '../note/checkpoint.ts';
import type { TreeHead } from '../tree/check-proof.ts';
import { leafHash, rootOf } from '../tree/merkle.ts';
import {
  bundleOf,
  edgeOf,
  entriesOf,
  nodesFrom,
  TILE_WIDTH,
  TileEdge,
  type WrittenTile,
} from '../tree/tiles.ts';
import { LogDamaged, type ProofFolder, type Reached } from './proof-folder.ts';

/** The history is not the one that the log was made of. Nothing is signed until somebody has looked. */
export class HistoryNotAsLogged extends Error {
  override readonly name = 'HistoryNotAsLogged';
}

/** Somebody else has taken the writing of the log over. */
export class LogTakenOver extends Error {
  override readonly name = 'LogTakenOver';
}

/** What an event is in the log: its hash, as the next one in its stream names it, as bytes. Published contract. */
export const entryOf = (event: StoredEvent): Buffer => Buffer.from(eventHash(event), 'hex');

export interface LogPorts {
  readonly store: Pick<EventStore, 'at' | 'readAll'>;
  readonly folder: ProofFolder;
  /** Asked for when there is something to sign; throws InvalidKeyFile. */
  readonly key: (hasSigned: boolean) => Promise<SigningKey>;
  /** Whether the writing is still ours: asked before anything is written. */
  readonly held: () => Promise<boolean>;
}

const PAGE = 1_000;
/** Events after which it is noted how far the log is. */
const NOTED_AFTER = 50_000;

/**
 * Takes what has been recorded since into the log, and signs how far it goes. Whoever else does so at the same time writes
 * the same, but may be behind: only one goes on. Resolves to the latest checkpoint; `undefined` while there are no events.
 * Throws {@link HistoryNotAsLogged}, {@link LogDamaged}, {@link LogTakenOver} or InvalidKeyFile, and signs nothing then.
 */
export async function advanceLog(ports: LogPorts, signal?: AbortSignal): Promise<Checkpoint | undefined> {
  const { folder, store } = ports;
  const known = await folder.reached();
  // Where a crash came between the two, the first one is the latest.
  const signed = (await latestCheckpoint(folder)) ?? (await latestCheckpoint(folder, 'first-checkpoint'));
  const growing =
    known === undefined
      ? // Made again from the history, as behind a restored backup, it has to become what was signed.
        new Growing(folder, { edge: new TileEdge(0, []), entries: [], due: signed })
      : await opened(ports, known, signed);
  let after = known?.position ?? BEGINNING;
  for (;;) {
    signal?.throwIfAborted();
    const page = await store.readAll(after, PAGE);
    const last = page.at(-1);
    await assertHeld(ports);
    if (last === undefined) break;
    await growing.take(page);
    after = last.position;
    await setImmediate();
  }
  const head = await growing.finish();
  if (head === undefined || signed?.size === head.size) return signed;
  return sign(ports, head, signed);
}

async function assertHeld({ held }: LogPorts): Promise<void> {
  if (!(await held())) throw new LogTakenOver('another process writes the log');
}

/** Throws {@link LogDamaged}. */
export async function latestCheckpoint(
  folder: ProofFolder,
  file: Parameters<ProofFolder['checkpoint']>[0] = 'checkpoint',
): Promise<Checkpoint | undefined> {
  const text = await folder.checkpoint(file);
  try {
    return text === undefined ? undefined : parseCheckpoint(text);
  } catch (error) {
    if (error instanceof InvalidNote) throw new LogDamaged(`${file} of the log is none: ${error.message}`);
    throw error;
  }
}

/** The log as it stands, once it is known to be what was signed, and to be of this history. */
async function opened(
  { folder, store }: LogPorts,
  { size, position }: Reached,
  signed: Checkpoint | undefined,
): Promise<Growing> {
  if (signed !== undefined) await assertAsSigned(folder, size, signed);
  const edge = new TileEdge(size, await edgeOf(folder.tile, size));
  const index = Math.floor((size - 1) / TILE_WIDTH);
  const width = size - index * TILE_WIDTH;
  const entries = entriesOf(await folder.tile({ level: 'entries', index, width }));
  const last = await store.at(position);
  if (last === undefined || entries.at(-1)?.equals(entryOf(last)) !== true)
    throw new HistoryNotAsLogged(
      `The history does not hold the event that is the last one in the log (number ${String(size)}, position ${position}): it was changed or cut, or restored from an older backup. redress verify tells more.`,
    );
  return new Growing(folder, { edge, entries: width === TILE_WIDTH ? [] : entries });
}

async function assertAsSigned(folder: ProofFolder, size: number, signed: Checkpoint): Promise<void> {
  const fits =
    signed.size <= size && (await rootOf(nodesFrom(folder.tile, size), 0, signed.size)).equals(signed.root);
  if (!fits) throw new LogDamaged('the files of the log are not those that its checkpoint was made of');
}

interface Begun {
  readonly edge: TileEdge;
  /** Of the bundle that is not whole. */
  readonly entries: readonly Buffer[];
  /** What it has to become on its way. */
  readonly due?: TreeHead | undefined;
}

/** The log while it grows. */
class Growing {
  readonly #folder: ProofFolder;
  readonly #edge: TileEdge;
  #entries: Buffer[];
  #position: Position | undefined;
  #noted: number;
  #due: TreeHead | undefined;

  constructor(folder: ProofFolder, { edge, entries, due }: Begun) {
    this.#folder = folder;
    this.#edge = edge;
    this.#entries = [...entries];
    this.#noted = edge.size;
    this.#due = due;
  }

  async take(events: readonly StoredEvent[]): Promise<void> {
    const whole: WrittenTile[] = [];
    for (const event of events) {
      const entry = entryOf(event);
      this.#entries.push(entry);
      whole.push(...this.#edge.push(leafHash(entry)));
      if (this.#edge.size === this.#due?.size) this.#assertBecome(this.#due);
      if (this.#entries.length === TILE_WIDTH) whole.push(this.#takeBundle());
    }
    await this.#folder.write(whole);
    this.#position = events.at(-1)?.position;
    if (this.#due === undefined && this.#edge.size - this.#noted >= NOTED_AFTER) await this.#note();
  }

  #assertBecome({ size, root }: TreeHead): void {
    if (!this.#edge.root().equals(root))
      throw new HistoryNotAsLogged(
        `The first ${String(size)} events are not those that the checkpoint was signed over: the history was changed. redress verify tells more.`,
      );
    this.#due = undefined;
  }

  /** The tree as it is on disk now; `undefined` of nothing. */
  async finish() {
    if (this.#due !== undefined)
      throw new HistoryNotAsLogged(
        `The checkpoint was signed over ${String(this.#due.size)} events, and the history holds ${String(this.#edge.size)}: it was cut, or restored from an older backup. redress verify tells more.`,
      );
    await this.#note();
    const { size } = this.#edge;
    return size === 0 ? undefined : { size, root: this.#edge.root() };
  }

  async #note(): Promise<void> {
    if (this.#position === undefined) return;
    const { size } = this.#edge;
    await this.#folder.write([...this.#edge.partial(), ...this.#partialBundle()]);
    await this.#folder.noteReached({ size, position: this.#position });
    this.#noted = size;
  }

  #takeBundle(): WrittenTile {
    const bundle = this.#bundle();
    this.#entries = [];
    return bundle;
  }

  #partialBundle(): readonly WrittenTile[] {
    return this.#entries.length === 0 ? [] : [this.#bundle()];
  }

  #bundle(): WrittenTile {
    const width = this.#entries.length;
    const index = Math.floor((this.#edge.size - 1) / TILE_WIDTH);
    return { level: 'entries', index, width, content: bundleOf(this.#entries) };
  }
}

async function sign(
  { folder, key }: LogPorts,
  head: Pick<Checkpoint, 'size' | 'root'>,
  signed: Checkpoint | undefined,
): Promise<Checkpoint> {
  const signing = await key(signed !== undefined);
  if (signed !== undefined && standingOf(signed.note, signing) !== 'signed')
    throw new LogDamaged(
      'its checkpoint is not signed by the key in keys/: one of the two is not the one that belongs to this history',
    );
  const text = checkpointText(signing.name, head);
  const note = { text, signatures: [signedBy(text, signing)] };
  const written = writeNote(note);
  if (signed === undefined) await folder.writeCheckpoint('first-checkpoint', written);
  await folder.writeCheckpoint('checkpoint', written);
  return { origin: signing.name, ...head, note };
}
