import { afterEach, expect, it } from 'vitest';
import { OPEN_CASES } from '#cases';
import { openEngine, type RedressEngine } from '#engine';
import { eventually } from '#event-sourcing/testing';
import { onEveryPair } from '../../engines.ts';
import { logComplaint, startApp, type Answer, type Client, type TestApp } from './app.ts';

await onEveryPair('the API alone', (fresh) => {
  let api: TestApp;
  let worker: RedressEngine | undefined;
  let desk: Client;

  afterEach(async () => {
    await worker?.close();
    worker = undefined;
    await api.close();
  });

  const startWorker = async (servers: Awaited<ReturnType<typeof fresh>>): Promise<void> => {
    worker = await openEngine({ dataDirectory: api.directory, projections: 'inline', ...servers });
  };
  /** Once it has seen everything. */
  const stopWorker = async (): Promise<void> => {
    await api.engine.waitFor(await api.head(), 120_000);
    await worker?.close();
    worker = undefined;
  };
  const answers = async (path: string): Promise<readonly unknown[]> => {
    const { status, body, headers }: Answer<{ code?: string }> = await desk.get(path);
    return status === 200 ? [status] : [status, body.code, headers['retry-after']];
  };
  const CATCHING_UP = [503, 'read-model-catching-up', '5'];
  const comesTo = (path: string, expected: readonly unknown[]): Promise<void> =>
    eventually(
      async () => JSON.stringify(await answers(path)) === JSON.stringify(expected),
      `${path} ${String(expected[0])}`,
    );

  it('D6 D7: never answers from a read model that is empty, behind or lost as if it were true', async () => {
    const servers = await fresh();
    api = await startApp({ servers, projections: 'none' });
    desk = await api.as(['operations']);
    const { caseId } = await logComplaint(desk);
    const fromReadModels = [
      '/health/ready', '/cases', `/cases/${caseId}`, '/breaches', '/reports/monthly/2026-09',
    ]; // prettier-ignore
    for (const path of fromReadModels) expect([path, await answers(path)]).toEqual([path, CATCHING_UP]);
    // What comes from the history itself is always true.
    for (const path of [`/cases/${caseId}/deadlines`, `/cases/${caseId}?asOf=2030-01-01T00:00:00Z`])
      expect([path, await answers(path)]).toEqual([path, [200]]);

    await startWorker(servers);
    for (const path of fromReadModels) await comesTo(path, [200]);
    const list: Answer<{ items: readonly unknown[] }> = await desk.get('/cases');
    expect(list.body.items).toHaveLength(1);
    // D7: every answer says as of which position of the history it is.
    const head = await api.head();
    for (const path of [...fromReadModels.slice(1), `/cases/${caseId}?asOf=2030-01-01T00:00:00Z`])
      expect((await desk.get(path)).headers['x-position']).toBe(head);

    await stopWorker();
    await logComplaint(desk);
    for (const path of fromReadModels) await comesTo(path, CATCHING_UP);
    await startWorker(servers);
    for (const path of fromReadModels) await comesTo(path, [200]);

    await stopWorker();
    await api.engine.readModels.drop(OPEN_CASES);
    for (const path of ['/health/ready', '/cases']) await comesTo(path, CATCHING_UP);
    const { body }: Answer<object> = await api.anybody.get('/health/ready');
    expect(body).toMatchObject({ details: { readModels: ['open-cases'] } });
    expect(await answers('/reports/monthly/2026-09')).toEqual([200]);
  });
});
