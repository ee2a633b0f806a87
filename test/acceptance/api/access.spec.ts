import { afterAll, beforeAll, expect, it } from 'vitest';
import { SignJWT } from 'jose';
import { openApiDocument } from '#api';
import { onSampledPairs } from '../../engines.ts';
import { shown } from '../../faults/workload.ts';
import { complaint, logComplaint, startApp, type Client, type TestApp } from './app.ts';

onSampledPairs('who may do what', (fresh) => {
  let api: TestApp;
  let desk: Client;
  beforeAll(async () => {
    api = await startApp({ servers: await fresh() });
    desk = await api.as(['operations']);
  });
  afterAll(() => api.close());

  const withToken = (token: string) =>
    api.anybody.post('/cases').set('Authorization', token).send(complaint());

  it('nothing but health and the documentation answers without a token', async () => {
    const { paths } = openApiDocument(api.app);
    for (const [path, operations] of Object.entries(paths)) {
      for (const method of Object.keys(operations) as ('get' | 'post')[]) {
        const answer = await api.anybody[method](path.replaceAll(/\{\w+\}/g, 'x'));
        const open = path.startsWith('/health/');
        expect([path, method, answer.status]).toEqual([
          path,
          method,
          open ? 200 : path.endsWith('/evidence') || method === 'get' ? 401 : answer.status,
        ]);
        if (!open && method === 'post') expect([400, 401]).toContain(answer.status);
      }
    }
  });

  it.each([
    ['no scheme', 'abc'],
    ['nonsense', 'Bearer abc.def.ghi'],
    ['nothing', 'Bearer '],
    ['an endless token', `Bearer ${'a'.repeat(9000)}`],
  ])('a token that is %s is refused', async (_name, token) => {
    const head = await api.head();
    const answer = await withToken(token);
    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
    expect(await api.head()).toBe(head);
  });

  it('an expired token and one of another issuer are refused', async () => {
    const expired = await api.issuer.issueToken({ sub: 'staff-1', roles: ['operations'], ttlSeconds: -3600 });
    const forged = await new SignJWT({ roles: ['operations'] })
      .setProtectedHeader({ alg: 'HS256' }).setSubject('staff-1').setIssuer('redress-local').setAudience('redress')
      .setExpirationTime('1h').sign(Buffer.alloc(32)); // prettier-ignore
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${forged.split('.')[1] ?? ''}.`;
    for (const token of [expired, forged, unsigned]) {
      expect(await withToken(`Bearer ${token}`)).toMatchObject({
        status: 401,
        body: { code: 'unauthenticated' },
      });
    }
  });

  it.each([['analyst'], ['compliance'], ['admin'], ['system'], ['desk'], ['Operations'], ['store-manager ']])(
    '%s cannot send commands',
    async (role) => {
      const head = await api.head();
      const answer = await (await api.as([role])).post('/cases', complaint());
      expect(answer).toMatchObject({ status: 403, body: { code: 'role-missing' } });
      expect(await api.head()).toBe(head);
    },
  );

  it('each role reads what is for it and nothing else', async () => {
    const { caseId } = await logComplaint(desk);
    const paths = [
      '/cases',
      '/breaches',
      '/reports/monthly/2026-09',
      `/cases/${caseId}`,
      `/cases/${caseId}/deadlines`,
      '/events',
      '/projections',
      '/procedures',
    ];
    await shown(api.engine);
    const seenBy = async (...roles: string[]) => {
      const client = await api.as(roles);
      const answers = await Promise.all(paths.map((path) => client.get(path)));
      return answers.map(({ status }) => status);
    };
    expect(await seenBy('operations')).toEqual([200, 200, 200, 200, 200, 403, 403, 200]);
    expect(await seenBy('office-director')).toEqual([200, 200, 200, 200, 200, 403, 403, 200]);
    expect(await seenBy('analyst')).toEqual([200, 200, 200, 403, 403, 200, 403, 200]);
    expect(await seenBy('compliance')).toEqual([200, 200, 200, 200, 200, 200, 200, 200]);
    expect(await seenBy('admin')).toEqual([403, 403, 403, 403, 403, 403, 200, 200]);
    expect(await seenBy()).toEqual(Array(8).fill(403));
    for (const unknown of ['desk', 'Analyst', 'OPERATIONS', 'toString'])
      expect([unknown, await seenBy(unknown)]).toEqual([unknown, Array(8).fill(403)]);
  });

  it('analysts read the history without what the complainant said', async () => {
    const { caseId } = await logComplaint(desk, {
      complainant: { kind: 'individual', name: 'Zhang San' },
      description: 'A secret matter.',
    });
    const read = async (role: string) =>
      (await (await api.as([role])).get(`/events?caseId=${caseId}`).buffer(true).expect(200)).text;
    expect(await read('compliance')).toContain('Zhang San');
    const [told] = [await read('analyst')];
    expect(told).not.toMatch(/Zhang San|secret matter/);
    expect(told).toContain('"channel":"phone"');
  });

  it('answers carry the headers that browsers need to be careful', async () => {
    const { headers } = await desk.get('/cases').expect(200);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'x-frame-options': 'DENY',
    });
    expect(headers['content-security-policy']).toMatch(/default-src 'none'/);
    expect(headers).not.toHaveProperty('x-powered-by');
  });

  it('documentation can be closed to everybody without a token', async () => {
    const closed = await startApp({ servers: await fresh(), docs: 'token' });
    try {
      expect((await closed.anybody.get('/docs/openapi.json')).status).toBe(401);
      expect((await closed.anybody.get('/%64ocs/openapi.json')).status).toBe(401);
      expect((await closed.anybody.get('/docs')).status).toBe(401);
      const forged = await closed.anybody.get('/docs').set('authorization', 'Bearer abc.def.ghi');
      expect([forged.status, forged.headers['www-authenticate']]).toEqual([
        401,
        'Bearer realm="redress", error="invalid_token"',
      ]);
      expect((await (await closed.as(['operations'])).get('/docs/openapi.json')).status).toBe(200);
    } finally {
      await closed.close();
    }
  });
});
