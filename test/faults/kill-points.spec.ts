import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventId } from '#event-sourcing';
import { sampled } from '#event-sourcing/testing';
import { COLLECTIONS } from '../documents.ts';
import { type Boundary } from './crash-hook.ts';
import {
  byCommand,
  contentsByStream,
  documentsOf,
  expectSameDocuments,
  giveSameSecrets,
  historyOf,
  replayedDocumentsOf,
  type HistoryEvent,
} from './histories.ts';
import { expireLeasesOf, runProgram, script, seeded, type Kill } from './processes.ts';
import { workload, type Acknowledged } from './workload.ts';

const SEED = 20_260_302;
/** Each becomes so many kills of one run of the workload; the sample has every boundary. */
const PLAN: readonly Boundary[] = sampled({
  full: [
    'history', 'documents', 'scheduler', 'checkpoints', 'any statement', 'history', 'read models', 'scheduler', 'leases',
    'checkpoints', 'any statement', 'history', 'documents', 'scheduler', 'read models',
  ],
  sample: ['history', 'documents', 'scheduler', 'checkpoints', 'any statement', 'history', 'read models', 'leases'],
}); // prettier-ignore
const OUTAGES = sampled({ full: 6, sample: 3 });
const OUTAGE_MILLIS = 3 * 24 * 60 * 60 * 1000;
/** Short: the life behind the last kill waits until the leases of the dead expire. */
const LEASE_MILLIS = 1_000;

type Counts = Readonly<Record<Boundary, number>>;

const [KILLED, OUTAGE] = ['killed', 'outages'] as const;
let root = '';
let reference: readonly HistoryEvent[] = [];
let counts: Counts;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'redress-kill-points-'));
  for (const name of ['whole', KILLED, OUTAGE]) await giveSameSecrets(folderOf(name));
  const file = path.join(root, 'counts.json');
  const ended = await runProgram({ args: child('whole'), counts: file });
  expect(ended).toMatchObject({ code: 0, stdout: 'finished\n', stderr: '' });
  counts = JSON.parse(readFileSync(file, 'utf8')) as Counts;
  reference = await historyOf(folderOf('whole'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const folderOf = (name: string): string => path.join(root, name);
const notesOf = (name: string): string => path.join(root, `${name}.notes`);
const child = (name: string, lost = ''): readonly string[] =>
  script('./workload.child.ts', folderOf(name), notesOf(name), String(LEASE_MILLIS), lost);

/** How many statements of a kind every life of so many reaches. Leases are renewed by the clock: only the first counts. */
const reached = (boundary: Boundary): number =>
  boundary === 'leases' ? COLLECTIONS.length : Math.floor(counts[boundary] / PLAN.length);

/** So early in the work that is left that every life does something and all of them together do not finish. */
function planned(seed: number): readonly Kill[] {
  const random = seeded(SEED + seed);
  return PLAN.map((boundary): Kill => {
    const most = Math.max(1, reached(boundary));
    const nth = 1 + Math.floor(random() * most);
    const when = random() < 0.5 ? 'before' : 'after';
    return { boundary, nth, when: boundary === 'any statement' ? 'during' : when };
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
  outageMillis?: number,
): Promise<{ kills: number }> {
  for (let life = 0; ; life += 1) {
    const lost = outageMillis === undefined ? '' : String(life * outageMillis);
    const ended = await runProgram({ args: child(name, lost), kill: kills[life] });
    if (!ended.killed) {
      expect(ended).toMatchObject({ code: 0, stderr: '' });
      return { kills: life };
    }
    if (existsSync(folderOf(name))) expectAcknowledged(await historyOf(folderOf(name)), acknowledgedIn(name));
    // Behind the last kill nobody helps.
    if (life < kills.length - 1) await expireLeasesOf(folderOf(name), ended.pid);
  }
}

/** D19: the events of every acknowledged command are there, once, together, under the ids that derive from it. */
function expectAcknowledged(history: readonly HistoryEvent[], acknowledged: readonly Acknowledged[]): void {
  const commands = byCommand(history);
  const asked = acknowledged.flatMap(({ commandId: id, outcome, types = [], position }) =>
    id === undefined
      ? []
      : [{ commandId: id, types, last: outcome === 'accepted' ? Number(position) : undefined }],
  );
  const found = asked.map(({ commandId, last }) => {
    const events = (commands.get(commandId) ?? []).map(({ stored }) => stored);
    return {
      commandId,
      types: events.map(({ type }) => type),
      ids: events.map(({ id }) => id),
      ...(last !== undefined && { positions: events.map(({ position }) => Number(position)) }),
    };
  });
  const expected = asked.map(({ commandId, types, last }) => ({
    commandId,
    types,
    ids: types.map((_, index) => eventId(commandId, index)),
    ...(last !== undefined && { positions: types.map((_, index) => last - types.length + 1 + index) }),
  }));
  expect(found).toEqual(expected);
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

  it.concurrent(
    'goes on by itself, and ends with the history and the read models of a run that nobody disturbed',
    async () => {
      const name = KILLED;
      expect(await killAgainAndAgain(name, planned(1))).toEqual({ kills: PLAN.length });
      const history = await historyOf(folderOf(name));
      expectAcknowledged(history, acknowledgedIn(name));
      expect(contentsByStream(history)).toEqual(contentsByStream(reference));
      expectOnceEach(timersIn(history));
      expect(timersIn(history).toSorted()).toEqual(timersIn(reference).toSorted());
      expectSameDocuments(await documentsOf(folderOf(name)), await replayedDocumentsOf(folderOf(name)));
    },
  );

  it.concurrent(
    'makes up for every stop of three days: each breach once, with its true due time, while the scheduler runs by itself',
    async () => {
      const name = OUTAGE;
      const { kills } = await killAgainAndAgain(name, planned(4).slice(0, OUTAGES), OUTAGE_MILLIS);
      expect(kills).toBeGreaterThanOrEqual(0.8 * OUTAGES);
      const history = await historyOf(folderOf(name));
      expectAcknowledged(history, acknowledgedIn(name));
      expectOnceEach(timersIn(history));
      const breaches = history.filter(({ stored }) => stored.type === 'DeadlineBreached');
      expect(breaches.length).toBeGreaterThan(25);
      // A case that is classified when its time is over is missed at that moment, not before.
      const classified = new Set(
        history.flatMap(({ stored: { type, stream }, metadata: { happenedAt } }) =>
          type === 'CaseClassified' ? [`${stream} ${happenedAt}`] : [],
        ),
      );
      for (const { stored, metadata } of breaches)
        if (!classified.has(`${stored.stream} ${metadata.happenedAt}`))
          expect(metadata.happenedAt).toBe((JSON.parse(stored.data) as { dueAt: string }).dueAt);
      expectSameDocuments(await documentsOf(folderOf(name)), await replayedDocumentsOf(folderOf(name)));
    },
  );
});
