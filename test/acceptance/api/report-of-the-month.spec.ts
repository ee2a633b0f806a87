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
});
