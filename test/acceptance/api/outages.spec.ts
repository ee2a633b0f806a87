import { afterEach, describe, expect, it } from 'vitest';
import { EventStoreUnavailable, ReadModelsUnavailable } from '#event-sourcing';
import { silentLogger, type Logger } from '#platform';
import { complaint, startApp, type Answer, type TestApp } from './app.ts';

describe('when something is broken on our side', () => {
  let api: TestApp;
  afterEach(() => api.close());

  it('a store that is away is an outage: try again later, with the same key', async () => {
    const away = () => Promise.reject(new EventStoreUnavailable('disk full on /var/lib/redress'));
    api = await startApp({}, (engine) => ({
      ...engine,
      send: away,
      ready: away,
    }));
    const answer: Answer<object> = await (await api.as(['operations'])).post('/cases', complaint());
    expect(answer).toMatchObject({ status: 503, body: { code: 'event-store-unavailable' } });
    expect(answer.headers['retry-after']).toBe('5');
    expect(answer.text).not.toContain('/var/lib');
    expect(await api.anybody.get('/health/ready')).toMatchObject({
      status: 503,
      body: { code: 'not-ready' },
    });
    expect((await api.anybody.get('/health/live')).status).toBe(200);
  });

  it('read models that are away, or behind, are an outage of the lists only', async () => {
    api = await startApp({ limits: { freshMillis: 20 } }, (engine) => ({
      ...engine,
      waitFor: () => Promise.resolve(false),
      queries: { ...engine.queries, ask: () => Promise.reject(new ReadModelsUnavailable('locked')) },
    }));
    const desk = await api.as(['operations']);
    expect(await desk.get('/breaches')).toMatchObject({
      status: 503,
      body: { code: 'read-models-unavailable' },
    });
    const logged: Answer<{ position: string }> = await desk.post('/cases', complaint()).expect(201);
    const behind: Answer<object> = await desk.get(`/cases?minPosition=${logged.body.position}`);
    expect(behind).toMatchObject({ status: 503, body: { code: 'not-caught-up' } });
    expect(behind.headers['retry-after']).toBe('1');
  });

  it('D10: a position beyond the end of a file is a mistake, of a question and of a command alike', async () => {
    api = await startApp({});
    const desk = await api.as(['operations']);
    const beyond = 'minPosition=8999999999999999999';
    for (const answer of [
      await desk.get(`/cases?${beyond}`),
      await desk.post(`/cases/XXXX-XXXX-XXXX/close-case?${beyond}`),
    ])
      expect(answer).toMatchObject({ status: 422, body: { code: 'unknown-position' } });
  });

  it('an error of ours tells nothing outside, and nothing personal in the log', async () => {
    const lines: string[] = [];
    const logger: Logger = {
      ...silentLogger,
      error: (facts, message) => void lines.push(`${message} ${JSON.stringify(facts)}`),
    };
    const failing = () => Promise.reject(new TypeError('cannot read Li Na of undefined at secret.ts'));
    api = await startApp({ logger }, (engine) => ({
      ...engine,
      queries: { ...engine.queries, ask: failing },
    }));
    const send = (await api.as(['operations'])).get('/cases?search=Li%20Na');
    const answer: Answer<object> = await send.set('X-Correlation-Id', 'call-7');
    expect(answer).toMatchObject({ status: 500, body: { code: 'internal-error', correlationId: 'call-7' } });
    expect(answer.text).not.toMatch(/Li Na|secret|TypeError/);
    expect(lines).toEqual([expect.stringContaining('"correlationId":"call-7"')]);
    expect(lines.join()).not.toMatch(/Li Na|Li%20Na/);
  });
});
