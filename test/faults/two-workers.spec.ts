import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { caseIdFrom, DEADLINES, type CaseCommand } from '#cases';
import {
  BEGINNING,
  commandId,
  instantOf,
  millisOf,
  type CommandId,
  type EventMetadata,
  type Instant,
  type StoredEvent,
} from '#event-sourcing';
import { eventually, isFullRun, sampled } from '#event-sourcing/testing';
import { openEngine, type RedressEngine } from '#engine';
import { pages } from '../contract/event-store.fixtures.ts';
import { documentsIn } from '../documents.ts';
import { onEachEngine, onEveryPair, type Servers } from '../engines.ts';
import { startWorker, type Cluster, type ClusterProcess } from './cluster-processes.ts';
import { seeded } from './processes.ts';
import { hire } from '../organisation.ts';

const SEED = 20_261_122;
const DAY = 24 * 60 * 60 * 1000;
const DESK = { id: 'lin.yue', role: 'operations' } as const;

/** Complaints that were made days or weeks ago: some of their clocks have run out when they are recorded. */
const STORY: readonly ((number: number) => CaseCommand)[] = [
  (number) => ({
    type: 'LogComplaint',
    data: {
      procedure: { id: 'residential-property', version: 1 },
      contactKind: 'complaint',
      channel: 'phone',
      complainant: {
        kind: 'individual',
        name: 'Li Na',
        phone: `+86 21 5550 0${String(100 + (number % 23))}`,
      },
      description: 'The lift stands still again.',
    },
  }),
  () => ({ type: 'SendAcknowledgement', data: { method: 'phone' } }),
  () => ({
    type: 'ClassifyCase',
    data: { category: 'facilities/lift', severity: 'important', criterion: 'service-fault' },
  }),
  () => ({ type: 'DispatchCase', data: {} }),
];

/** What the staff were told: by command, how many events it made. */
type Acknowledged = Map<CommandId, number>;

/** Complaints of one round, and the steps of their story. */
const CASES = 8;
const STEPS = CASES * STORY.length;

/** Two people at work on the complaints of one round. */
async function work(engine: RedressEngine, acknowledged: Acknowledged, round: number): Promise<void> {
  const numbers = Array.from({ length: CASES }, (_, index) => round * CASES + index);
  const person = async (): Promise<void> => {
    for (let number = numbers.shift(); number !== undefined; number = numbers.shift())
      for (const [index, step] of STORY.entries()) {
        const id = commandId('two workers', number, index);
        const command = step(number);
        const outcome = await engine.execute({
          ...{ caseId: caseIdFrom(`two workers ${String(number)}`), command, commandId: id, actor: DESK },
          ...(index === 0 && { happenedAt: instantOf(millisOf(engine.now()) - (number % 60) * DAY) }),
        });
        if (outcome.outcome !== 'accepted') throw new Error(`${command.type}: ${JSON.stringify(outcome)}`);
        acknowledged.set(id, outcome.events.length);
      }
  };
  await Promise.all([person(), person()]);
}

/**
 * In every round one worker dies while people work. Every fourth time the survivor has to take the work over alone;
 * otherwise the dead worker is back at once.
 */
async function killInTurn(
  cluster: Cluster,
  engine: RedressEngine,
  alive: ClusterProcess[],
  kills: number,
): Promise<Acknowledged> {
  const random = seeded(SEED);
  const acknowledged: Acknowledged = new Map();
  const killDuring = async (done: number): Promise<void> => {
    await eventually(() => acknowledged.size > done, 'the moment to kill');
    await alive.shift()?.kill();
  };
  await Promise.all(alive.map(({ url }) => url));
  for (let kill = 0; kill < kills; kill += 1) {
    const moment = kill * STEPS + Math.floor(random() * STEPS);
    await Promise.all([work(engine, acknowledged, kill), killDuring(moment)]);
    const head = await engine.store.head();
    if (kill % 4 === 0) await eventually(() => engine.waitFor(head, 1_000), 'taking over');
    const successor = startWorker(cluster);
    alive.push(successor);
    await successor.url;
  }
  return acknowledged;
}

/** Until the workers have recorded everything that is due, and every read model shows it; up to which moment. */
async function settle(engine: RedressEngine): Promise<Instant> {
  let moment = engine.now();
  const settled = async (): Promise<boolean> => {
    moment = engine.now();
    const head = await engine.store.head();
    if (!(await engine.waitFor(head, 1_000))) return false;
    const due = await engine.readModels.count(DEADLINES, [{ field: 'wakeAt', below: moment }]);
    // Of events that came meanwhile some documents may be written already, and others not yet.
    return due === 0 && (await engine.store.head()) === head;
  };
  await eventually(settled, 'recording everything that is due');
  return moment;
}

