import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { OpenCase } from '#cases';
import type { Page } from '#event-sourcing';
import { eventually, sampled } from '#event-sourcing/testing';
import { onEachEngine, type Servers } from '../engines.ts';
import { hireStaff, keys, staffOf, type Staff } from './cluster-outage.staff.ts';
import {
  startApi,
  startNewerApi,
  startNewerWorker,
  startWorker,
  type ClusterProcess,
} from './cluster-processes.ts';

/** Complaints that each of the two programs is told while the other one is there. */
const CASES = sampled({ full: 40, sample: 6 });

/** Logs complaints and acknowledges them, one after the other. */
async function work(staff: Staff, url: string, name: string): Promise<void> {
  for (const key of keys(name, CASES)) {
    const logged = await staff.log(url, key);
    expect(logged).toMatchObject({ status: 201 });
    const sent = `${url}/cases/${logged.body.caseId}/send-acknowledgement`;
    expect(await staff.send(sent, { method: 'phone' })).toMatchObject({ status: 200 });
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

/** Looks again and again, and notes how many cases each answer showed. */
async function watch(staff: Staff, url: string, over: AbortSignal): Promise<readonly number[]> {
  const counts: number[] = [];
  while (!over.aborted) {
    const cases = await shown(staff, url);
    if (cases !== undefined) counts.push(cases.length);
  }
  return counts;
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
    const over = new AbortController();
    const watched = watch(staff, newUrl, over.signal);
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
    over.abort();
    // Nothing lost, nothing twice, and at no moment less than there was before.
    expect(await listed()).toEqual(everybody);
    for (const count of await watched) expect(count).toBeGreaterThanOrEqual(CASES);
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
