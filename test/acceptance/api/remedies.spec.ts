import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logComplaint, startApp, type Answer, type Answered, type Client, type TestApp } from './app.ts';

const MARKET = { id: 'supermarket-authority', version: 1 };
const yuan = (amount: number) => ({ minor: amount * 100, currency: 'CNY' });
const refund = (amount: number) => ({ kind: 'refund', amount: yuan(amount) });

type Send = [name: string, body: object];
const general: Send = [
  'classify-case',
  { category: 'food/foreign-object', severity: 'general', criterion: 'by-the-rules' },
];
const important: Send = [
  'classify-case',
  { category: 'facilities/lift', severity: 'important', criterion: 'service-fault' },
];
const prepared = (remedy: object): Send => [
  'prepare-solutions',
  { options: [{ description: 'Pay it', remedy }] },
];
const offered: Send = ['offer-solution', { method: 'phone' }];
const accepted: Send = ['accept-solution', { option: 'S1' }];
const granted = (remedy: object): Send => ['grant-compensation', { remedy, reason: 'Fair' }];
const delivered: Send = ['confirm-compensation', { grant: 'G1', reference: 'Till 7' }];

interface Details {
  readonly state: { readonly remedies: readonly Readonly<Record<string, unknown>>[] };
}
interface Listed {
  readonly items: readonly { readonly caseId: string; readonly owing: boolean; readonly owed: unknown }[];
}

