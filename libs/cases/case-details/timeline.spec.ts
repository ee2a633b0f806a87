import { describe, expect, it } from 'vitest';
import { InvalidCursor, type VersionedDocument } from '#event-sourcing';
import { loadProcedures } from '#procedures';
import { CASE_ID, project, recorded, told, type Told } from '../testing/recorded.ts';
import { logged } from '../testing/stories.ts';
import { caseDetailsProjection } from './case-details.projection.ts';
import { ENTRIES_PER_PAGE, type TimelineEntry } from './timeline.ts';
import { caseNow, caseThen, headOf, timelineFrom } from './told.ts';

const LONG = 450;
const callback = (index: number): Told =>
  told('CallbackMade', { reached: false, remarks: `attempt ${String(index)}` }, '2026-10-01T08:00:00.000Z');
const events = recorded([logged(), ...Array.from({ length: LONG - 1 }, (_, index) => callback(index + 1))]);
const documents = project(caseDetailsProjection, events);
const revisions = (entries: readonly TimelineEntry[] = []): readonly number[] =>
  entries.map(({ revision }) => Number(revision));
const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);

const portsOver = (stored: typeof documents) => ({
  procedures: { ...loadProcedures(), installed: () => [] },
  history: () => Promise.resolve(events),
  readModels: {
    get: (_: unknown, id: string) => Promise.resolve(stored.get(id)?.document),
    load: (_: unknown, ids: readonly string[]) =>
      Promise.resolve(
        new Map(
          ids.flatMap((id): [string, VersionedDocument][] => {
            const found = stored.get(id);
            return found === undefined ? [] : [[id, found]];
          }),
        ),
      ),
    query: () => Promise.reject(new Error('nobody lists cases here')),
    checkpoint: () => Promise.reject(new Error('nobody lists cases here')),
  },
});
const ports = portsOver(documents);

describe('the timeline of a long case (ARC-2)', () => {
  it('ARC-2 grows in pages beside the case, so no document grows with it', () => {
    const sizes = [...documents.values()].map(({ document }) => JSON.stringify(document).length);
    const timelines = [...documents.values()].map(({ document }) =>
      document !== undefined && 'timeline' in document ? document.timeline.length : 0,
    );
    expect(timelines.toSorted((one, other) => one - other)).toEqual([0, 50, 100, 100, 100, 100]);
    expect(Math.max(...timelines)).toBe(ENTRIES_PER_PAGE);
    const whole = sizes.reduce((sum, size) => sum + size, 0);
    expect(Math.max(...sizes)).toBeLessThan(whole / 4);
  });

  it('ARC-2 comes with the case as far as it happened last, now and at a past moment alike', async () => {
    const now = await caseNow(CASE_ID, ports);
    expect(revisions(now?.timeline)).toEqual(range(250, 450));
    expect(now?.earlierEntries).toBe(250);
    expect(await caseThen(CASE_ID, {}, ports)).toEqual(now);
    const short = await caseNow(CASE_ID, portsOver(project(caseDetailsProjection, events.slice(0, 150))));
    expect(revisions(short?.timeline)).toEqual(range(0, 150));
    expect(short).not.toHaveProperty('earlierEntries');
  });

  it('ARC-2 is told from its beginning in pages of any size, each entry once', async () => {
    const head = await headOf(CASE_ID, ports);
    if (head === undefined) throw new Error('no case');
    const all: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await timelineFrom(head, { limit: 130, ...(cursor && { cursor }) }, ports);
      expect(page.items.length).toBeLessThanOrEqual(130);
      all.push(...revisions(page.items));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(all).toEqual(range(0, LONG));
    await expect(timelineFrom(head, { limit: 5, cursor: 'eyJrIjpbXX0' }, ports)).rejects.toThrow(
      InvalidCursor,
    );
    expect(await timelineFrom(head, { limit: 5, cursor: '999' }, ports)).toEqual({ items: [] });
  });

  it('ARC-2 lacks nothing while the case is written and its last page is not', async () => {
    const behind = new Map(documents);
    for (const id of behind.keys()) if (id.endsWith('/4')) behind.delete(id);
    expect(await caseNow(CASE_ID, portsOver(behind))).toEqual(await caseNow(CASE_ID, ports));
  });
});
