import type { Position, StoredEvent } from '#event-sourcing';
import { LogDamaged, type Reached } from '../log/proof-folder.ts';
import { leafHash, type Hash } from '../tree/merkle.ts';
import {
  bundleOf,
  hashAt,
  TILE_WIDTH,
  TileEdge,
  tilePath,
  type TileReader,
  type WrittenTile,
} from '../tree/tiles.ts';
import { placed, type PlaceOfEvent, type ProofFinding } from './finding.ts';

/** The first event that is not the one that was logged in its place. */
interface Difference {
  readonly number: number;
  /** `undefined`: the history has ended before. */
  readonly event: PlaceOfEvent | undefined;
  readonly leaf: Hash | undefined;
  readonly logged: Hash;
  /** What was logged there stands further on in the history. */
  movedOn: boolean;
}

/** Reckons the tree anew from the history, and holds it against the files of the log. */
export class LogCheck {
  readonly #tiles: TileReader;
  readonly #reached: Reached | undefined;
  readonly #size: number;
  readonly #marks: ReadonlySet<number>;
  readonly #roots = new Map<number, Hash>();
  readonly #edge = new TileEdge(0, []);
  readonly #spoilt: string[] = [];
  #tile: { readonly event: PlaceOfEvent; readonly leaf: Hash; readonly entry: Buffer }[] = [];
  #difference: Difference | undefined;

  /** `marks`: sizes at which the root is wanted. */
  constructor(tiles: TileReader, reached: Reached | undefined, marks: readonly number[]) {
    this.#tiles = tiles;
    this.#reached = reached;
    this.#size = reached?.size ?? 0;
    this.#marks = new Set(marks);
  }

  get size(): number {
    return this.#edge.size;
  }

  /** Of the first so many events of the history; `undefined` where it has fewer. */
  rootAt(size: number): Hash | undefined {
    return this.#roots.get(size);
  }

  async add({ position, stream, revision }: StoredEvent, entry: Buffer): Promise<void> {
    const leaf = leafHash(entry);
    const whole = this.#edge.push(leaf);
    const { size } = this.#edge;
    if (this.#marks.has(size)) this.#roots.set(size, this.#edge.root());
    if (this.#difference !== undefined && leaf.equals(this.#difference.logged))
      this.#difference.movedOn = true;
    if (size > this.#size) return;
    this.#tile.push({ event: { position, stream, revision }, leaf, entry });
    if (size === this.#size) await this.#compareEnd(whole, position);
    else if (whole.length > 0) await this.#compare(whole);
  }

  async #compareEnd(whole: readonly WrittenTile[], position: Position): Promise<void> {
    if (position !== this.#reached?.position)
      this.#spoilt.push('reached.json names another event as the last one');
    await this.#compare([...whole, ...this.#edge.partial()]);
  }

  async #compare(tiles: readonly WrittenTile[]): Promise<void> {
    for (const tile of tiles) {
      const logged = await this.#read(tile);
      if (logged === undefined || logged.equals(tile.content)) continue;
      this.#spoilt.push(`${tilePath(tile)} holds other hashes`);
      if (tile.level === 0) this.#differs(tile.index, logged);
    }
    if (this.#tile.length > 0) await this.#compareEntries();
    this.#tile = [];
  }

  async #compareEntries(): Promise<void> {
    const bundle = {
      level: 'entries' as const,
      index: Math.floor((this.#edge.size - 1) / TILE_WIDTH),
      width: this.#tile.length,
    };
    const logged = await this.#read(bundle);
    if (logged?.equals(bundleOf(this.#tile.map(({ entry }) => entry))) === false)
      this.#spoilt.push(`${tilePath(bundle)} holds other entries`);
  }

  async #read(tile: Parameters<TileReader>[0]): Promise<Buffer | undefined> {
    try {
      return await this.#tiles(tile);
    } catch (error) {
      if (!(error instanceof LogDamaged)) throw error;
      this.#spoilt.push(error.message);
      return undefined;
    }
  }

  /** Every event of a tile is at hand when the tile is compared. */
  #differs(index: number, logged: Buffer): void {
    if (this.#difference !== undefined) return;
    const at = this.#tile.findIndex(({ leaf }, place) => !leaf.equals(hashAt(logged, place)));
    const first = this.#tile[at];
    if (first === undefined) return;
    const expected = hashAt(logged, at);
    const movedOn = this.#tile.slice(at).some(({ leaf }) => leaf.equals(expected));
    const number = index * TILE_WIDTH + at + 1;
    this.#difference = { number, event: first.event, leaf: first.leaf, logged: expected, movedOn };
  }

  /** Once there are no more events. `proven`: so many are as they were signed. */
  async finish(proven: number): Promise<readonly ProofFinding[]> {
    if (this.#edge.size < this.#size) await this.#ended();
    const found = this.#difference;
    if (found !== undefined && found.number > proven) return [await this.#toldOf(found)];
    return this.#spoilt.map((message) => ({
      finding: 'log-damaged',
      message: `The log: ${message}; the history is as it was signed.`,
    }));
  }

  /** The last tile of the history may differ before its end. */
  async #ended(): Promise<void> {
    const { size } = this.#edge;
    const index = Math.floor(size / TILE_WIDTH);
    const width = Math.min(TILE_WIDTH, this.#size - index * TILE_WIDTH);
    const logged = await this.#read({ level: 0, index, width });
    if (logged === undefined) return;
    this.#differs(index, logged);
    const next = hashAt(logged, size - index * TILE_WIDTH);
    this.#difference ??= {
      number: size + 1,
      event: undefined,
      leaf: undefined,
      logged: next,
      movedOn: false,
    };
  }

  async #toldOf({ number, event, leaf, logged, movedOn }: Difference): Promise<ProofFinding> {
    if (event === undefined || leaf === undefined) {
      const missing = this.#size - this.size;
      return {
        finding: 'cut',
        message: `The history ends after ${String(this.size)} events; the log holds ${String(missing)} more.`,
      };
    }
    const stoodLater = await this.#isLoggedAfter(number, leaf);
    const where = `number ${String(number)} of the log`;
    if (stoodLater && movedOn) return placed('reordered', event, `stands before what is ${where}`);
    if (stoodLater) return placed('removed', event, `stands where ${where} was, which is gone`);
    if (movedOn) return placed('inserted', event, `was not there when ${where} was logged`);
    return placed(
      'changed',
      event,
      `is not what was logged as ${where} (${logged.toString('hex').slice(0, 16)}…)`,
    );
  }

  async #isLoggedAfter(number: number, leaf: Hash): Promise<boolean> {
    for (let index = Math.floor(number / TILE_WIDTH); index * TILE_WIDTH < this.#size; index += 1) {
      const width = Math.min(TILE_WIDTH, this.#size - index * TILE_WIDTH);
      const tile = await this.#read({ level: 0, index, width });
      if (tile === undefined) continue;
      for (let at = 0; at < width; at += 1)
        if (index * TILE_WIDTH + at >= number && hashAt(tile, at).equals(leaf)) return true;
    }
    return false;
  }
}
