import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventId } from '#event-sourcing';
import { type Boundary } from './crash-hook.ts';
import {
  byCommand,
  contentsByStream,
  documentsOf,
  expectSameDocuments,
  historyOf,
  replayedDocumentsOf,
  type HistoryEvent,
} from './histories.ts';
import { runProgram, script, seeded, type Ended, type Kill } from './processes.ts';
import { workload, type Acknowledged } from './workload.ts';

const SEED = 20_260_302;
/** Each becomes so many kills of one run of the workload. */
const PLAN: readonly (Boundary | 'any moment')[] = [
  'history', 'documents', 'scheduler', 'checkpoints', 'any moment', 'history', 'read models', 'scheduler', 'leases',
  'checkpoints', 'any moment', 'history', 'documents', 'scheduler', 'read models',
]; // prettier-ignore
const MOST_MILLIS = 400;
const OUTAGE_MILLIS = 3 * 24 * 60 * 60 * 1000;

type Counts = Readonly<Record<Boundary, number>>;

let root = '';
let reference: readonly HistoryEvent[] = [];
let counts: Counts;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'redress-kill-points-'));
  const file = path.join(root, 'counts.json');
  const ended = await runProgram({ args: child('whole', 0), counts: file });
  expect(ended).toMatchObject({ code: 0, stdout: 'working\nfinished\n' });
  counts = JSON.parse(readFileSync(file, 'utf8')) as Counts;
  reference = await historyOf(folderOf('whole'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const folderOf = (name: string): string => path.join(root, name);
const notesOf = (name: string): string => path.join(root, `${name}.notes`);
const child = (name: string, life: number, outageMillis = 0): readonly string[] =>
  script('./workload.child.ts', folderOf(name), notesOf(name), String(life), String(outageMillis));

/** So early in the work that is left that every life does something and all of them together do not finish. */
function planned(seed: number): readonly Kill[] {
  const random = seeded(SEED + seed);
  return PLAN.map((boundary): Kill => {
    if (boundary === 'any moment') return { millisAfterStart: Math.floor(random() * MOST_MILLIS) };
    const most = Math.max(1, Math.floor(counts[boundary] / PLAN.length));
    return { boundary, nth: 1 + Math.floor(random() * most), when: random() < 0.5 ? 'before' : 'after' };
  });
}

const acknowledgedIn = (name: string): readonly Acknowledged[] =>
  existsSync(notesOf(name))
    ? readFileSync(notesOf(name), 'utf8')
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as Acknowledged)
    : [];

/** Lives and deaths until the work is done; after each death nothing acknowledged may be missing. */
async function killAgainAndAgain(
  name: string,
  kills: readonly Kill[],
  outageMillis = 0,
): Promise<{ kills: number }> {
  let deaths = 0;
  for (let life = 0; ; life += 1) {
    const ended: Ended = await runProgram({ args: child(name, life, outageMillis), kill: kills[life] });
    if (!ended.killed) {
      expect(ended).toMatchObject({ code: 0, stderr: '' });
      return { kills: deaths };
    }
    deaths += 1;
    if (existsSync(folderOf(name))) expectAcknowledged(await historyOf(folderOf(name)), acknowledgedIn(name));
  }
}

/** D19: the events of every acknowledged command are there, once, together, under the ids that derive from it. */
function expectAcknowledged(history: readonly HistoryEvent[], acknowledged: readonly Acknowledged[]): void {
  const commands = byCommand(history);
  for (const { commandId, outcome, types = [], position } of acknowledged) {
    if (commandId === undefined) continue;
    const events = commands.get(commandId) ?? [];
    const found = {
      commandId,
      types: events.map(({ stored }) => stored.type),
      ids: events.map(({ stored }) => stored.id),
    };
    expect(found).toEqual({ commandId, types, ids: types.map((_, index) => eventId(commandId, index)) });
    if (outcome !== 'accepted') continue;
    const last = Number(position);
    expect(events.map(({ stored }) => Number(stored.position))).toEqual(
      types.map((_, index) => last - types.length + 1 + index),
    );
  }
}

const timersIn = (history: readonly HistoryEvent[]): readonly string[] =>
  history
    .filter(({ stored: { type } }) => type === 'DeadlineBreached' || type === 'DeadlineWarningRaised')
    .map(({ stored: { type, stream, data } }) => {
      const { clock, dueAt } = JSON.parse(data) as { readonly clock: string; readonly dueAt: string };
      return `${type} ${stream} ${clock} ${dueAt}`;
    });

const expectOnceEach = (timers: readonly string[]): void => {
  expect(timers.toSorted()).toEqual([...new Set(timers)].sort());
};

describe('a workload that is killed again and again (D19)', () => {
  it('is worth killing: warnings, breaches, escalations and the month that makes a case major all happen in it', () => {
    const types = new Set(reference.map(({ stored }) => stored.type));
    for (const type of [
      'DeadlineWarningRaised',
      'DeadlineBreached',
      'EscalatedToManager',
      'CompensationGranted',
      'DuplicateSuspected',
      'CaseClosed',
    ])
      expect(types).toContain(type);
    expect(reference.some(({ stored: { data } }) => data.includes('"cause":"oneMonth"'))).toBe(true);
    expect(acknowledgedIn('whole')).toHaveLength(workload().length);
    expectAcknowledged(reference, acknowledgedIn('whole'));
    expectOnceEach(timersIn(reference));
  });

  it.each([1, 2, 3])(
    'ends with the history and the read models of a run that nobody disturbed (run %d)',
    async (run) => {
      const name = `run-${String(run)}`;
      expect(await killAgainAndAgain(name, planned(run))).toEqual({ kills: PLAN.length });
      const history = await historyOf(folderOf(name));
      expectAcknowledged(history, acknowledgedIn(name));
      expect(contentsByStream(history)).toEqual(contentsByStream(reference));
      expectOnceEach(timersIn(history));
      expect(timersIn(history).toSorted()).toEqual(timersIn(reference).toSorted());
      expectSameDocuments(await documentsOf(folderOf(name)), await replayedDocumentsOf(folderOf(name)));
    },
  );

  it('goes on by itself once the leases of the dead process have expired', async () => {
    const name = 'leases';
    // The second life is no minute later, but at once: it has to wait for the leases, and for nobody's help.
    for (const kill of [{ boundary: 'checkpoints', nth: 40, when: 'before' } as const, undefined]) {
      expect(await runProgram({ args: child(name, 0), kill })).toMatchObject({
        killed: kill !== undefined,
        stderr: '',
      });
    }
    expect(contentsByStream(await historyOf(folderOf(name)))).toEqual(contentsByStream(reference));
    expectSameDocuments(await documentsOf(folderOf(name)), await replayedDocumentsOf(folderOf(name)));
  });

  it('makes up for every stop of three days: each breach once, with its true due time, while the scheduler runs by itself', async () => {
    const name = 'outages';
    const { kills } = await killAgainAndAgain(name, planned(4).slice(0, 10), OUTAGE_MILLIS);
    expect(kills).toBeGreaterThanOrEqual(8);
    const history = await historyOf(folderOf(name));
    expectAcknowledged(history, acknowledgedIn(name));
    expectOnceEach(timersIn(history));
    const breaches = history.filter(({ stored }) => stored.type === 'DeadlineBreached');
    expect(breaches.length).toBeGreaterThan(50);
    for (const { stored, metadata } of breaches)
      expect(metadata.happenedAt).toBe((JSON.parse(stored.data) as { dueAt: string }).dueAt);
    expectSameDocuments(await documentsOf(folderOf(name)), await replayedDocumentsOf(folderOf(name)));
  });
});
