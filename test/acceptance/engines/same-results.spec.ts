import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { BEGINNING, instant, instantOf } from '#event-sourcing';
import { openEngine, type RedressEngine } from '#engine';
import { pages } from '../../contract/event-store.fixtures.ts';
import { COLLECTIONS, documentsIn } from '../../documents.ts';
import { onEveryCluster, type Servers } from '../../engines.ts';
import { giveSameSecrets } from '../../faults/histories.ts';
import { look, perform, shown, workload, staffTheWorkload } from '../../faults/workload.ts';

/** Everything that can be seen of the product after weeks of work. */
interface Outcome {
  readonly answers: readonly string[];
  readonly history: readonly string[];
  /** By collection and id. */
  readonly documents: Readonly<Record<string, unknown>>;
  readonly questions: Readonly<Record<string, unknown>>;
}

async function outcomeOn(servers: Servers): Promise<Outcome> {
  const folder = await mkdtemp(path.join(tmpdir(), 'redress-same-'));
  await giveSameSecrets(folder);
  const clock = { now: instantOf(0) };
  const engine = await openEngine({
    ...{ dataDirectory: folder, now: () => clock.now, projections: 'inline' },
    ...servers,
  });
  try {
    await staffTheWorkload(engine);
    const answers: string[] = [];
    for (const step of workload()) {
      clock.now = step.at;
      const { position: _position, ...answer } = await perform(engine, step);
      answers.push(JSON.stringify(answer));
    }
    await look(engine);
    await shown(engine);
    const history = await historyOf(engine);
    return {
      answers,
      history,
      documents: await documentsIn(engine.readModels),
      questions: await questionsTo(engine),
    };
  } finally {
    await engine.close();
    await rm(folder, { recursive: true });
  }
}

/** In log order, to the byte. */
async function historyOf({ store }: RedressEngine): Promise<readonly string[]> {
  const events = await pages(store, BEGINNING, 500);
  return events.map(({ stream, revision, id, type, data, metadata }) =>
    [stream, revision, id, type, data, metadata].join(' '),
  );
}

/** Every list in every order, every report, and one case in every way. */
async function questionsTo({ queries }: RedressEngine): Promise<Readonly<Record<string, unknown>>> {
  const all = { limit: 200 };
  const { items } = await queries.openCases(all);
  const caseId = items[0]?.caseId ?? 'none';
  const past = instant('2026-04-01T00:00:00Z');
  return {
    soonest: items,
    newest: await queries.openCases({ ...all, sort: 'receivedAt' }),
    important: await queries.openCases({ ...all, severity: 'important', breached: true }),
    breaches: await queries.breaches(all),
    open: await queries.breaches({ ...all, status: 'open' }),
    march: await queries.monthlyReport({ month: '2026-03' }),
    april: await queries.monthlyReport({ month: '2026-04', procedure: 'residential-property' }),
    case: await queries.caseDetails({ caseId }),
    asOf: await queries.caseDetails({ caseId, asOf: past }),
    knownAt: await queries.caseDetails({ caseId, knownAt: past }),
    deadlines: await queries.deadlines({ caseId }),
  };
}

let embedded: Promise<Outcome> | undefined;
const reference = (): Promise<Outcome> => (embedded ??= outcomeOn({}));

describe('weeks of work on the embedded engines', () => {
  it('leave a history, documents in every read model, and answers', async () => {
    const { history, documents, questions } = await reference();
    expect(history.length).toBeGreaterThan(200);
    for (const { name } of COLLECTIONS) expect(documents).toHaveProperty([`${name} 1`]);
    expect(JSON.stringify(questions).length).toBeGreaterThan(10_000);
  });
});

await onEveryCluster('weeks of work', (fresh) => {
  it('end with the same answers, the same history and the same documents as on the embedded engines (D2, D6)', async () => {
    const servers = await fresh();
    const [expected, actual] = [await reference(), await outcomeOn(servers)];
    // Another event store has positions of its own.
    const comparable = servers.eventStoreUrl === undefined ? (value: unknown) => value : withoutPositions;
    expect(actual.answers).toEqual(expected.answers);
    expect(actual.history).toEqual(expected.history);
    expect(Object.keys(actual.documents)).toEqual(Object.keys(expected.documents));
    for (const [name, document] of Object.entries(expected.documents))
      expect(comparable({ [name]: actual.documents[name] })).toEqual(comparable({ [name]: document }));
    expect(comparable(actual.questions)).toEqual(comparable(expected.questions));
  });
});

/** A case shows where its events stand. */
const withoutPositions = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, part: unknown) => (key === 'position' ? undefined : part)));
