import { afterAll, beforeAll, expect, it } from 'vitest';
import { onEveryPair } from '../../engines.ts';
import {
  complaint,
  logComplaint,
  startApp,
  type Answer,
  type Answered,
  type Client,
  type TestApp,
} from './app.ts';

await onEveryPair('commands over HTTP', (fresh) => {
  let api: TestApp;
  let desk: Client;
  beforeAll(async () => {
    api = await startApp({ servers: await fresh() });
    desk = await api.as(['operations']);
  });
  afterAll(() => api.close());

  const anEscalation = { reason: 'unresolved', explanation: 'No answer for a week.', complainantTold: true };
  const CLASSIFICATION = { category: 'facilities/lift', severity: 'important', criterion: 'service-fault' };
  const LARGE_GRANT = {
    remedy: { kind: 'money', amount: { minor: 200_000, currency: 'CNY' } },
    reason: 'A week without a lift.',
  };
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
    const other = await api.as(['operations'], 'staff-2');
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

  it('AUT-1 LIF-3 the level that acts is the one that was named, where the organisation grants it', async () => {
    const both = await api.as(['operations', 'office-director'], 'staff-3');
    const send = (role: string) => both.post('/cases', complaint()).set('X-Acting-Role', role);
    const acted: Answer<Answered> = await send('office-director').expect(201);
    const [logged] = await api.history(acted.body.caseId);
    expect(logged?.metadata.actor).toEqual({ id: 'staff-3', role: 'office-director' });
    expect(await send('general-manager')).toMatchObject({ status: 403, body: { code: 'level-not-held' } });
  });

  it('D19 LIF-3 a key that comes again in another capacity, or with another reason, is another request', async () => {
    const both = await api.as(['operations', 'office-director'], 'staff-3');
    const send = (body: object, role?: string) => {
      const sent = both.post('/cases', complaint(body)).set('Idempotency-Key', 'role-1');
      return role === undefined ? sent : sent.set('X-Acting-Role', role);
    };
    await send({}, 'office-director').expect(201);
    expect(await send({}, 'office-director')).toMatchObject({ status: 201, body: { repeated: true } });
    for (const other of [
      send({}, 'operations'),
      send({}),
      send({ lateBecause: 'Found it.' }, 'office-director'),
    ])
      expect(await other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
  });

  it('without a named level the lowest one of their own is recorded, else operations', async () => {
    const recorded = async (...roles: string[]) => {
      const { caseId } = await logComplaint(await api.as(roles, roles.join('.')));
      return (await api.history(caseId))[0]?.metadata.actor.role;
    };
    expect(await recorded('compliance', 'general-manager', 'office-director')).toBe('office-director');
    expect(await recorded('analyst', 'nonsense', 'operations')).toBe('operations');
  });

  it('INT-8 an abandoned contact, its callback and its complaint are one case', async () => {
    const contact = { procedure: complaint().procedure, channel: 'phone', phone: '+86 21 5550 0100' };
    const begun: Answer<Answered> = await desk.post('/contacts/abandoned', contact).expect(201);
    const { caseId } = begun.body;
    await desk.post(`/cases/${caseId}/record-callback`, { reached: true }).expect(200);
    const send = () => desk.post(`/cases/${caseId}/log-complaint`, complaint());
    const logged: Answer<Answered> = await send().set('Idempotency-Key', 'contact-1').expect(200);
    expect(logged.body).toMatchObject({ caseId, repeated: false });
    expect(await send().set('Idempotency-Key', 'contact-1').expect(200)).toMatchObject({
      body: { caseId, repeated: true },
    });
    expect(await send()).toMatchObject({ status: 409, body: { code: 'already-logged' } });
    const types = (await api.history(caseId)).map(({ type }) => type);
    expect(types).toEqual(
      expect.arrayContaining(['ContactAbandoned', 'CallbackMade', 'ComplaintLogged', 'OwnerAssigned']),
    );
    const shown: Answer<object> = await desk.get(`/cases/${caseId}?minPosition=${logged.body.position}`);
    expect(shown.body).toMatchObject({ caseId, state: { status: 'logged', stage: 'received' } });
  });

  it('a complaint cannot choose the number of its case', async () => {
    const head = await api.head();
    const answer = await desk.post('/cases/MY-OWN-NUMBER/log-complaint', complaint());
    expect(answer).toMatchObject({ status: 404, body: { code: 'case-not-found' } });
    expect(await api.head()).toBe(head);
  });

  it('authority is that of the acting role alone', async () => {
    const both = await api.as(['operations', 'general-manager'], 'staff-6');
    const classified = async () => {
      const { caseId } = await logComplaint(both);
      await both.post(`/cases/${caseId}/classify-case`, CLASSIFICATION).expect(200);
      return caseId;
    };
    const grant = (caseId: string) => both.post(`/cases/${caseId}/grant-compensation`, LARGE_GRANT);
    const types = ({ body }: Answer<Answered>) => body.events.map(({ type }) => type);
    const caseId = await classified();
    const asked: Answer<Answered> = await grant(caseId).set('X-Acting-Role', 'operations').expect(200);
    expect(types(asked)).toEqual(['CompensationRequested']);
    // SOL-4: nobody grants in one role what they have asked for in another.
    await grant(caseId).expect(403);
    const granted: Answer<Answered> = await grant(await classified()).expect(200);
    expect(types(granted)).toContain('CompensationGranted');
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
