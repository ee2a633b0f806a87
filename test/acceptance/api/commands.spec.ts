import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  complaint,
  logComplaint,
  startApp,
  type Answer,
  type Answered,
  type Client,
  type TestApp,
} from './app.ts';

describe('commands over HTTP', () => {
  let api: TestApp;
  let desk: Client;
  beforeAll(async () => {
    api = await startApp();
    desk = await api.as(['desk']);
  });
  afterAll(() => api.close());

  const anEscalation = { reason: 'unresolved', explanation: 'No answer for a week.', complainantTold: true };
  const flag = { flag: 'media', reason: 'A newspaper has called.' };

  it('a complaint becomes a case with an address, an ETag and its events', async () => {
    const answer: Answer<Answered> = await desk.post('/cases', complaint()).expect(201);
    expect(answer.body).toMatchObject({
      caseId: expect.any(String),
      revision: expect.stringMatching(/^\d+$/),
      repeated: false,
    });
    expect(answer.headers).toMatchObject({
      location: `/cases/${answer.body.caseId}`,
      etag: `"${answer.body.revision}"`,
    });
    expect(answer.body.events[0]).toMatchObject({ type: 'ComplaintLogged', data: { channel: 'phone' } });
  });

  it('a retry with the same key gets the same answer and records nothing', async () => {
    const send = () => desk.post('/cases', complaint()).set('Idempotency-Key', 'desk-4-1');
    const first: Answer<Answered> = await send().expect(201);
    const head = await api.head();
    const again: Answer<Answered> = await send().expect(201);
    expect(again.body).toEqual({ ...first.body, repeated: true });
    expect(again.headers['location']).toBe(first.headers['location']);
    expect(await api.head()).toBe(head);
  });

  it('twenty equal requests at once with one key are one case', async () => {
    const send = () => desk.post('/cases', complaint()).set('Idempotency-Key', 'desk-4-many');
    const answers: Answer<Answered>[] = await Promise.all(Array.from({ length: 20 }, send));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201));
    expect(new Set(answers.map(({ body }) => body.caseId)).size).toBe(1);
    expect(answers.filter(({ body }) => !body.repeated)).toHaveLength(1);
  });

  it('the key of one person is not the key of another', async () => {
    const other = await api.as(['desk'], 'staff-2');
    const [mine, theirs]: Answer<Answered>[] = [
      await desk.post('/cases', complaint()).set('Idempotency-Key', 'shared'),
      await other.post('/cases', complaint()).set('Idempotency-Key', 'shared'),
    ];
    expect(mine?.body.caseId).not.toBe(theirs?.body.caseId);
  });

  it('a key used before for something else is refused', async () => {
    await desk.post('/cases', complaint()).set('Idempotency-Key', 'reused').expect(201);
    const head = await api.head();
    const answer: Answer<Answered> = await desk
      .post('/cases', complaint({ description: 'Another matter.' }))
      .set('Idempotency-Key', 'reused');
    expect(answer).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    expect(await api.head()).toBe(head);
  });

  it('a decision that rests on an old revision is refused with the actual one', async () => {
    const { caseId, etag } = await logComplaint(desk);
    const current: Answer<Answered> = await desk
      .post(`/cases/${caseId}/raise-flag`, flag)
      .set('If-Match', etag)
      .expect(200);
    const head = await api.head();
    const stale = await desk.post(`/cases/${caseId}/escalate-to-manager`, anEscalation).set('If-Match', etag);
    expect(stale).toMatchObject({
      status: 412,
      body: { code: 'stale-revision', details: { actual: current.body.revision } },
    });
    expect(stale.headers['etag']).toBe(current.headers['etag']);
    expect(await api.head()).toBe(head);
  });

  it('the time it happened is told with any offset and recorded in UTC', async () => {
    const { caseId } = await logComplaint(desk, { happenedAt: '2026-09-30T16:55:00+08:00' });
    const [logged] = await api.history(caseId);
    expect(logged?.metadata.happenedAt).toBe('2026-09-30T08:55:00.000Z');
  });

  it('the role that acts is the one that was named, when the token holds it', async () => {
    const both = await api.as(['desk', 'office-director'], 'staff-3');
    const send = (role: string) => both.post('/cases', complaint()).set('X-Acting-Role', role);
    const acted: Answer<Answered> = await send('office-director').expect(201);
    const [logged] = await api.history(acted.body.caseId);
    expect(logged?.metadata.actor).toEqual({ id: 'staff-3', role: 'office-director' });
    expect(await send('general-manager')).toMatchObject({ status: 403, body: { code: 'role-not-held' } });
  });

  it('the correlation id goes from request to event to answer', async () => {
    const answer: Answer<Answered> = await desk
      .post('/cases', complaint())
      .set('X-Correlation-Id', 'call-2026-118')
      .expect(201);
    expect(answer.headers['x-correlation-id']).toBe('call-2026-118');
    const [logged] = await api.history(answer.body.caseId);
    expect(logged?.metadata.$correlationId).toBe('call-2026-118');
    const unsafe = await desk.post('/cases', complaint()).set('X-Correlation-Id', 'a b"c').expect(201);
    expect(unsafe.headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});
