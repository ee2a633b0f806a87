import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { canonicalJson, streamName, type EventId, type EventToAppend } from '#event-sourcing';

export const stream = (id: number | string) => streamName('case', String(id));
export const event = (note = 'x'): EventToAppend => ({
  id: randomUUID() as EventId,
  type: 'Noted',
  data: canonicalJson({ note }),
  metadata: canonicalJson({}),
});
export const events = (count: number) => Array.from({ length: count }, () => event());

/** A folder of its own for each test, and the path of a history in it that nobody has made yet. */
export function useFolder(): { readonly folder: string; readonly file: string } {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'redress-sqlite-'));
  });
  afterEach(() => {
    // Also after a test that has locked it.
    chmodSync(folder, 0o755);
    rmSync(folder, { recursive: true });
  });
  return {
    get folder() {
      return folder;
    },
    get file() {
      return join(folder, 'events.db');
    },
  };
}
