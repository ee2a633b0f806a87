import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BEGINNING, type EventStore } from '#event-sourcing';
import { sampled } from '#event-sourcing/testing';
import { openSqliteEventStore } from '#event-store';
import { pages } from '../contract/event-store.fixtures.ts';
import { script, seeded, startProgram } from './processes.ts';

const ROUNDS = sampled({ full: 10, sample: 3 });
const PROCESSES = 2;
/** Batches that a process has had acknowledged when it is killed: at most so many, and those under way meanwhile. */
const MOST_BATCHES = 60;

/**
 * `kill -9` while it appends (design D19), two processes on one file. This proves what survives the death of a
 * process; what survives a power cut rests on `synchronous=FULL`, which no test without a power switch can show.
 */
describe('killing processes that append', () => {
  let folder: string;
  let file: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'redress-kill-'));
    file = join(folder, 'events.db');
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it(`loses nothing acknowledged and leaves no gap and no half batch, after any number of batches (${String(ROUNDS * PROCESSES)} kills)`, async () => {
    const random = seeded(3);
    let events = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const notes = Array.from({ length: PROCESSES }, (_, each) =>
        join(folder, `acknowledged-${String(round)}-${String(each)}`),
      );
      await Promise.all(
        notes.map((each) => appendUntilKilled(file, each, 1 + Math.floor(random() * MOST_BATCHES))),
      );
      const store = openSqliteEventStore({ file });
      const batches = await wholeBatches(store);
      for (const name of notes.flatMap(linesOf)) expect(batches).toContain(name);
      const count = Number(await store.head());
      expect(count).toBeGreaterThan(events);
      events = count;
      await store.close();
    }
  });
});

/** It never ends by itself: the kill comes in the middle of whatever it does behind that batch. */
async function appendUntilKilled(file: string, acknowledged: string, batches: number): Promise<void> {
  const { child, prints, ended } = startProgram({
    args: script('./event-store-kill.child.ts', file, acknowledged),
  });
  await prints(new RegExp(`(acknowledged\\n){${String(batches)}}`));
  child.kill('SIGKILL');
  expect(await ended).toMatchObject({ killed: true, stderr: '' });
}

const linesOf = (path: string): readonly string[] =>
  existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : [];

interface Noted {
  readonly batch: string;
  readonly index: number;
  readonly size: number;
}

/** Names of all batches; fails unless positions run from 1 without a gap and each batch is whole and in one piece. */
async function wholeBatches(store: EventStore): Promise<ReadonlySet<string>> {
  const log = await pages(store, BEGINNING, 1000);
  expect(log.map(({ position }) => Number(position))).toEqual(log.map((_, index) => index + 1));
  const notes = log.map(({ data }) => JSON.parse(data) as Noted);
  notes.forEach(({ batch, index, size }, at) => {
    const whole = notes.slice(at - index, at - index + size);
    if (whole.length !== size || whole.some((each) => each.batch !== batch))
      throw new Error(`half a batch: ${batch}`);
  });
  return new Set(notes.map(({ batch }) => batch));
}
