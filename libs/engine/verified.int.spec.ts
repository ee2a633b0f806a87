import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { caseStreamOf } from '#cases';
import { type BEGINNING } from '#event-sourcing';
import { openEngine, type RedressEngine } from './compose.ts';
import { ForeignReadModels, ORIGIN } from './readiness/origin.ts';

let directory = '';
let engine: RedressEngine;
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'redress-verified-'));
  engine = await openEngine({ dataDirectory: directory });
  // As another installation has left it.
  await engine.readModels.ensure(ORIGIN);
  const document = { eventStore: 'EventStoreDB', pepperMark: 'of another one' };
  await engine.readModels.write(ORIGIN, [{ id: 'origin', position: '1' as typeof BEGINNING, document }]);
});
afterEach(async () => {
  await engine.close();
  await rm(directory, { recursive: true });
});

async function all(events: AsyncIterable<unknown>): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  for await (const event of events) found.push(event);
  return found;
}

const CASE = '7F3K-9M2Q-X4TB';

describe('a process whose read models belong to another history', () => {
  it('reads no past, no deadlines and no events, and takes no evidence', async () => {
    async function* file(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(new Uint8Array([1]));
    }
    const asOf = '2026-09-30T08:00:00Z';
    const reader = { id: 'staff-1', roles: ['compliance'] } as const;
    for (const work of [
      () => engine.queries.caseDetails({ caseId: CASE, asOf }),
      () => engine.queries.deadlines({ caseId: CASE }),
      () => all(engine.queries.events({ caseId: CASE })),
      () => all(engine.queries.events()),
      () => engine.evidence.receive(file(), 'staff-1'),
      () => engine.organisation(),
      async () =>
        engine.queries.readsAs(CASE, {
          ...reader,
          at: engine.now(),
          organisation: await engine.organisation(),
        }),
    ])
      await expect(work()).rejects.toThrow(ForeignReadModels);
    expect(await engine.store.readStream(caseStreamOf(CASE))).toEqual([]);
  });
});
