import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { complaint, logComplaint, startApp, type Answer, type Client, type TestApp } from './app.ts';

const MARKET = { id: 'supermarket-authority', version: 1 };
const yuan = (amount: number) => ({ minor: amount * 100, currency: 'CNY' });
type Send = [name: string, body: object];
const general: Send = [
  'classify-case',
  { category: 'daily/price', severity: 'general', criterion: 'by-the-rules' },
];
const urgent: Send = [
  'classify-case',
  { category: 'safety/hazard', severity: 'urgent', criterion: 'personal-safety' },
];
const important: Send = [
  'classify-case',
  { category: 'facilities/lift', severity: 'important', criterion: 'service-fault' },
];
const atOnce = (category: string): Send => [
  'settle-at-once',
  {
    ...{ category, severity: 'general', criterion: 'by-the-rules' },
    ...{ solution: 'Paid', method: 'inPerson', summary: 'Paid at once.' },
  },
];
const conclusion: Send = [
  'conclude-investigation',
  {
    ...{ outcome: 'substantiated', responsibility: 'organisation', rootCause: 'facility' },
    explanation: 'Worn out.',
  },
];
const prepared: Send = ['prepare-solutions', { options: [{ description: 'Repair it' }] }];
const offered: Send = ['offer-solution', { method: 'phone' }];
const accepted: Send = ['accept-solution', { option: 'S1' }];
const resolved: Send = ['resolve-case', { summary: 'Done' }];
const told: Send = [
  'notify-outcome',
  { to: 'complainant', method: 'phone', summary: 'Done', written: false },
];
const content: Send = ['record-follow-up', { method: 'phone', reached: true, satisfaction: 5 }];
const escalated = (reason: string, to?: string): Send => [
  'escalate-to-manager',
  { reason, explanation: 'See the file', complainantTold: true, ...(to !== undefined && { to }) },
];
const granted = (amount: number, more: object = {}): Send => [
  'grant-compensation',
  { remedy: { kind: 'refund', amount: yuan(amount) }, reason: 'Fair', ...more },
];