describe('one remedy, from the offer to its end', () => {
  let api: TestApp;
  let desk: Client;
  let manager: Client;
  let storeManager: Client;
  let director: Client;
  let generalManager: Client;
  beforeAll(async () => {
    api = await startApp();
    desk = await api.as(['operations'], 'desk-1');
    manager = await api.as(['customer-service-manager'], 'jiang.lan');
    storeManager = await api.as(['store-manager'], 'xie.dong');
    director = await api.as(['office-director'], 'pan.xin');
    generalManager = await api.as(['general-manager'], 'luo.hai');
  });
  afterAll(() => api.close());

  type Sent = Answer<Answered & { readonly code?: string }>;
  async function send(who: Client, caseId: string, ...commands: Send[]): Promise<Sent> {
    let answer: Sent | undefined;
    for (const [name, body] of commands) answer = await who.post(`/cases/${caseId}/${name}`, body);
    if (answer === undefined) throw new Error('nothing was sent');
    return answer;
  }
  const types = async (who: Client, caseId: string, ...commands: Send[]) => {
    const { status, body } = await send(who, caseId, ...commands);
    return status === 200
      ? body.events.map(({ type }) => type).filter((type) => !type.startsWith('Deadline'))
      : body.code;
  };
  const market = async (...commands: Send[]): Promise<string> => {
    const { caseId } = await logComplaint(desk, { procedure: MARKET });
    for (const each of [general, ...commands]) expect((await send(desk, caseId, each)).status).toBe(200);
    return caseId;
  };
  const remedies = async (caseId: string) => {
    const answer: Answer<Details> = await desk
      .get(`/cases/${caseId}`)
      .query({ minPosition: await api.head() });
    return answer.body.state.remedies;
  };

  it('SOL-4 the front line does not promise 50,000: the offer is a request, and nothing is carried out', async () => {
    const caseId = await market(prepared(refund(50_000)));
    expect(await types(desk, caseId, offered)).toEqual(['CompensationRequested']);
    expect(await types(desk, caseId, accepted)).toBe('not-offered');
    expect(await types(manager, caseId, ['authorise-offer', { request: 'R1' }])).toBe('not-authorised');
    expect(await types(storeManager, caseId, ['authorise-offer', { request: 'R1' }])).toEqual([
      'OfferAuthorised',
    ]);
    expect(await types(desk, caseId, offered)).toEqual(['SolutionOffered']);
    expect(await types(desk, caseId, accepted)).toEqual(['SolutionAccepted', 'CompensationGranted']);
    expect(await remedies(caseId)).toMatchObject([
      { option: 'S1', request: 'R1', grant: 'G1', worth: yuan(50_000), status: 'granted' },
    ]);
  });

  it.each([
    ['two motorcycles', { kind: 'gift', goods: 'Two motorcycles' }],
    ['a waiver of everything', { kind: 'feeWaiver', percent: 100 }],
  ])('SOL-4 %s, which nobody can value, is for the top of the ladder', async (_, remedy) => {
    const caseId = await market(prepared(remedy));
    expect(await types(manager, caseId, granted(remedy))).toEqual(['CompensationRequested']);
    expect(await types(manager, caseId, offered)).toEqual(['CompensationRequested']);
    expect(await types(storeManager, caseId, offered)).toEqual(['SolutionOffered']);
  });

  it('SOL-6 OUT-5 a grant goes on after a withdrawal: it is owed, listed, delivered', async () => {
    const caseId = await market();
    expect((await send(manager, caseId, granted(refund(80)))).status).toBe(200);
    const { body } = await send(desk, caseId, ['withdraw-case', { reason: 'It works again' }]);
    const listed = async (minPosition: string) => {
      const answer: Answer<Listed> = await desk.get('/cases').query({ minPosition, owing: 'true' });
      return answer.body.items.filter((each) => each.caseId === caseId);
    };
    expect(await listed(body.position)).toMatchObject([
      { owing: true, owed: [{ grant: 'G1', kind: 'refund', worth: yuan(80) }] },
    ]);
    expect(await types(desk, caseId, ['archive-case', {}])).toBe('compensation-owed');
    const paid = await send(desk, caseId, delivered);
    expect(paid.status).toBe(200);
    expect(await listed(paid.body.position)).toEqual([]);
  });

  it('AUT-5 an important case is not offered 900,000 before both levels have approved', async () => {
    const { caseId } = await logComplaint(desk);
    await send(desk, caseId, important, prepared(refund(900_000)));
    const approve: Send = ['approve-plan', {}];
    expect(await types(generalManager, caseId, offered)).toBe('approval-needed');
    expect(await types(director, caseId, approve)).toEqual(['PlanApproved']);
    expect(await types(generalManager, caseId, offered)).toBe('approval-needed');
    expect(await types(generalManager, caseId, approve)).toEqual(['PlanApproved']);
    expect(await types(desk, caseId, offered)).toEqual(['SolutionOffered']);
  });

  it('ACC-5 8.8 折 of the bill: 12 %, exactly', async () => {
    const caseId = await market(
      ['record-amounts', { bill: { minor: 41_600, currency: 'CNY' }, source: 'Bill 118' }],
      prepared({ kind: 'discount', percent: 12, of: 'bill' }),
      offered,
    );
    expect(await remedies(caseId)).toMatchObject([
      { option: 'S1', worth: { minor: 4_992 }, status: 'offered' },
    ]);
  });

  it('ACC-4 the counter takes goods back on day 15, not on day 16 and no watch', async () => {
    const moment = new Date();
    const happenedAt = moment.toISOString();
    const { caseId } = await logComplaint(desk, { procedure: MARKET, happenedAt });
    const brought = (goods: string, daysAgo: number): Send => [
      'return-at-counter',
      {
        ...{ how: 'return', goods, soldOn: shanghaiDay(moment, daysAgo), paid: yuan(199) },
        ...{ resellable: true, receipt: true, happenedAt },
      },
    ];
    const taken = ['GoodsBroughtBack', 'CompensationGranted'];
    const asked = ['GoodsBroughtBack', 'CompensationRequested'];
    expect(await types(desk, caseId, brought('kettle', 15))).toEqual(taken);
    expect(await types(desk, caseId, brought('kettle', 16))).toEqual(asked);
    expect(await types(desk, caseId, brought('watches', 1))).toEqual(asked);
  });

  it('ARC-2 a past moment shows each grant with its own worth, whatever was recorded late or taken back', async () => {
    const now = new Date().getTime();
    const minutesAgo = (minutes: number): string => new Date(now - minutes * 60_000).toISOString();
    const at = (minutes: number, [name, body]: Send): Send => [
      name,
      { ...body, happenedAt: minutesAgo(minutes) },
    ];
    const { caseId } = await logComplaint(desk, { procedure: MARKET, happenedAt: minutesAgo(25) });
    const reversal: Send = ['reverse-compensation', { grant: 'G1', reason: 'Twice', how: 'notDelivered' }];
    const recorded: Send[] = [at(24, general), at(10, granted(refund(300))), at(15, granted(refund(200)))];
    for (const each of [...recorded, at(5, reversal)])
      expect((await send(manager, caseId, each)).status).toBe(200);
    const asOf = async (minutes: number) => {
      const answer: Answer<Details> = await desk.get(`/cases/${caseId}`).query({ asOf: minutesAgo(minutes) });
      return answer.body.state.remedies;
    };
    const [first, second] = [
      { grant: 'G1', worth: yuan(300) },
      { grant: 'G2', worth: yuan(200), status: 'granted' },
    ];
    expect(await asOf(12)).toMatchObject([second]);
    expect(await asOf(7)).toMatchObject([{ ...first, status: 'granted' }, second]);
    expect(await asOf(2)).toMatchObject([{ ...first, status: 'reversed' }, second]);
  });
});

/** The calendar day in the zone of the procedure, so many days before. */
const shanghaiDay = (moment: Date, daysAgo: number): string => {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(moment);
  return new Date(Date.parse(today) - daysAgo * 86_400_000).toISOString().slice(0, 10);
};
