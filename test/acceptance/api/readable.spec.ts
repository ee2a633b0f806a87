import { afterEach, describe, expect, it } from 'vitest';
import { complaint, startApp, type Answer, type Answered, type TestApp } from './app.ts';

describe('what an answer leads to', () => {
  let api: TestApp;
  let shown: Promise<unknown>;
  let show: () => void = () => undefined;
  afterEach(() => api.close());

  /** The read models see nothing new until they are shown it. */
  const start = async (freshMillis: number): Promise<void> => {
    shown = new Promise<void>((resolve) => (show = resolve));
    let waited = false;
    api = await startApp({ limits: { freshMillis } }, (engine) => ({
      ...engine,
      waitFor: async (...asked) => {
        waited = true;
        return freshMillis > 0 && (await shown, engine.waitFor(...asked));
      },
      queries: {
        ...engine.queries,
        ask: async (...asked) =>
          waited || asked[0].name !== 'caseDetails' ? engine.queries.ask(...asked) : undefined,
      },
    }));
  };
  const location = async (): Promise<string> => {
    const desk = await api.as(['operations']);
    const logged: Answer<Answered> = await desk.post('/cases', complaint()).expect(201);
    return logged.headers['location'] ?? '';
  };

  it('D10 a case is found where its command said, though the read models have not seen it yet', async () => {
    await start(120_000);
    const asked = (await api.as(['operations'])).get(await location());
    show();
    const answer: Answer<Answered> = await asked;
    expect([answer.status, `/cases/${answer.body.caseId}`]).toEqual([
      200,
      await location().then(() => `/cases/${answer.body.caseId}`),
    ]);
  });

  it('D10 where they stay behind, it is said so, and never that there is no such case', async () => {
    await start(0);
    const answer: Answer<{ code?: string }> = await (await api.as(['operations'])).get(await location());
    expect([answer.status, answer.body.code]).toEqual([503, 'not-caught-up']);
  });

  it('a case that the history does not have is absent at once', async () => {
    await start(0);
    const answer: Answer<{ code?: string }> = await (
      await api.as(['operations'])
    ).get('/cases/0000-0000-0000');
    expect([answer.status, answer.body.code]).toEqual([404, 'case-not-found']);
  });
});
