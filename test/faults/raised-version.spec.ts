import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openEngine } from '#engine';
import { eventually } from '#event-sourcing/testing';
import { importFile, loadMapping } from '#import';
import { openLocalIssuer } from '#keys';
import { onSampledPairs, type Servers } from '../engines.ts';
import { startNewerApi, startNewerWorker, type Cluster, type ClusterProcess } from './cluster-processes.ts';
import { cfpbText } from './synthetic.ts';

const CASES = 300;
const OTHER_SHAPE = { REDRESS_TEST_OTHER_SHAPE: 'yes' };

onSampledPairs('a raised version of a read model that was shipped', (fresh) => {
  let cluster: Cluster;
  let token: string;
  const started: ClusterProcess[] = [];

  beforeEach(async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'redress-raised-'));
    cluster = { folder, servers: await fresh() };
    await fillWithCases(folder, cluster.servers);
    const issuer = await openLocalIssuer(path.join(folder, 'keys'));
    token = await issuer.issueToken({ sub: 'analyst-1', roles: ['analyst'], ttlSeconds: 3_600 });
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map((process) => process.kill()));
    await rm(cluster.folder, { recursive: true, force: true });
  });

  const begin = (process: ClusterProcess): ClusterProcess => (started.push(process), process);
  const get = (url: string): Promise<Response> =>
    fetch(url, { headers: { authorization: `Bearer ${token}` } });

  /** Every page of the list; undefined when somebody is sent away for now, which is no answer. */
  async function shown(url: string): Promise<number | undefined> {
    const asked = new URLSearchParams({ state: 'any', limit: '200' });
    const caseIds = new Set<string>();
    for (;;) {
      const answer = await get(`${url}/cases?${asked.toString()}`);
      const body = (await answer.json()) as {
        readonly code?: string;
        readonly items: readonly { readonly caseId: string }[];
        readonly nextCursor?: string;
      };
      if (answer.status === 503) {
        expect(body.code).toBe('read-model-catching-up');
        return undefined;
      }
      expect(answer.status).toBe(200);
      expect(answer.headers.get('x-position')).not.toBeNull();
      for (const { caseId } of body.items) caseIds.add(caseId);
      if (body.nextCursor === undefined) return caseIds.size;
      asked.set('cursor', body.nextCursor);
    }
  }

  /** Until the new version answers; whatever was shown before. */
  async function seenUntilTheNewOneAnswers(url: string, more: Record<string, string>): Promise<unknown[]> {
    const seen: unknown[] = [await shown(url)];
    begin(startNewerWorker(cluster, more));
    await eventually(async () => {
      seen.push(await shown(url));
      return (await get(`${url}/health/ready`)).status === 200 && seen.at(-1) === CASES;
    }, 'the new version to answer');
    return seen;
  }

  it('D7: shows all that there is before any worker of the new program has begun, and while it fills the new one', async () => {
    const url = await begin(startNewerApi(cluster)).url;
    const seen = await seenUntilTheNewOneAnswers(url, {});
    expect(seen.filter((count) => count !== CASES && count !== undefined)).toEqual([]);
    expect(seen[0]).toBe(CASES);
  });

  it('D7: sends everybody away where the old one cannot be read, and never shows an empty or a partial list', async () => {
    const url = await begin(startNewerApi(cluster, OTHER_SHAPE)).url;
    expect((await get(`${url}/health/ready`)).status).toBe(503);
    const seen = await seenUntilTheNewOneAnswers(url, OTHER_SHAPE);
    expect(seen.filter((count) => count !== CASES && count !== undefined)).toEqual([]);
    expect(seen[0]).toBeUndefined();
  });
});

/** By the program as it is, up to the end of its history. */
async function fillWithCases(folder: string, servers: Servers): Promise<void> {
  const file = path.join(folder, 'rows.csv');
  writeFileSync(file, cfpbText(CASES));
  const engine = await openEngine({ dataDirectory: folder, projections: 'inline', ...servers });
  try {
    await importFile(engine, { file, mapping: loadMapping('cfpb'), by: 'test' });
    await engine.catchUp();
  } finally {
    await engine.close();
  }
}
