import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request as rawRequest } from 'node:http';
import { logComplaint, startApp, type Answer, type Answered, type Client, type TestApp } from './app.ts';

/** What a proxy, a browser or a generated client relies on: HTTP as it is written. */
describe('the surface of HTTP', () => {
  let api: TestApp;
  let desk: Client;
  let caseId: string;
  beforeAll(async () => {
    api = await startApp();
    desk = await api.as(['operations']);
    ({ caseId } = await logComplaint(desk));
  });
  afterAll(() => api.close());

  it('says which version it is, and refuses a request for another one', async () => {
    expect((await desk.get('/procedures').set('API-Version', '1').expect(200)).headers).toMatchObject({
      'api-version': '1',
    });
    expect((await api.anybody.get('/health/live').expect(200)).headers['api-version']).toBe('1');
    const other = await desk.get('/procedures').set('API-Version', '2').expect(400);
    expect(other.body).toMatchObject({ code: 'unknown-api-version' });
    expect(other.headers['api-version']).toBe('1');
  });

  it('a case that has not changed is not sent again, and one that has is', async () => {
    // What has begun in the background would move the position between the two.
    await api.engine.catchUp();
    const first = await desk.get(`/cases/${caseId}`).expect(200);
    const { etag = '' } = first.headers;
    const same = await desk.get(`/cases/${caseId}`).set('If-None-Match', `"other", ${etag}`).expect(304);
    expect(same.text).toBe('');
    expect(same.headers).toMatchObject({ etag, 'x-position': first.headers['x-position'] });
    await desk
      .post(`/cases/${caseId}/raise-flag`, { flag: 'media', reason: 'The local paper has called.' })
      .set('If-Match', etag)
      .expect(200);
    await api.engine.catchUp();
    const changed = await desk.get(`/cases/${caseId}`).set('If-None-Match', etag).expect(200);
    expect(changed.headers['etag']).not.toBe(etag);
    await desk.post(`/cases/${caseId}/raise-flag`, { flag: 'safety', reason: 'It fell.' }).set('If-Match', etag).expect(412); // prettier-ignore
  });

  it('a tag is of one reader and of no key that anybody has: what is told cannot be guessed from it', async () => {
    const other = await api.as(['operations'], 'staff-2');
    const path = '/procedures/residential-property';
    const [mine, theirs] = [await desk.get(path).expect(200), await other.get(path).expect(200)];
    expect(mine.text).toBe(theirs.text);
    expect(mine.headers['etag']).not.toBe(theirs.headers['etag']);
    await other
      .get(path)
      .set('If-None-Match', mine.headers['etag'] ?? '')
      .expect(200);
    const second = await startApp();
    try {
      const again = await (await second.as(['operations'])).get(path).expect(200);
      expect(again.text).toBe(mine.text);
      expect(again.headers['etag']).not.toBe(mine.headers['etag']);
    } finally {
      await second.close();
    }
  });

  it('lists, reports and files are not sent again either', async () => {
    await api.engine.catchUp();
    const upload = await desk
      .upload(`/cases/${caseId}/evidence`)
      .attach('file', Buffer.from('what was seen'), 'seen.txt')
      .expect(201);
    await api.engine.catchUp();
    for (const path of ['/cases', '/reports/monthly/2026-09', upload.headers['location'] ?? '']) {
      const { etag = '' } = (await desk.get(path).expect(200)).headers;
      const same = await desk.get(path).set('If-None-Match', etag);
      expect([path, same.status, same.headers['content-length']]).toEqual([path, 304, undefined]);
    }
  });

  it('a file has an address, the same when it is sent again', async () => {
    const begun = await logComplaint(desk);
    const send = () =>
      desk.upload(`/cases/${begun.caseId}/evidence`).attach('file', Buffer.from('what was seen'), 'seen.txt');
    const [first, again] = [await send().expect(201), await send().expect(201)];
    expect(first.headers['location']).toBe(`/cases/${begun.caseId}/evidence/E1`);
    expect(again.headers['location']).toBe(first.headers['location']);
    expect((again as Answer<Answered>).body.events).toEqual([]);
    await desk.get(first.headers['location'] ?? '').expect(200);
  });

  it('HEAD is GET without the body, and OPTIONS tells what is possible', async () => {
    const token = await api.issuer.issueToken({ sub: 'staff-1', roles: ['operations'], ttlSeconds: 600 });
    const head = await api.anybody.head(`/cases/${caseId}`).auth(token, { type: 'bearer' }).expect(200);
    const get = await desk.get(`/cases/${caseId}`).expect(200);
    expect([head.text, head.headers['etag']]).toEqual([undefined, get.headers['etag']]);
    const options = await api.anybody.options('/cases').auth(token, { type: 'bearer' }).expect(204);
    expect(options.headers['allow']).toBe('GET, HEAD, POST, OPTIONS');
    await api.anybody.options('/nothing').auth(token, { type: 'bearer' }).expect(404);
    const query = await sent('QUERY', '/cases', token);
    expect([query.status, query.headers['allow']]).toEqual([405, 'GET, HEAD, POST, OPTIONS']);
  });

  it('compresses what no outsider wrote, and never a case with its words', async () => {
    const token = await api.issuer.issueToken({ sub: 'staff-1', roles: ['operations'], ttlSeconds: 600 });
    for (const path of ['/procedures/residential-property', '/docs/openapi.json']) {
      const { headers, body } = await sent('GET', path, token);
      expect([path, headers['content-encoding']]).toEqual([path, 'gzip']);
      expect(JSON.parse(gunzipSync(body).toString('utf8'))).toEqual((await desk.get(path)).body);
    }
    for (const path of [`/cases/${caseId}`, `/cases/${caseId}/timeline`, `/cases/${caseId}/deadlines`]) {
      const { headers, body } = await sent('GET', path, token);
      expect([path, headers['content-encoding']]).toEqual([path, undefined]);
      expect(body.length).toBeGreaterThan(1_024);
    }
  });

  /** As it comes over the line. */
  const sent = (method: string, path: string, token: string) =>
    new Promise<{ status: number | undefined; headers: Record<string, unknown>; body: Buffer }>(
      (resolve, reject) => {
        const headers = { authorization: `Bearer ${token}`, 'accept-encoding': 'gzip' };
        rawRequest(`${api.url}${path}`, { method, headers }, (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('end', () => {
            resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) });
          });
        })
          .on('error', reject)
          .end();
      },
    );
});
