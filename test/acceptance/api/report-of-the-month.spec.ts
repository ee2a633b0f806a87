import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instant } from '#event-sourcing';
import { logComplaint, startApp, type Answer, type Client, type TestApp } from './app.ts';
import { send, type Send } from './sending.ts';

const MARKET = { id: 'supermarket-authority', version: 1 };
const yuan = (amount: number) => ({ minor: amount * 100, currency: 'CNY' });
const granted = (amount: number): Send => [
  'grant-compensation',
  { remedy: { kind: 'refund', amount: yuan(amount) }, reason: 'Fair' },
];
const classified: Send = [
  'classify-case',
  { category: 'daily/price', severity: 'general', criterion: 'by-the-rules' },
];

interface Report {
  readonly total: { readonly count: number };
  readonly compensation: { readonly totals: readonly unknown[] };
  readonly times: {
    readonly resolve: Readonly<Record<'notYet' | 'ended' | 'counted', { readonly count: number }>>;
  };
}

describe('the report of the month', () => {
  let api: TestApp;
  let desk: Client;
  let manager: Client;
  beforeAll(async () => {
    api = await startApp({ now: () => instant('2026-10-08T09:00:00+08:00') });
    desk = await api.as(['operations'], 'desk-1');
    manager = await api.as(['store-manager'], 'xie.dong');
  });
  afterAll(() => api.close());

  const opened = async (...commands: Send[]): Promise<string> => {
    const { caseId } = await logComplaint(desk, { procedure: MARKET });
    for (const each of [classified, ...commands])
      expect(await send(manager, caseId, each)).toMatchObject({ status: 200 });
    return caseId;
  };
  const report = async (): Promise<Report> => {
    const { body }: Answer<Report> = await desk.get(
      `/reports/monthly/2026-10?minPosition=${await api.head()}`,
    );
    return body;
  };

  it('REP-3 SOL-4 holds what an accepted offer promised, and what was granted in a case that was then merged', async () => {
    const remedy = { kind: 'refund', amount: yuan(50_000) };
    await opened(
      ['prepare-solutions', { options: [{ description: 'Pay it back', remedy }] }],
      ['offer-solution', { method: 'phone' }],
      ['accept-solution', { option: 'S1' }],
    );
    expect((await report()).compensation.totals).toEqual([yuan(50_000)]);
    const [from, into] = [await opened(granted(300)), await opened()];
    expect(await send(manager, from, ['merge-case', { into, reason: 'One matter' }])).toMatchObject({
      status: 200,
    });
    expect((await report()).compensation.totals).toEqual([yuan(50_300)]);
  });

  it('REP-3 LIF-2 does not wait for ever for what was withdrawn or turned down', async () => {
    const before = (await report()).times.resolve;
    await opened(['withdraw-case', { reason: 'Found the bill' }]);
    await opened(['declare-inadmissible', { ground: 'in-court', method: 'phone' }]);
    const { notYet, ended } = (await report()).times.resolve;
    expect([notYet.count - before.notYet.count, ended.count - before.ended.count]).toEqual([0, 2]);
  });

  describe('and what it would have been under other rules', () => {
    const asked = { procedure: MARKET.id, set: ['clocks.acknowledge.allowance=20m'] };
    const whatIf = async (who: Client, body: object): Promise<Answer<{ code?: string }> & { text: string }> =>
      who.post('/what-if', body);

    it('D14 PRI-1 REP-10 analysts are told which cases, from which events, and nothing personal', async () => {
      const caseId = await opened(granted(300));
      const { status, text } = await whatIf(await api.as(['analyst'], 'ana'), {
        ...asked,
        cases: [caseId.toLowerCase(), 'NO-SUCH-CASE'],
      });
      expect([status, text]).toEqual([200, expect.any(String)]);
      const lines = text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      const times = { before: '2026-10-08T01:30:00.000Z', after: '2026-10-08T01:20:00.000Z' };
      expect(lines[0]).toMatchObject({
        case: {
          caseId,
          differences: [
            {
              what: 'dueTime',
              of: 'acknowledge',
              ...times,
              events: expect.arrayContaining(['0']) as unknown,
            },
          ],
        },
      });
      expect(lines.at(-1)).toMatchObject({
        summary: {
          ...{ slice: 1, compared: 1, changed: 1 },
          leftOut: [{ why: 'notFound', missing: 'NO-SUCH-CASE', cases: 1 }],
          cases: [{ what: 'dueTime', cases: 1 }],
        },
      });
      expect(text).not.toMatch(/Li Hua|1380|lift|xie\.dong/);
    });

    it('D14 PRI-1 nobody else is, and who is complained about hears of no case', async () => {
      for (const who of [desk, manager]) expect((await whatIf(who, asked)).status).toBe(403);
      const analyst = await api.as(['analyst'], 'ana.two');
      const { caseId } = await logComplaint(desk, {
        procedure: MARKET,
        respondents: [{ kind: 'person', staffId: 'ana.two' }],
      });
      const { text } = await whatIf(analyst, { ...asked, cases: [caseId] });
      expect(text).toContain('"leftOut":[{"why":"notFound"');
    });

    it.each([
      [{}, 'no-other-rules'],
      [{ set: ['clocks.x.allowance=1h'] }, 'which-procedure'],
      [{ ...asked, set: ['clocks.x.allowance=1h'] }, 'unusable-rules'],
      [{ file: 'id: x' }, 'unusable-rules'],
      [{ file: 'id: x', version: 1 }, 'two-other-rules'],
      [{ procedure: MARKET.id, version: 77 }, 'unknown-procedure'],
      [{ procedure: 'nothing-like-it', version: 1 }, 'unknown-procedure'],
      [{ ...asked, receivedFrom: '2030-01-01T00:00:00Z' }, 'in-the-future'],
      [
        { ...asked, receivedFrom: '2026-09-02T00:00:00Z', receivedBefore: '2026-09-01T00:00:00Z' },
        'empty-period',
      ],
      [{ ...asked, receivedFrom: '2026-09-02T00:00:00' }, 'invalid-input'],
      [{ ...asked, receivedFrom: '2026-02-30T00:00:00Z' }, 'invalid-input'],
    ])('D14 %j is refused, and says why', async (body, code) => {
      const { status, body: problem } = await whatIf(await api.as(['analyst'], 'ana'), body);
      expect([status, problem.code]).toEqual([expect.any(Number), code]);
      expect(status).toBeGreaterThanOrEqual(400);
    });
  });
});