/** No gap in any case, nothing twice, and everything that was acknowledged. */
function expectWhole(history: readonly StoredEvent[], acknowledged: Acknowledged): void {
  expect(new Set(history.map(({ id }) => id)).size).toBe(history.length);
  const revisions = new Map<string, bigint>();
  const commands = new Map<CommandId, number>();
  for (const { stream, revision, metadata } of history) {
    expect({ stream, revision }).toEqual({ stream, revision: revisions.get(stream) ?? 0n });
    revisions.set(stream, revision + 1n);
    const { commandId: id } = JSON.parse(metadata) as EventMetadata;
    commands.set(id, (commands.get(id) ?? 0) + 1);
  }
  expect([...acknowledged].filter(([id, events]) => commands.get(id) !== events)).toEqual([]);
}

function timersIn(history: readonly StoredEvent[]): readonly string[] {
  return history
    .filter(({ type }) => type === 'DeadlineBreached' || type === 'DeadlineWarningRaised')
    .map(({ type, stream, data }) => {
      const { clock, dueAt } = JSON.parse(data) as { readonly clock: string; readonly dueAt: string };
      return `${type} ${stream} ${clock} ${dueAt}`;
    });
}

/** The same history folded from nothing by one process that nobody disturbs. */
async function replayed({ folder, servers }: Cluster): Promise<Readonly<Record<string, object>>> {
  const clean = await mkdtemp(path.join(tmpdir(), 'redress-replay-'));
  const { readModelsUrl: _elsewhere, ...history } = servers;
  try {
    for (const part of [
      'keys',
      ...(history.eventStoreUrl === undefined ? ['events.db', 'events.db-wal'] : []),
    ])
      await cp(path.join(folder, part), path.join(clean, part), { recursive: true });
    const engine = await openEngine({ dataDirectory: clean, ...history });
    await engine.catchUp();
    const documents = await documentsIn(engine.readModels);
    await engine.close();
    return documents;
  } finally {
    await rm(clean, { recursive: true });
  }
}

async function twoWorkers(servers: Servers, kills: number): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'redress-two-workers-'));
  const cluster = { folder, servers };
  const engine = await openEngine({ dataDirectory: folder, ...servers });
  await hire(engine, { id: DESK.id });
  const workers = [startWorker(cluster), startWorker(cluster)];
  try {
    const acknowledged = await killInTurn(cluster, engine, workers, kills);
    const settledAt = await settle(engine);
    expect(await Promise.all(workers.map((worker) => worker.stop()))).toEqual([0, 0]);

    // A clock may have run out just before the workers stopped. What they had left out would stay left out.
    await engine.catchUp();
    const history = await pages(engine.store, BEGINNING, 1_000);
    expectWhole(history, acknowledged);
    const timers = timersIn(history);
    expect(timers.length).toBeGreaterThan(kills);
    expect(timers.toSorted()).toEqual([...new Set(timers)].sort());
    let missed = 0;
    // The lease of a worker that was killed is held until it expires.
    await eventually(async () => {
      const { outcome, recorded, failed } = await engine.scheduler.runOnce(settledAt);
      missed += recorded + failed;
      return outcome === 'done';
    }, 'the lease of the scheduler');
    expect(missed).toBe(0);
    const [actual, expected] = [await documentsIn(engine.readModels), await replayed(cluster)];
    expect(Object.keys(actual)).toEqual(Object.keys(expected));
    for (const [name, document] of Object.entries(expected))
      expect({ [name]: actual[name] }).toEqual({ [name]: document });
  } finally {
    await Promise.all(workers.map((worker) => worker.kill()));
    await engine.close();
    await rm(folder, { recursive: true });
  }
}

const CLAIM = 'lose nothing and do nothing twice while one or the other is killed under load (D5, D9, D19)';

/** Where leases, documents and the history are shared over a network, it is tried longest. */
await (isFullRun ? onEveryPair : onEachEngine)('two workers', (fresh) => {
  it(CLAIM, async () => {
    const servers = await fresh();
    const full = servers.readModelsUrl === undefined ? 2 : 5;
    await twoWorkers(servers, sampled({ full, sample: 2 }));
  });
});
