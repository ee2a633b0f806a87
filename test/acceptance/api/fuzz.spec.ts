import { afterAll, beforeAll, expect, it } from 'vitest';
import fc from 'fast-check';
import { routesOf } from '#api';
import { AGGREGATES } from '#engine';
import { sampled } from '#event-sourcing/testing';
import { onEachEngine } from '../../engines.ts';
import { complaint, logComplaint, startApp, type TestApp } from './app.ts';

const RUNS = sampled({ full: 80, sample: 40 });
/** For every address. */
const RUNS_EACH = sampled({ full: 8, sample: 3 });

await onEachEngine('whatever is sent', (fresh) => {
  let api: TestApp;
  let token: string;
  let caseId: string;
  beforeAll(async () => {
    api = await startApp({ servers: await fresh(), limits: { freshMillis: 20 } });
    ({ caseId } = await logComplaint(await api.as(['operations'])));
    token = await api.issuer.issueToken({
      sub: 'staff-1',
      roles: ['operations', 'compliance', 'admin'],
      ttlSeconds: 3600,
    });
  });
  afterAll(() => api.close());

  const paths = [...new Set(AGGREGATES.flatMap(routesOf).map(({ path }) => path))];
  const send = (path: string, body: string) =>
    fetch(`${api.url}/${path.replace(':caseId', caseId)}`, {
      method: 'POST',
      body,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
  const neverOurFault = async (answer: Response) => {
    expect(answer.status, answer.url).toBeLessThan(500);
    const body = await answer.text();
    if (answer.status >= 400)
      expect(JSON.parse(body)).toMatchObject({ code: expect.any(String), status: answer.status });
  };

  /** To every address something else, each time. */
  const everywhere = (body: fc.Arbitrary<string>): Promise<void> =>
    fc.assert(
      fc.asyncProperty(fc.tuple(...paths.map(() => body)), async (bodies) => {
        for (const [index, path] of paths.entries())
          await neverOurFault(await send(path, bodies[index] ?? ''));
      }),
      { numRuns: RUNS_EACH },
    );

  it('random JSON never fails on our side', () => everywhere(fc.json()));

  it('random bytes never fail on our side', () => everywhere(fc.string({ unit: 'binary' })));

  it('a complaint with one part replaced by anything never fails on our side', async () => {
    const sound: Record<string, unknown> = {
      ...complaint(),
      retail: { goodsValue: { minor: 1, currency: 'CNY' } },
      flags: ['media'],
      occurredAt: '2026-09-01T00:00:00Z',
      happenedAt: '2026-09-01T00:00:00Z',
    };
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.keys(sound)), fc.jsonValue(), async (field, value) =>
        neverOurFault(await send('cases', JSON.stringify({ ...sound, [field]: value }))),
      ),
      { numRuns: RUNS },
    );
  });

  it('random addresses and query strings never fail on our side', async () => {
    const get = (path: string) =>
      fetch(`${api.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
    const roots = ['/cases', '/breaches', '/events', '/reports/monthly/2026-09', '/cases/x', '/procedures/x'];
    const parameters = [
      'owner',
      'limit',
      'cursor',
      'asOf',
      'knownAt',
      'after',
      'type',
      'caseId',
      'breached',
      'month',
      'sort',
      'minPosition',
      '__proto__',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...roots),
        fc.constantFrom(...parameters),
        fc.string({ unit: 'binary' }),
        async (root, name, value) => {
          const tail = new URLSearchParams({ [name]: value }).toString();
          await neverOurFault(await get(`${root}?${tail}`));
          await neverOurFault(await get(`/cases/${encodeURIComponent(value)}/deadlines`));
        },
      ),
      { numRuns: RUNS },
    );
  });
});
