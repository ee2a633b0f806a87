import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logComplaint, startApp, type Client, type TestApp } from './app.ts';

const SECRET = 'seven blue lanterns';

/** Whoever complained asks how it stands, without a token (INT-13). */
describe('asking for the progress with number and secret', () => {
  let api: TestApp;
  let desk: Client;
  let caseId: string;
  beforeAll(async () => {
    api = await startApp({ trustedProxies: ['127.0.0.1'] });
    desk = await api.as(['operations']);
    ({ caseId } = await logComplaint(desk));
    await desk.post(`/cases/${caseId}/set-inquiry-secret`, { secret: SECRET }).expect(200);
  });
  afterAll(() => api.close());

  const asks = (number: string, secret: string, from = '203.0.113.7') =>
    api.anybody
      .get('/progress')
      .set('X-Forwarded-For', from)
      .set('Authorization', `Basic ${Buffer.from(`${number}:${secret}`).toString('base64')}`);

  it('INT-13 tells the stage in plain words and what was promised by when, and nothing internal', async () => {
    const dueAt = '2100-01-01T09:00:00.000Z';
    await desk.post(`/cases/${caseId}/promise-reply`, { dueAt, about: 'When the lift runs' }).expect(200);
    const { body, text } = await asks(caseId.toLowerCase(), ' Seven  blue LANTERNS').expect(200);
    expect(body).toEqual({
      case: caseId,
      stage: { en: 'We have received it.', zh: '已受理。' },
      promised: [{ by: dueAt, about: 'When the lift runs' }],
    });
    expect(text).not.toMatch(/receiver|owner|department|Li Na/);
  });

  it('INT-13 a wrong secret, a number that nobody has and no secret at all are answered alike', async () => {
    const { caseId: without } = await logComplaint(desk);
    const answers = await Promise.all([
      asks(caseId, 'eight blue lanterns'),
      asks('0000-0000-0000', SECRET),
      asks('../../x', SECRET),
      asks(without, ''),
      asks(without, SECRET),
      api.anybody.get('/progress'),
    ]);
    const told = answers.map(({ status, body }) => {
      const { correlationId: _, ...same } = body as { correlationId: string };
      return { status, same };
    });
    expect(new Set(told.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(told[0]).toMatchObject({ status: 401, same: { code: 'not-together' } });
  });

  it('INT-13 only a keyed hash is in the history', async () => {
    const history = JSON.stringify(
      (await api.history(caseId)).map(({ data, metadata }) => ({ data, metadata })),
    );
    expect(history).not.toContain('lanterns');
    expect(history).toMatch(/k1:[0-9a-f]{8}:[0-9a-f]{64}/);
  });

  it('INT-13 by telephone staff check the secret, and a wrong one is refused', async () => {
    const check = `/cases/${caseId}/check-inquiry-secret`;
    expect((await desk.post(check, { method: 'phone', secret: 'something else' })).body).toMatchObject({
      code: 'wrong-secret',
    });
    await desk.post(check, { method: 'phone', secret: SECRET }).expect(200);
  });

  it('INT-13 nobody guesses: after ten tries of a number it is answered no more for a while, right or wrong', async () => {
    const { caseId: guessed } = await logComplaint(desk);
    await desk.post(`/cases/${guessed}/set-inquiry-secret`, { secret: SECRET }).expect(200);
    const longest = 100 - guessed.length;
    for (let tries = 0; tries < 10; tries += 1) {
      const spelling = `${guessed}${'\t'.repeat(tries)}${' '.repeat(longest - tries)}z`;
      await asks(spelling, `guess number ${String(tries)}`).expect(401);
    }
    const refused = await asks(guessed, SECRET).expect(429);
    expect(refused.body).toMatchObject({ code: 'asked-too-often' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('INT-13 whoever names no number yet is asked for it, however many others were', async () => {
    for (let asked = 0; asked < 11; asked += 1) {
      const { headers } = await api.anybody
        .get('/progress')
        .set('X-Forwarded-For', '203.0.113.8')
        .expect(401);
      expect(headers['www-authenticate']).toContain('Basic');
    }
  });
});
