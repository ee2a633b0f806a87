import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { OpenCase } from '#cases';
import type { Page } from '#event-sourcing';
import { eventually } from '#event-sourcing/testing';
import { onEachEngine, type Servers } from '../engines.ts';
import { expectOutage, hireStaff, keys, staffOf, type Staff } from './cluster-outage.staff.ts';
import {
  startApi,
  startNewerApi,
  startNewerWorker,
  startWorker,
  type ClusterProcess,
} from './cluster-processes.ts';

/** Complaints that each of the two programs is told while the other one is there. */
const CASES = 6;

/** Logs complaints and acknowledges them, one after the other, each again under its key while a server is too busy. */
async function work(staff: Staff, url: string, name: string): Promise<void> {
  for (const key of keys(name, CASES)) {
    await staff.persist(url, key);
    const sent = `${url}/cases/${staff.acknowledged.get(key)?.caseId ?? ''}/send-acknowledgement`;
    await eventually(async () => {
      const told = await staff.send(sent, { method: 'phone' }, `${key}-told`);
      if (told.status !== 200) expectOutage(told);
      return told.status === 200;
    }, `the acknowledgement of ${key}`);
  }
}

/** The open cases that somebody is shown; undefined when they are sent away for now, which is no answer. */
async function shown(staff: Staff, url: string): Promise<readonly OpenCase[] | undefined> {
  const all: OpenCase[] = [];
  const asked = new URLSearchParams({ limit: '200' });
  for (;;) {
    const { status, body } = await staff.get(`${url}/cases?${asked.toString()}`);
    if (status === 503) return undefined;
    expect(status).toBe(200);
    const { items, nextCursor } = body as Page<OpenCase>;
    all.push(...items);
    if (nextCursor === undefined) return all;
    asked.set('cursor', nextCursor);
  }
}

/** Looks again and again until told to end, and notes how many cases each answer showed. */
function watch(staff: Staff, url: string): () => Promise<readonly number[]> {
  const counts: number[] = [];
  const over = new AbortController();
  const looking = (async () => {
    while (!over.signal.aborted) {
      const cases = await shown(staff, url);
      if (cases !== undefined) counts.push(cases.length);
    }
  })();
  // What it met is told by whoever ends it; until then nobody listens.
  looking.catch(() => undefined);
  return async () => {
    over.abort();
    await looking;
    return counts;
  };
}

const standsStill = (worker: ClusterProcess): boolean =>
  worker.log().some(({ msg }) => msg.startsWith('standing still') && msg.includes('upgrade this one'));

async function upgrade(servers: Servers): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'redress-upgrade-'));
  const cluster = { folder, servers };
  await hireStaff(cluster);
  const started: ClusterProcess[] = [];
  const begin = (process: ClusterProcess): ClusterProcess => (started.push(process), process);
  try {
    const staff = await staffOf(cluster);
    const [oldApi, oldWorker] = [begin(startApi(cluster)), begin(startWorker(cluster))];
    const oldUrl = await oldApi.url;
    await work(staff, oldUrl, 'before');
    await eventually(async () => (await shown(staff, oldUrl))?.length === CASES, 'the cases from before');

    const [newApi, newWorker] = [begin(startNewerApi(cluster)), begin(startNewerWorker(cluster))];
    const newUrl = await newApi.url;
    const watched = watch(staff, newUrl);
    await Promise.all([work(staff, oldUrl, 'by the old one'), work(staff, newUrl, 'by the new one')]);
    await newWorker.url;
    await eventually(() => standsStill(oldWorker), 'the old worker to stand still');
    await oldApi.stop();
    await oldWorker.stop();
    await work(staff, newUrl, 'after');

    const everybody = [...staff.acknowledged.values()].map(({ caseId }) => caseId).toSorted();
    const listed = async (): Promise<readonly string[]> =>
      ((await shown(staff, newUrl)) ?? []).map(({ caseId }) => caseId).toSorted();
    await eventually(async () => (await listed()).length >= everybody.length, 'every case on the list');
    // Nothing lost, nothing twice, and at no moment less than there was before.
    expect(await listed()).toEqual(everybody);
    const counts = await watched();
    expect(counts).not.toEqual([]);
    for (const count of counts) expect(count).toBeGreaterThanOrEqual(CASES);
    for (const caseId of everybody) {
      const { body } = await staff.get(`${newUrl}/cases/${caseId}`);
      const told = (body as { readonly timeline: readonly { readonly type: string }[] }).timeline;
      expect(told.filter(({ type }) => type === 'AcknowledgementSent')).toHaveLength(1);
    }
  } finally {
    await Promise.all(started.map((process) => process.kill()));
    await rm(folder, { recursive: true, force: true });
  }
}

await onEachEngine('a rolling upgrade', (fresh) => {
  it('D7 D15 with both programs at work and complaints coming in loses nothing, tells nothing twice, and shows nobody less than before', async () => {
    await upgrade(await fresh());
  });
});
