import { afterAll, beforeAll, expect, it } from 'vitest';
import { onSampledPairs } from '../../engines.ts';
import { complaint, logComplaint, startApp, type Client, type TestApp } from './app.ts';
import { areRefused, type Refused } from './refused.ts';

onSampledPairs('what the API refuses in a body', (fresh) => {
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

  const raw = (body: string | Buffer, type = 'application/json') =>
    api.anybody
      .post('/cases')
      .auth(token, { type: 'bearer' })
      .set('Content-Type', type)
      .serialize((sent: unknown) => sent as string)
      .send(body as string);
  const nested = (depth: number) => '[{"a":'.repeat(depth) + '1' + '}]'.repeat(depth);

  const refused: Refused[] = [
    { name: 'malformed JSON', status: 400, code: 'malformed-json', send: () => raw('{"procedure":') },
    {
      name: 'a body that is not UTF-8',
      status: 400,
      code: 'malformed-json',
      send: () => raw(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])),
    },
    { name: 'a list in place of an object', status: 400, code: 'invalid-input', send: () => raw('[1,2]') },
    { name: 'null', status: 400, code: 'invalid-input', send: () => raw('null') },
    { name: 'no body at all', status: 400, code: 'invalid-input', send: () => desk.post('/cases') },
    {
      name: 'an unknown field',
      status: 400,
      code: 'invalid-input',
      send: () => desk.post('/cases', complaint({ status: 'closed' })),
    },
    {
      name: 'an unknown nested field',
      status: 400,
      code: 'invalid-input',
      send: () => desk.post('/cases', complaint({ complainant: { kind: 'individual', anonymous: true } })),
    },
    {
      name: 'a missing field',
      status: 400,
      code: 'invalid-input',
      send: () => desk.post('/cases', complaint({ description: undefined })),
    },
    {
      name: 'a number for text',
      status: 400,
      code: 'invalid-input',
      send: () => desk.post('/cases', complaint({ description: 7 })),
    },
    {
      name: 'null for an optional field',
      status: 400,
      code: 'invalid-input',
      send: () => desk.post('/cases', complaint({ wanted: null })),
    },
    {
      name: 'blank text',
      status: 400,
      code: 'invalid-input',
      send: () => desk.post('/cases', complaint({ description: '   ' })),
    },
    {
      name: 'a NUL character',
      status: 400,
      code: 'invalid-input',
      send: () => desk.post('/cases', complaint({ description: 'a\0b' })),
    },
    {
      name: 'half a surrogate pair',
      status: 400,
      code: 'invalid-input',
      send: () => raw(JSON.stringify(complaint()).replace('lift', '\\ud800')),
    },
    {
      name: 'text that is too long',
      status: 400,
      code: 'invalid-input',
      send: () => desk.post('/cases', complaint({ description: 'x'.repeat(10_001) })),
    },
    {
      name: 'a huge number',
      status: 400,
      code: 'invalid-input',
      send: () => raw(JSON.stringify(complaint()).replace('"version":1', '"version":1e999')),
    },
    {
      name: 'a prototype as a field',
      status: 400,
      code: 'invalid-input',
      send: () => raw('{"__proto__":{"admin":true},"constructor":{"prototype":{}}}'),
    },
    {
      name: 'deep nesting',
      status: 400,
      code: 'invalid-input',
      send: () => raw(`{"complainant":${nested(5000)}}`),
    },
    { name: 'nesting without end', status: 400, code: 'malformed-json', send: () => raw('['.repeat(60_000)) },
    {
      name: 'a huge body',
      status: 413,
      code: 'body-too-large',
      send: () => desk.post('/cases', complaint({ description: 'x'.repeat(70_000) })),
    },
    { name: 'XML', status: 415, code: 'unsupported-media-type', send: () => raw('<a/>', 'application/xml') },
    {
      name: 'a form in place of JSON',
      status: 415,
      code: 'unsupported-media-type',
      send: () => raw('--x--', 'multipart/form-data; boundary=x'),
    },
    {
      name: 'a day that does not exist',
      status: 400,
      code: 'invalid-input',
      send: () => desk.post('/cases', complaint({ occurredOn: '2026-02-30' })),
    },
    {
      name: 'a month that does not exist',
      status: 400,
      code: 'invalid-input',
      send: () => desk.post('/cases', complaint({ occurredOn: '2026-13-01' })),
    },
    {
      name: 'a time without an offset',
      status: 400,
      code: 'invalid-input',
      send: () => desk.post('/cases', complaint({ happenedAt: '2026-09-30T16:55:00' })),
    },
    {
      name: 'a time in the future',
      status: 422,
      code: 'implausible-time',
      send: () => desk.post('/cases', complaint({ happenedAt: '2126-09-30T16:55:00Z' })),
    },
    {
      name: 'a year before all years',
      status: 400,
      code: 'invalid-input',
      send: () => desk.post('/cases', complaint({ happenedAt: '0000-01-01T00:00:00+14:00' })),
    },
    {
      name: 'a time eleven years ago',
      status: 422,
      code: 'implausible-time',
      send: () =>
        desk.post(
          '/cases',
          complaint({ happenedAt: `${String(new Date().getUTCFullYear() - 11)}-01-01T00:00:00Z` }),
        ),
    },
    {
      name: 'a purchase of the future',
      status: 422,
      code: 'implausible-time',
      send: () => desk.post('/cases', complaint({ retail: { purchasedOn: '2162-09-30' } })),
    },
  ];

  areRefused(refused, () => api);

  it('says where each wrong field is', async () => {
    const answer = await desk.post(
      '/cases',
      complaint({
        complainant: { kind: 'alien' },
        retail: { goodsValue: { minor: -1, currency: 'yuan' } },
        flags: ['x'],
      }),
    );
    const fields = (answer.body as { errors: { field: string }[] }).errors.map(({ field }) => field);
    expect(fields.toSorted()).toEqual([
      'complainant.kind',
      'flags',
      'retail.goodsValue.currency',
      'retail.goodsValue.minor',
    ]);
  });

  it('names a place in a list', async () => {
    const answer = await desk.post(`/cases/${caseId}/set-response-plan`, {
      steps: [
        { task: 'a', owner: 'b' },
        { task: 'a', owner: 7, colour: 'red' },
      ],
    });
    expect(
      (answer.body as { errors: object[] }).errors.map((error) => (error as { field: string }).field),
    ).toEqual(['steps[1].colour', 'steps[1].owner']);
  });
});
