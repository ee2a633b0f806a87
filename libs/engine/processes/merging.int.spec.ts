import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseStreamOf, evolve, noCase, type CaseCommand, type CaseRecord, type CaseState } from '#cases';
import { commandId } from '#event-sourcing';
import { runs } from '#event-sourcing/testing';
import { caseCodec, createHistoryCodec } from '../commands/codecs.ts';
import { openEngine, type RedressEngine } from '../compose.ts';
import { hire } from '../../../test/organisation.ts';

const actor = { id: 'staff-1', role: 'general-manager' };
let directory = '';
let engine: RedressEngine;
let sent = 0;
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'redress-merging-'));
  engine = await openEngine({ dataDirectory: directory });
  await hire(engine, { id: actor.id, levels: [actor.role] });
});
afterAll(async () => {
  await engine.close();
  await rm(directory, { recursive: true });
});

const send = (caseId: string, command: CaseCommand) =>
  engine.execute({ caseId, command, actor, commandId: commandId('merging', (sent += 1)) });

const log = (caseId: string, phone: string) =>
  send(caseId, {
    type: 'LogComplaint',
    data: {
      procedure: { id: 'residential-property', version: 1 },
      ...{ contactKind: 'complaint', channel: 'phone', description: 'The lift stands still.' },
      complainant: { kind: 'individual', phone },
    },
  });
const mergeInto = (from: string, into: string) =>
  send(from, { type: 'MergeCase', data: { into, reason: 'The same lift' } });
const unmerge = (from: string) => send(from, { type: 'UnmergeCase', data: { reason: 'Another lift' } });

async function recordOf(caseId: string): Promise<CaseRecord> {
  const history = await engine.store.readStream(caseStreamOf(caseId));
  const codec = caseCodec({ codec: createHistoryCodec() });
  const state = history.map((stored) => codec.decode(stored)).reduce<CaseState>(evolve, noCase);
  if (state.status !== 'logged') throw new Error(`${caseId} is not logged`);
  return state;
}

const NAMES = ['A', 'B', 'C', 'D'] as const;
let round = 0;
async function cases(): Promise<(name: string) => string> {
  round += 1;
  const prefix = String(round);
  await Promise.all(NAMES.map((name, index) => log(`${prefix}${name}`, `1380000000${String(index)}`)));
  return (name) => `${prefix}${name}`;
}

/** The open case that answers for the matter of this one, found through those that it was merged into. */
async function answersFor(caseId: string): Promise<string> {
  const seen = [caseId];
  for (;;) {
    const current = seen.at(-1) ?? caseId;
    const { mergedInto } = await recordOf(current);
    if (mergedInto === undefined) return current;
    // A circle would never end.
    expect(seen).not.toContain(mergedInto);
    seen.push(mergedInto);
  }
}

describe('cases that are merged at the same time', () => {
  it('LIF-2 never end in each other: of A into B and B into A at most one happens', async () => {
    for (let times = 0; times < 20; times += 1) {
      const id = await cases();
      await Promise.all([mergeInto(id('A'), id('B')), mergeInto(id('B'), id('A'))]);
      const [a, b] = [await recordOf(id('A')), await recordOf(id('B'))];
      expect([a.ending, b.ending].filter((ending) => ending === 'merged').length).toBeLessThan(2);
      expect([a.merging, b.merging]).toEqual([undefined, undefined]);
    }
  });

  it('LIF-2 OUT-1 leave no complainant behind, whoever merges and takes back what, in whatever order', async () => {
    const name = fc.constantFrom(...NAMES);
    const step = fc.record({ kind: fc.constantFrom('merge', 'merge', 'unmerge'), from: name, into: name });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { maxLength: 4 }), { maxLength: 4 }), async (bursts) => {
        const id = await cases();
        for (const burst of bursts)
          await Promise.all(
            burst.map(({ kind, from, into }) =>
              kind === 'merge' ? mergeInto(id(from), id(into)) : unmerge(id(from)),
            ),
          );
        for (const each of NAMES) {
          const record = await recordOf(id(each));
          expect(record.merging).toBeUndefined();
          const answering = await answersFor(id(each));
          const { ending, takenOver } = await recordOf(answering);
          expect(ending).toBeUndefined();
          const heldFor = takenOver.map((held) => held.case);
          expect([each, heldFor.filter((held) => held === id(each)).length]).toEqual([
            each,
            answering === id(each) ? 0 : 1,
          ]);
        }
      }),
      { numRuns: runs(15) },
    );
  });
});
