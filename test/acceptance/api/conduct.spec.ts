import { afterAll, beforeAll, expect, it } from 'vitest';
import { onSampledPairs } from '../../engines.ts';
import { organise, type Hired } from '../../organisation.ts';
import { startApp, type Answer, type Client, type TestApp } from './app.ts';

const MARKET = 'supermarket-authority';
const LIN = `${MARKET}.lin`;

interface Told {
  readonly complaints: number;
  readonly entries: readonly { readonly entry: string; readonly caseId?: string; readonly status: string }[];
  readonly proposals: readonly {
    readonly proposal: string;
    readonly step: string;
    readonly status: string;
  }[];
  readonly appeals: readonly { readonly status: string }[];
}

onSampledPairs('conduct over HTTP (CON-1, CON-2, CON-4)', (fresh) => {
  let api: TestApp;
  const people = new Map<string, Client>();
  const by = (id: string): Client => {
    const client = people.get(id);
    if (client === undefined) throw new Error(`${id} was not hired`);
    return client;
  };
  const at = (level: string, site: string) => ({ procedure: MARKET, level, site });
  const staff: readonly Hired[] = [
    ...['lin', 'desk', 'neighbour'].map((id) => ({ id, site: 'riverside' })),
    ...['manager', 'second'].map((id) => ({ id, levels: [at('customer-service-manager', 'riverside')] })),
    { id: 'store', levels: [at('store-manager', 'riverside')] },
    { id: 'hill', levels: [at('store-manager', 'hill')] },
  ];
  beforeAll(async () => {
    api = await startApp({ servers: await fresh() });
    for (const site of ['riverside', 'hill'])
      await organise(api.engine, { type: 'RegisterSite', data: { site, name: site } });
    for (const person of staff)
      people.set(person.id, await api.hired({ ...person, site: person.site ?? 'riverside' }));
    people.set('auditor', await api.as(['compliance'], 'auditor'));
  });
  afterAll(() => api.close());

  const did = async (who: string, what: string, body: object): Promise<unknown> => {
    const answer: Answer<{ code?: string }> = await by(who).post(`/conduct/${LIN}/${what}`, body);
    return answer.status === 200 ? 200 : answer.body.code;
  };
  const record = async (who: string): Promise<Answer<Told>> =>
    by(who).get(`/conduct/${LIN}?minPosition=${await api.head()}`);
  const stepsOf = async (who: string) =>
    (await record(who)).body.proposals.map(({ step, status }) => `${step} ${status}`);

  /** A customer was sent away, and the manager finds that it was lin. */
  async function refused(): Promise<string> {
    const body = {
      ...{
        procedure: { id: MARKET, version: 1 },
        contactKind: 'complaint',
        channel: 'desk',
        site: 'riverside',
      },
      ...{ complainant: { kind: 'individual', name: 'Li Na', phone: '13800001111' } },
      ...{ description: 'Nobody listened.' },
    };
    const logged: Answer<{ caseId: string }> = await by('desk').post('/cases', body).expect(201);
    const { caseId } = logged.body;
    await by('desk')
      .post(`/cases/${caseId}/classify-case`, {
        ...{ category: 'staff/complaint-refused', severity: 'general', criterion: 'by-the-rules' },
      })
      .expect(200);
    await by('manager')
      .post(`/cases/${caseId}/conclude-investigation`, {
        ...{ outcome: 'substantiated', responsibility: 'person', responsiblePerson: 'lin' },
        ...{ rootCause: 'attitude', explanation: 'So the camera shows.' },
      })
      .expect(200);
    return caseId;
  }

  it('CON-1 CON-2 counts what was confirmed, proposes, and lets a manager who had no part in it decide', async () => {
    const first = await refused();
    expect((await record('store')).body).toMatchObject({
      complaints: 1,
      entries: [{ entry: 'E1', caseId: first, status: 'standing' }],
    });
    await refused();
    expect(await stepsOf('store')).toEqual([
      'warning open',
      'major-demerit open',
      'administrative-warning open',
    ]);
    const reason = { proposal: 'S1', reason: 'Heard.' };
    expect(await did('manager', 'impose-step', reason)).toBe('had-a-part');
    for (const who of ['neighbour', 'hill', 'desk'])
      expect(await did(who, 'impose-step', reason)).toBe('not-authorised');
    expect(await did('lin', 'waive-step', reason)).toBe('conflict-of-interest');
    expect(await did('second', 'impose-step', reason)).toBe(200);
    expect(await stepsOf('store')).toContain('warning imposed');
  });

  it('CON-4 PRI-1 is read by the person, those above who may decide, and compliance; to all others there is none', async () => {
    for (const who of ['lin', 'second', 'store', 'auditor']) expect((await record(who)).status).toBe(200);
    for (const who of ['desk', 'neighbour', 'hill'])
      expect([who, (await record(who)).status]).toEqual([who, 404]);
    const listed = async (who: string) => {
      const answer: Answer<{ items: readonly { record: string }[] }> = await by(who)
        .get('/conduct')
        .expect(200);
      return answer.body.items.map((each) => each.record);
    };
    expect([await listed('store'), await listed('lin')]).toEqual([[LIN], [LIN]]);
    expect([await listed('hill'), await listed('neighbour')]).toEqual([[], []]);
  });

  it('INV-4 the person is told what counts, and not in which case', async () => {
    const { entries } = (await record('lin')).body;
    expect(entries).toHaveLength(2);
    expect(entries.every(({ caseId }) => caseId === undefined)).toBe(true);
    expect(JSON.stringify(entries)).not.toContain('Li Na');
  });

  it('D23 one person has one record, however the address is typed', async () => {
    const shouted: Answer<Told> = await by('store').get(`/conduct/${MARKET}.LIN`).expect(200);
    expect(shouted.body.entries).toHaveLength(2);
    const lodged = await by('lin').post(`/conduct/${MARKET}.LIN/lodge-appeal`, {
      ...{ against: 'S1', grounds: 'I was on leave.' },
    });
    expect(lodged.status).toBe(200);
    expect((await record('lin')).body.appeals).toMatchObject([{ status: 'open' }]);
  });

  it('CON-4 an appeal is heard above whoever decided', async () => {
    const decision = { appeal: 'A1', decision: 'upheld', reason: 'He was on leave.' };
    expect(await did('second', 'decide-appeal', decision)).toBe('not-authorised');
    expect(await did('store', 'decide-appeal', decision)).toBe(200);
    expect(await stepsOf('lin')).toContain('warning lifted');
  });
});