describe('who may do what', () => {
  let api: TestApp;
  let desk: Client;
  const levels: Record<string, Client> = {};
  const level = (name: string): Client => levels[name] ?? desk;
  beforeAll(async () => {
    api = await startApp();
    desk = await api.as(['operations'], 'desk-1');
    for (const [role, sub] of [
      ['customer-service-supervisor', 'song.yi'],
      ['customer-service-manager', 'jiang.lan'],
      ['store-manager', 'xie.dong'],
      ['affairs-supervisor', 'deng.rui'],
      ['office-director', 'pan.xin'],
      ['general-manager', 'luo.hai'],
    ] as const)
      // prettier-ignore
      levels[role] = await api.as([role], sub);
  });
  afterAll(() => api.close());

  /** Sends them in order; the last answer. */
  async function send(who: Client, caseId: string, ...commands: Send[]): Promise<Answer<{ code?: string }>> {
    let answer: Answer<{ code?: string }> | undefined;
    for (const [name, body] of commands) answer = await who.post(`/cases/${caseId}/${name}`, body);
    if (answer === undefined) throw new Error('nothing was sent');
    return answer;
  }
  const outcome = async (who: Client, caseId: string, ...commands: Send[]) => {
    const { status, body } = await send(who, caseId, ...commands);
    return [status, body.code];
  };
  const opened = async (more: object = {}, ...commands: Send[]): Promise<string> => {
    const { caseId } = await logComplaint(desk, more);
    if (commands.length > 0) expect((await send(desk, caseId, ...commands)).status).toBe(200);
    return caseId;
  };
  const market = (more: object = {}) => ({ procedure: MARKET, ...more });
  const refused = [403, 'not-authorised'];
  const done = [200, undefined];

  it.each(['wu.tao', 'Wu.Tao', 'WU.TAO'])(
    'INV-4 the one complained about does nothing in the case, signed in as %s',
    async (sub) => {
      const caseId = await opened({ respondents: [{ kind: 'person', staffId: 'wu.tao' }] });
      const own = await api.as(['operations'], sub);
      const attempts: Send[] = [
        important, ['report-progress', { method: 'phone', summary: 'Soon' }], ['raise-flag', { flag: 'media', reason: 'x' }],
        ['link-case', { to: 'WZS3-WNMG-E1E6', relation: 'related', reason: 'x' }],
        ['assign-owner', { owner: 'desk-1', reason: 'x' }], ['escalate-to-manager', escalated('sensitive')[1]],
      ]; // prettier-ignore
      for (const [name, body] of attempts)
        expect([name, await outcome(own, caseId, [name, body])]).toEqual([name, [404, 'case-not-found']]);
      // What they are told is what everybody is told of a case that is none, and no revision says more.
      const told = async (id: string, match = {}) => {
        const answer: Answer<object> = await own.post(`/cases/${id}/close-case`).set(match);
        const { status, text, headers } = answer;
        return [status, headers['etag'], text.replaceAll(id, 'X').replaceAll(/"correlationId":"[^"]*"/g, '')];
      };
      const none = '7F3K-9M2Q-X4TB';
      expect(await told(caseId)).toEqual(await told(none));
      const older = { 'If-Match': '"0"' };
      expect(await told(caseId, older)).toEqual(await told(none, older));
      expect((await own.post('/cases', complaint())).status).toBe(201);
    },
  );

  it.each(['wu.tao ', 'wu.\u200Btao', 'wu.t\u0430o'])(
    'D23 an id that could pass for another is no id, in a token or a field: %j',
    async (id) => {
      const own = await api.as(['operations'], id);
      expect((await own.get('/cases')).status).toBe(401);
      const about = complaint({ respondents: [{ kind: 'person', staffId: id }] });
      expect((await desk.post('/cases', about)).status).toBe(400);
    },
  );

  it('AUT-3 food poisoning and a dear matter are not settled at once at the counter', async () => {
    const poisoned = await opened(market());
    expect(await outcome(desk, poisoned, atOnce('food/food-poisoning'))).toEqual(refused);
    const dear = await opened(market({ retail: { goodsValue: yuan(9000) } }));
    expect(await outcome(desk, dear, atOnce('daily/price'))).toEqual(refused);
    expect(await outcome(level('customer-service-manager'), dear, atOnce('daily/price'))).toEqual(refused);
    expect(await outcome(level('store-manager'), dear, atOnce('daily/price'))).toEqual(done);
  });

  it('AUT-6 an important case is decided by the director; those below carry out what was decided', async () => {
    const caseId = await opened({}, important, prepared);
    for (const who of [desk, level('affairs-supervisor')]) {
      expect(await outcome(who, caseId, conclusion)).toEqual(refused);
      expect(await outcome(who, caseId, offered)).toEqual(refused);
      expect(await outcome(who, caseId, resolved)).toEqual(refused);
    }
    expect(await outcome(level('office-director'), caseId, conclusion, offered)).toEqual(done);
    const carriedOut = [accepted, ['implement-solution', {}] as Send, resolved, told] as const;
    expect(await outcome(desk, caseId, ...carriedOut)).toEqual(done);
  });

  it('AUT-4 a matter that becomes bigger after the decision needs a new one', async () => {
    const caseId = await opened({}, important, escalated('authority'), prepared);
    const decision: Send = ['decide-escalation', { decision: 'Repair it' }];
    expect(await outcome(level('office-director'), caseId, decision)).toEqual(done);
    expect(await outcome(desk, caseId, conclusion)).toEqual(done);
    const major: Send = ['change-severity', { to: 'major', criterion: 'serious-loss', reason: 'Hurt' }];
    expect(await outcome(desk, caseId, major, ['resolve-case', { summary: 'Done' }])).toEqual(refused);
  });

  it('AUT-4 while a level is asked nobody below decides, and deciding is its answer', async () => {
    const value = { retail: { goodsValue: yuan(9000) } };
    const caseId = await opened(market(value), general, escalated('authority', 'store-manager'), prepared);
    const supervisor = level('customer-service-supervisor');
    expect((await send(supervisor, caseId, granted(400))).text).toContain('CompensationRequested');
    expect(await outcome(supervisor, caseId, granted(400, { request: 'R1' }))).toEqual([403, 'same-person']);
    expect(await outcome(desk, caseId, resolved)).toEqual([403, 'level-asked']);
    const finding: Send = ['record-finding', { kind: 'finding', content: 'Seen', evidence: [] }];
    expect(await outcome(desk, caseId, finding)).toEqual(done);
    const met = (events: readonly { type: string; data: unknown }[]) =>
      events.filter(
        ({ type, data }) => type === 'DeadlineMet' && JSON.stringify(data).includes('levelAnswer'),
      );
    expect(met(await api.history(caseId))).toEqual([]);
    const answer = await send(level('store-manager'), caseId, granted(400, { request: 'R1' }));
    expect(answer.text).toContain('EscalationDecided');
    expect(await outcome(desk, caseId, offered)).toEqual(done);
  });

  it('CLS-7 AUT-3 an urgent case of safety is not lowered at the counter', async () => {
    const caseId = await opened(market({ flags: ['safety'] }), urgent);
    const lower: Send = [
      'change-severity',
      { to: 'general', criterion: 'by-the-rules', reason: 'Not so bad' },
    ];
    expect(await outcome(desk, caseId, lower)).toEqual(refused);
    expect(await outcome(level('store-manager'), caseId, lower)).toEqual(done);
  });

  it('CLS-5 CLS-6 nobody at the front line turns a complaint down alone', async () => {
    const caseId = await opened();
    const invalid: Send = ['assess-validity', { valid: false, reason: 'Not ours' }];
    const inadmissible: Send = ['declare-inadmissible', { ground: 'no-facts', method: 'phone' }];
    expect(await outcome(desk, caseId, invalid)).toEqual(refused);
    expect(await outcome(desk, caseId, inadmissible)).toEqual(refused);
    expect(await outcome(level('affairs-supervisor'), caseId, inadmissible)).toEqual(done);
  });

  it('AUT-1 a reason alone opens no direct route; what could not be settled below is a fact', async () => {
    const caseId = await opened(market(), ['classify-case', { ...general[1], category: 'staff/attitude' }]);
    for (const reason of ['complainantInsists', 'unresolved'])
      expect(await outcome(desk, caseId, escalated(reason, 'store-manager'))).toEqual([422, 'no-skipping']);
    const supervisor = level('customer-service-supervisor');
    const rejected: Send = ['reject-solution', { option: 'S1', objection: 'No' }];
    const options: Send = [
      'prepare-solutions',
      { options: [{ description: 'An apology' }, { description: 'Two' }] },
    ];
    expect(await outcome(supervisor, caseId, options, offered, rejected, escalated('unresolved'))).toEqual(
      done,
    );
    expect(await outcome(supervisor, caseId, ['decide-escalation', { decision: 'Another' }])).toEqual(done);
    expect(await outcome(supervisor, caseId, offered)).toEqual(refused);
    expect(await outcome(level('customer-service-manager'), caseId, offered)).toEqual(done);
  });

  it('DIS-1 OUT-3 AUT-5 duties are apart', async () => {
    const caseId = await opened({}, important, ['dispatch-case', {}]);
    const engineer = await api.as(['operations'], 'engineer-1');
    const sign: Send = ['sign-receipt', { dispatch: 'D1' }];
    expect(await outcome(desk, caseId, sign)).toEqual([403, 'same-person']);
    expect(await outcome(engineer, caseId, ['sign-receipt', { dispatch: 'D1', signedBy: 'DESK-1' }])).toEqual([
      403, 'same-person',
    ]); // prettier-ignore
    expect(await outcome(engineer, caseId, sign, prepared)).toEqual(done);
    const director = level('office-director');
    const carried: Send[] = [conclusion, offered, accepted, ['implement-solution', {}], resolved, told];
    expect(await outcome(director, caseId, ...carried)).toEqual(done);
    expect(await outcome(director, caseId, content)).toEqual([403, 'handler-cannot-follow-up']);
    expect(await outcome(engineer, caseId, content)).toEqual(done);
  });

  it('LIF-3 several roles do not add up, and a level of another ladder is nobody', async () => {
    const caseId = await opened({}, important);
    const both = await api.as(['affairs-supervisor', 'office-director'], 'both');
    expect(await outcome(both, caseId, conclusion)).toEqual(refused);
    const acting = await both
      .post(`/cases/${caseId}/conclude-investigation`, conclusion[1])
      .set('X-Acting-Role', 'office-director');
    expect(acting.status).toBe(200);
    expect(await outcome(level('store-manager'), caseId, ['dispatch-case', {}])).toEqual([
      404, 'case-not-found',
    ]); // prettier-ignore
  });
});
