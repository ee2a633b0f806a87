import { BEGINNING, type Position } from '../primitives.ts';
import type { DocumentWrite, VersionedDocument } from '../read-model-store.ts';

/** A document as it stands after the last event folded into it; `changed` since it was last written. */
interface CachedDocument {
  document: object | undefined;
  position: Position;
  changed: boolean;
}

/**
 * The documents a projection has in hand, parsed. May be kept across batches, because writes are fenced by the lease:
 * while it lasts nobody else changes them, and when it is lost the cache is thrown away.
 * Two halves stand in for least-recently-used order: what was not touched while one half filled is forgotten.
 */
export interface DocumentCache {
  get(id: string): CachedDocument | undefined;
  /** Remembers what the store holds; absent documents too. */
  put(id: string, stored: VersionedDocument | undefined): void;
  set(id: string, document: object | undefined, position: Position): void;
  readonly changes: number;
  /** What has changed since the last call: the caller writes it, or clears the cache. */
  takeWrites(): readonly DocumentWrite[];
  /** What was taken is in the store, so it may be forgotten. */
  written(): void;
  clear(): void;
}

export function createDocumentCache(most: number): DocumentCache {
  let young = new Map<string, CachedDocument>();
  let old = new Map<string, CachedDocument>();
  const changed = new Map<string, CachedDocument>();
  const get = (id: string): CachedDocument | undefined => {
    const entry = young.get(id);
    if (entry !== undefined) return entry;
    const older = old.get(id);
    if (older !== undefined) young.set(id, older);
    return older;
  };
  return {
    get,
    put(id, stored) {
      young.set(id, { document: stored?.document, position: stored?.position ?? BEGINNING, changed: false });
    },
    set(id, document, position) {
      let entry = get(id);
      if (entry === undefined) young.set(id, (entry = { document, position, changed: false }));
      entry.document = document;
      entry.position = position;
      if (!entry.changed) changed.set(id, entry);
      entry.changed = true;
    },
    get changes() {
      return changed.size;
    },
    takeWrites() {
      const writes: DocumentWrite[] = [];
      for (const [id, entry] of changed) {
        writes.push({ id, document: entry.document, position: entry.position });
        entry.changed = false;
      }
      changed.clear();
      return writes;
    },
    written() {
      if (young.size < most / 2) return;
      // What has changed since it was taken was touched since, so it is young.
      old = young;
      young = new Map();
    },
    clear() {
      young.clear();
      old.clear();
      changed.clear();
    },
  };
}
