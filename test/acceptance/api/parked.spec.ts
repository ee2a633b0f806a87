import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OPEN_CASES } from '#cases';
import { BEGINNING, type Position } from '#event-sourcing';
import { park } from '../../documents.ts';
import { logComplaint, startApp, type Answer, type Client, type TestApp } from './app.ts';

describe('parked events', () => {
  let api: TestApp;
  let admin: Client;
  let stream: string;

  beforeEach(async () => {
    api = await startApp();
    admin = await api.as(['admin'], 'operator-1');
    const { caseId, position } = await logComplaint(await api.as(['operations']));
    stream = `case-${caseId}`;
    await api.engine.waitFor(position as Position, 120_000);
    const reason = 'TypeError: cannot read the category';
    await park(api.engine.readModels, OPEN_CASES, { stream, position: position as Position, reason });
  });
  afterEach(() => api.close());

  const settle = (how: string, who = admin, projection = 'open-cases') =>
    who.post(`/projections/${projection}/parked/${stream}/${how}`);
  const listed = async (): Promise<readonly object[]> =>
    ((await admin.get('/projections/parked').expect(200)) as Answer<readonly object[]>).body;

  it('D8: are seen, released once their cause is mended, and then nothing of them is left', async () => {
    expect(await listed()).toEqual([
      expect.objectContaining({
        projection: 'open-cases',
        stream,
        reason: 'TypeError: cannot read the category',
      }),
    ]);
    expect((await settle('release').expect(200)).body).toEqual({
      ...{ projection: 'open-cases', stream, outcome: 'released', events: 1 },
    });
    expect(await listed()).toEqual([]);
    expect((await settle('release')).body).toMatchObject({ status: 404, code: 'nothing-parked' });
  });

  it('D8: are discarded', async () => {
    expect((await settle('discard').expect(200)).body).toMatchObject({ outcome: 'discarded', events: 1 });
    expect(await listed()).toEqual([]);
    expect((await settle('discard')).body).toMatchObject({ status: 404, code: 'nothing-parked' });
  });

  it.each(['release', 'discard'])(
    'D8 PRI-1: to %s them is on record, with who did it, and nothing is where nothing was parked',
    async (decision) => {
      await settle(decision).expect(200);
      await settle(decision).expect(404);
      const decided = (await api.engine.store.readAll(BEGINNING, 1_000)).filter(
        ({ type }) => type === 'ParkedEventsDecided',
      );
      expect(decided.map(({ data }) => JSON.parse(data) as object)).toEqual([
        { decision, readModel: 'open-cases', stream, events: 1, through: 'api' },
      ]);
      expect(decided[0]?.stream).toMatch(/^audit-.*operator-1$/);
    },
  );

  it('are for administrators; compliance sees them', async () => {
    const compliance = await api.as(['compliance']);
    await compliance.get('/projections/parked').expect(200);
    for (const roles of [['operations'], ['analyst'], ['compliance']]) {
      const somebody = await api.as(roles);
      expect([roles, (await settle('release', somebody)).status]).toEqual([roles, 403]);
    }
    await (await api.as(['operations'])).get('/projections/parked').expect(403);
    expect((await settle('discard', admin, 'nothing')).body).toMatchObject({
      ...{ status: 404, code: 'projection-not-found', detail: expect.stringContaining('open-cases') },
    });
  });

  it('that fail still stay where they are, and the answer says why', async () => {
    await api.close();
    api = await startApp({}, (engine) => ({
      ...engine,
      release: () =>
        Promise.resolve({ outcome: 'still-failing', events: [], reason: 'TypeError: as before' }),
    }));
    admin = await api.as(['admin']);
    expect((await settle('release')).body).toMatchObject({
      ...{ status: 409, code: 'still-failing', details: { reason: 'TypeError: as before' } },
    });
  });
});
