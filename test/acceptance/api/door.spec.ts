import { describe, expect, it } from 'vitest';
import { eventually } from '#event-sourcing/testing';
import { createLogger, silentLogger, type Logger } from '#platform';
import { complaint, type Answer, type StartOptions } from './app.ts';
import { PATIENT, useCallers } from './callers.ts';
import { drip, halfCommand, head } from './sockets.ts';

type Limits = NonNullable<StartOptions['limits']>;
const PATIENT_DOOR: Limits = {
  slowMillis: 1,
  strangerMillis: PATIENT,
  stalledMillis: PATIENT,
  sweepMillis: 5,
};

describe('at the door', () => {
  const { api, start: startWith, call, all } = useCallers();
  const start = (limits: Limits, logger: Logger = silentLogger): Promise<void> =>
    startWith({ logger, limits: { ...PATIENT_DOOR, ...limits } });
  const tokenOf = (sub: string): Promise<string> =>
    api().issuer.issueToken({ sub, roles: ['operations', 'compliance'], ttlSeconds: 600 });
  const codeOf = ({ body }: Answer<unknown>): unknown => (body as { code?: string }).code;

  it('whoever sends half a body without a token takes no place, hears why at once, and is cut', async () => {
    await start({ requestsAtOnce: 1, strangerMillis: 200 });
    const half = await Promise.all(Array.from({ length: 20 }, () => call(halfCommand())));
    await eventually(() => half.every(({ heard }) => heard().includes('401')), 'the refusals');
    expect((await (await api().as(['operations'])).get('/procedures')).status).toBe(200);
    await Promise.all(half.map(({ cut }) => cut));
  });

  it('whoever knocks and says nothing is cut', async () => {
    await start({ strangerMillis: 20 });
    await Promise.all([(await call('')).cut, (await call('GET /cases HTTP/1.1\r\nhost:')).cut]);
  });

  it('a stranger too many closes the door on the one who waits longest, and never on who is known', async () => {
    await start({ strangers: 3 });
    const known = await call(head('GET /procedures', await tokenOf('staff-1')));
    await eventually(() => known.heard().includes('200 OK'), 'the answer');
    const first = await call('');
    for (let index = 0; index < 3; index += 1) await call('');
    await first.cut;
    expect(known.socket.destroyed).toBe(false);
    known.socket.write(head('GET /procedures', await tokenOf('staff-1')));
    await eventually(() => known.heard().split('200 OK').length === 3, 'the second answer');
  });

  it('a client has so many connections and no more', async () => {
    await start({ connectionsPerClient: 2 });
    const asking = head('GET /procedures', await tokenOf('staff-1'));
    await call(asking);
    await call(asking);
    await eventually(() => all().every(({ heard }) => heard().includes('200 OK')), 'the answers');
    const third = await call(asking);
    await third.cut;
    expect(third.heard()).toContain('too-many-connections');
    const other = await call(head('GET /procedures', await tokenOf('desk-1')));
    await eventually(() => other.heard().includes('200 OK'), 'the answer to somebody else');
  });

  it('a client has so many requests under way, and others have their own', async () => {
    await start({ requestsPerClient: 2 });
    const half = halfCommand(await tokenOf('staff-1'));
    await Promise.all([call(half), call(half)]);
    const desk = await api().stranger(['operations'], 'staff-1');
    await eventually(async () => (await desk.get('/procedures')).status === 429, 'a full house');
    const refused: Answer<unknown> = await desk.get('/procedures');
    expect([refused.status, codeOf(refused), refused.headers['retry-after']]).toEqual([
      429,
      'too-many-requests',
      '1',
    ]);
    expect((await (await api().stranger(['operations'], 'desk-1')).get('/procedures')).status).toBe(200);
  });

  it('reads and health are served while all places for commands are taken', async () => {
    await start({ requestsAtOnce: 2 });
    const half = await Promise.all(
      ['staff-1', 'desk-1'].map(async (sub) => call(halfCommand(await tokenOf(sub)))),
    );
    const desk = await api().stranger(['operations'], 'guard-7');
    await eventually(
      async () => codeOf(await desk.post('/cases', complaint())) === 'busy',
      'no place for commands',
    );
    expect((await desk.get('/procedures')).status).toBe(200);
    expect((await api().anybody.get('/health/live')).status).toBe(200);
    expect(half.every(({ socket }) => !socket.destroyed)).toBe(true);
  });

  it('whoever sends a body too slowly is cut, also with a token', async () => {
    await start({ stalledMillis: 50 });
    const slow = await call(halfCommand(await tokenOf('staff-1')));
    await Promise.all([slow.cut, drip(slow.socket)]);
  });

  it('whoever does not read a long answer is cut', async () => {
    const event = { type: 'ComplaintLogged', data: { text: 'x'.repeat(100_000) }, revision: 0n } as never;
    await startWith({ limits: { ...PATIENT_DOOR, stalledMillis: 50 } }, (engine) => ({
      ...engine,
      queries: {
        ...engine.queries,
        async *events() {
          for (;;) yield await Promise.resolve(event);
        },
      },
    }));
    const deaf = await call('');
    deaf.socket.pause().write(head('GET /events', await tokenOf('staff-1')));
    await eventually(async () => {
      const open = await new Promise<number>((resolve) => {
        api()
          .app.getHttpServer()
          .getConnections((_error: unknown, count: number) => {
            resolve(count);
          });
      });
      return open === 0;
    }, 'the end of the connection');
  });

  it('many bad tokens from one address are answered slowly and cut, good ones from there as ever', async () => {
    const lines: object[] = [];
    const write = (line: string): void => void lines.push(JSON.parse(line) as object);
    await start({ badTokensPerMinute: 3, slowMillis: 1 }, await createLogger('warn', { write }));
    const bad = (): PromiseLike<Answer<unknown>> =>
      api().anybody.get('/cases').auth('a.b.c', { type: 'bearer' });
    for (let index = 0; index < 3; index += 1) expect((await bad()).status).toBe(401);
    for (let index = 0; index < 3; index += 1) {
      const answer = await bad();
      expect([answer.status, codeOf(answer)]).toEqual([429, 'too-many-bad-tokens']);
      expect(answer.headers).toMatchObject({ connection: 'close', 'retry-after': expect.any(String) });
    }
    expect((await (await api().as(['operations'])).get('/procedures')).status).toBe(200);
    expect(lines.filter((line) => !('status' in line))).toMatchObject([{ ip: '127.0.0.1' }]);
  });

  it('whoever is refused is on record with where they came from, and nothing of what they brought', async () => {
    const lines: object[] = [];
    const write = (line: string): void => void lines.push(JSON.parse(line) as object);
    await start({}, await createLogger('warn', { write }));
    await api().anybody.get('/cases?query=secret').auth('bad.token.here', { type: 'bearer' });
    await (await api().stranger(['analyst'], 'ana.lyst')).post('/cases', complaint());
    await (await api().stranger(['operations'], 'desk-1')).get('/procedures');
    const told = { level: 'warn', msg: 'request was refused', ip: '127.0.0.1', path: '/cases' };
    const anyText = expect.any(String) as string;
    const refused = { ...told, time: anyText, correlationId: anyText };
    expect(lines).toEqual([
      { ...refused, method: 'GET', code: 'unauthenticated', status: 401 },
      { ...refused, method: 'POST', code: 'role-missing', status: 403, subject: 'ana.lyst' },
    ]);
  });

  it('a stranger who asks again before the first answer is cut', async () => {
    await start({ badTokensPerMinute: 0, slowMillis: PATIENT });
    const asking = head('GET /cases', 'a.b.c');
    await (
      await call(asking + asking)
    ).cut;
  });
});
