import { cp, readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';
import type { RecordedCaseEvent } from '#cases';
import { eventually } from '#event-sourcing/testing';
import { openEngine, type RedressEngine } from '#engine';
import { openLocalIssuer } from '#keys';
import { complaint, type Answered } from '../acceptance/api/app.ts';
import { documentsIn } from '../documents.ts';
import { newFolder } from './cluster-outage.fixtures.ts';
import { unexplained, type Cluster } from './cluster-processes.ts';
import { hire } from '../organisation.ts';

/** What came back. */
export interface Told<Body = object> {
  readonly status: number;
  readonly code: string | undefined;
  readonly retryAfter: string | null;
  readonly body: Body;
}

/** Somebody who works with any of the API processes, and notes what was acknowledged. */
export interface Staff {
  get(url: string): Promise<Told>;
  /** Any command of a case, once; under a key it may be sent again. */
  send(url: string, body: object, key?: string): Promise<Told>;
  /** Logs a complaint under an Idempotency-Key. */
  log(url: string, key: string): Promise<Told<Answered>>;
  /** The same until it is acknowledged; everything that was answered meanwhile. */
  persist(url: string, key: string): Promise<readonly Told[]>;
  /** By key. */
  readonly acknowledged: ReadonlyMap<string, Answered>;
}

/** Within what any process allows, also one whose clock is an hour behind. */
const HALF_A_DAY = 12 * 3600;

/** Whoever works with the cluster works there; while its servers can be reached. */
export async function hireStaff({ folder, servers }: Cluster): Promise<void> {
  const engine = await openEngine({ dataDirectory: folder, ...servers });
  await hire(engine, { id: 'staff-1' });
  await engine.close();
}

export async function staffOf({ folder }: Cluster): Promise<Staff> {
  const issuer = await openLocalIssuer(path.join(folder, 'keys'));
  const token = await issuer.issueToken({ sub: 'staff-1', roles: ['operations'], ttlSeconds: HALF_A_DAY });
  const acknowledged = new Map<string, Answered>();
  const ask = async <Body>(url: string, init: RequestInit = {}): Promise<Told<Body>> => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${token}`);
    headers.set('content-type', 'application/json');
    const answer = await fetch(url, { ...init, headers });
    const body = (await answer.json()) as Body & { readonly code?: string };
    const { status } = answer;
    return { status, code: body.code, retryAfter: answer.headers.get('retry-after'), body };
  };
  const log: Staff['log'] = async (url, key) => {
    // Of somebody else each time: no process writes suspicions of duplicates beside what is looked at here.
    const body = JSON.stringify(complaint({ description: key, complainant: { kind: 'individual' } }));
    const init = { method: 'POST', body, headers: { 'idempotency-key': key } };
    const told = await ask<Answered>(`${url}/cases`, init);
    if (told.status === 201) {
      const before = acknowledged.get(key);
      if (before !== undefined) expect(told.body).toEqual({ ...before, repeated: true });
      acknowledged.set(key, before ?? told.body);
    }
    return told;
  };
  const persist: Staff['persist'] = async (url, key) => {
    const all: Told[] = [];
    await eventually(async () => {
      const told = await log(url, key);
      all.push(told);
      if (told.status !== 201) expectOutage(told);
      return told.status === 201;
    }, `recording ${key}`);
    return all;
  };
  const send: Staff['send'] = (url, body, key) =>
    ask(url, {
      method: 'POST',
      body: JSON.stringify(body),
      ...(key !== undefined && { headers: { 'idempotency-key': key } }),
    });
  return { get: (url) => ask(url), send, log, persist, acknowledged };
}

/** Try again later. */
export function expectOutage({ status, code, retryAfter }: Told, codes = /unavailable$/): void {
  expect({ status, code, retryAfter }, JSON.stringify(unexplained)).toEqual({
    status: 503,
    code: expect.stringMatching(codes),
    retryAfter: '5',
  });
}

/** Complaints are taken while the read models are away (INT-7); without the event store there is nothing to record them in. */
export function expectTold(away: string, told: Told): void {
  if (away === 'MongoDB') expect(told).toMatchObject({ status: 201 });
  else expectOutage(told);
}

export const keys = (name: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${name.replaceAll(' ', '-')}-${String(index)}`);

/** The list that includes what was last acknowledged. */
export async function untilShown(url: string, staff: Staff): Promise<void> {
  const { acknowledged } = staff;
  const positions = [...acknowledged.values()].map(({ position }) => position).sort();
  let shown: ReadonlySet<string> | undefined;
  const list = async (): Promise<boolean> => {
    shown = await idsIn(staff, `${url}/cases?limit=200&minPosition=${positions.at(-1) ?? ''}`);
    return shown !== undefined;
  };
  await eventually(list, 'the list');
  for (const { caseId } of acknowledged.values()) expect(shown).toContain(caseId);
}

interface ListPage {
  readonly items: readonly { readonly caseId: string }[];
  readonly nextCursor?: string;
}

/** Of all pages; undefined when one of them cannot be had now. */
async function idsIn(staff: Staff, list: string): Promise<ReadonlySet<string> | undefined> {
  const ids = new Set<string>();
  let cursor: string | undefined = '';
  while (cursor !== undefined) {
    const told: Told = await staff.get(cursor === '' ? list : `${list}&cursor=${encodeURIComponent(cursor)}`);
    if (told.status !== 200) return undefined;
    const { items, nextCursor } = told.body as ListPage;
    for (const { caseId } of items) ids.add(caseId);
    cursor = nextCursor;
  }
  return ids;
}

/** Nothing acknowledged is lost, and nothing is there twice; what nobody was told of is not there either (D19). */
export async function expectRecordedOnce(cluster: Cluster, { acknowledged }: Staff): Promise<void> {
  const events = await withReplay(cluster, eventsOf);
  const logged = events.filter(({ type }) => type === 'ComplaintLogged');
  const caseIds = [...acknowledged.values()].map(({ caseId }) => caseId);
  expect(logged.map(({ stream }) => stream).sort()).toEqual(caseIds.map((id) => `case-${id}`).sort());
  for (const { caseId, events: answered } of acknowledged.values()) {
    const { commandId } = logged.find(({ stream }) => stream === `case-${caseId}`)?.metadata ?? {};
    const recorded = events.filter(({ metadata }) => metadata.commandId === commandId);
    expect(recorded.map(({ type, data }) => ({ type, data }))).toEqual(answered);
    expect(new Set(recorded.map(({ stream }) => stream)).size).toBe(1);
  }
}

/** The read models that the processes keep are those that the same history gives when it is folded from nothing (D5). */
export async function expectLikeReplay({ folder, servers }: Cluster): Promise<void> {
  const live = await openEngine({ dataDirectory: folder, ...servers });
  try {
    const head = await live.store.head();
    await eventually(() => live.waitFor(head, 1_000), 'every read model');
    const expected = await withReplay({ folder, servers }, async (replay) => {
      await replay.catchUp();
      return documentsIn(replay.readModels);
    });
    const actual = await documentsIn(live.readModels);
    expect(Object.keys(actual)).toEqual(Object.keys(expected));
    for (const [name, document] of Object.entries(expected))
      expect({ [name]: actual[name] }).toEqual({ [name]: document });
    expect(await live.readModels.parked()).toEqual([]);
  } finally {
    await live.close();
  }
}

/** The same history, with empty read models of its own. */
export async function withReplay<Result>(
  { folder, servers: { eventStoreUrl } }: Cluster,
  work: (engine: RedressEngine) => Promise<Result>,
): Promise<Result> {
  const copy = await newFolder();
  for (const name of await readdir(folder))
    if (/^(keys$|events\.db)/.test(name))
      await cp(path.join(folder, name), path.join(copy, name), { recursive: true });
  const engine = await openEngine({
    dataDirectory: copy,
    ...(eventStoreUrl !== undefined && { eventStoreUrl }),
  });
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}

export async function eventsOf({ queries }: RedressEngine): Promise<readonly RecordedCaseEvent[]> {
  const events: RecordedCaseEvent[] = [];
  for await (const event of queries.events()) if (!('damaged' in event)) events.push(event);
  return events;
}
