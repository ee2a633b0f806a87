import http from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onSampledPairs } from '../../engines.ts';
import { complaint, logComplaint, startApp, type Client, type TestApp } from './app.ts';
import { areRefused, type Refused } from './refused.ts';

onSampledPairs('what the API refuses in headers, addresses and questions', (fresh) => {
  let api: TestApp;
  let desk: Client;
  let caseId: string;
  let token: string;
  beforeAll(async () => {
    api = await startApp({ servers: await fresh(), limits: { bodyBytes: 64 * 1024 } });
    desk = await api.as(['operations']);
    ({ caseId } = await logComplaint(desk));
    token = await api.issuer.issueToken({ sub: 'staff-1', roles: ['operations'], ttlSeconds: 600 });
  });
  afterAll(() => api.close());

  const refused: Refused[] = [
    {
      name: 'a malformed If-Match',
      status: 400,
      code: 'invalid-input',
      send: () => desk.post(`/cases/${caseId}/close-case`).set('If-Match', '12'),
    },
    {
      name: 'a weak If-Match',
      status: 400,
      code: 'invalid-input',
      send: () => desk.post(`/cases/${caseId}/close-case`).set('If-Match', 'W/"12"'),
    },
    {
      name: 'a revision beyond all',
      status: 400,
      code: 'invalid-input',
      send: () => desk.post(`/cases/${caseId}/close-case`).set('If-Match', '"9999999999999999999"'),
    },
    {
      name: 'If-Match for a new case',
      status: 412,
      code: 'stale-revision',
      send: () => desk.post('/cases', complaint()).set('If-Match', '"0"'),
    },
    {
      name: 'a malformed Idempotency-Key',
      status: 400,
      code: 'invalid-input',
      send: () => desk.post('/cases', complaint()).set('Idempotency-Key', 'a b'),
    },
    {
      name: 'an unknown procedure',
      status: 422,
      code: 'unknown-procedure',
      send: () => desk.post('/cases', complaint({ procedure: { id: 'none', version: 1 } })),
    },
    {
      name: 'a case that is not there',
      status: 404,
      code: 'case-not-found',
      send: () => desk.post('/cases/0000-0000-0000/close-case'),
    },
    {
      name: 'a case that cannot be',
      status: 404,
      code: 'case-not-found',
      send: () => desk.post('/cases/..%2F..%2Fetc/close-case'),
    },
    {
      name: 'a wrong stage',
      status: 409,
      code: 'wrong-stage',
      send: () => desk.post(`/cases/${caseId}/close-case`),
    },
    {
      name: 'an importer’s command',
      status: 404,
      code: 'route-not-found',
      send: () => desk.post(`/cases/${caseId}/import-historic-case`),
    },
    {
      name: 'a scheduler’s command',
      status: 404,
      code: 'route-not-found',
      send: () => desk.post(`/cases/${caseId}/record-deadline-breach`),
    },
    { name: 'an unknown address', status: 404, code: 'route-not-found', send: () => desk.get('/nothing') },
    {
      name: 'a wrong method',
      status: 405,
      code: 'method-not-allowed',
      send: () => api.anybody.put('/cases').auth(token, { type: 'bearer' }),
    },
    {
      name: 'bad percent-encoding',
      status: 400,
      code: 'malformed-url',
      send: () => desk.get('/cases/%E0%A4%A'),
    },
    {
      name: 'an endless path segment',
      status: 414,
      code: 'url-too-long',
      send: () => desk.get(`/cases/${'x'.repeat(12_500)}`),
    },
    {
      name: 'an unknown query parameter',
      status: 400,
      code: 'invalid-input',
      send: () => desk.get('/cases?colour=red'),
    },
    {
      name: 'a query parameter twice',
      status: 400,
      code: 'invalid-input',
      send: () => desk.get('/cases?owner=a&owner=b'),
    },
    {
      name: 'a page that is too large',
      status: 400,
      code: 'invalid-input',
      send: () => desk.get('/cases?limit=201'),
    },
    {
      name: 'a made-up cursor',
      status: 422,
      code: 'unknown-cursor',
      send: () => desk.get('/cases?cursor=abc'),
    },
    {
      name: 'a month that is none',
      status: 400,
      code: 'invalid-input',
      send: () => desk.get('/reports/monthly/2026-13'),
    },
    {
      name: 'a position that is none',
      status: 400,
      code: 'invalid-input',
      send: async () => (await api.as(['compliance'])).get('/events?after=!'),
    },
    {
      name: 'a position beyond all positions',
      status: 422,
      code: 'unknown-position',
      send: async () => (await api.as(['compliance'])).get('/events?after=9999999999999999999'),
    },
    {
      name: 'a position beyond all positions of the other store',
      status: 422,
      code: 'unknown-position',
      send: async () =>
        (await api.as(['compliance'])).get('/events?after=9999999999999999999-9999999999999999999'),
    },
    {
      name: 'a position that the history does not have',
      status: 400,
      code: 'invalid-input',
      send: () => desk.get('/cases?minPosition=zzzz'),
    },
    {
      name: 'a command with something else behind its address',
      status: 400,
      code: 'invalid-input',
      send: () => desk.post('/cases/XXXX-XXXX-XXXX/close-case?force=true'),
    },
  ];

  areRefused(refused, () => api);

  it('headers without end are refused by the server itself', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { 'x-long': 'x'.repeat(20_000) };
      http
        .get(`${api.url}/health/live`, { headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
        .on('error', reject);
    });
    expect(status).toBe(431);
  });
});
