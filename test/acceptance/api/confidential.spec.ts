import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Logger } from '#platform';
import { onEachEngine } from '../../engines.ts';
import { logComplaint, startApp, type Answer, type Client, type TestApp } from './app.ts';
import { caseFileFor, placesShowing } from './places.ts';

const PROCEDURE = 'residential-property';
const AMOUNT = { minor: 298_765, currency: 'CNY' };
/** The sum in every spelling, what is given and what was written about it. */
const SECRETS = [':298765', ': 298765', '2987.65', '2,987.65', 'golden kettle', 'hush agreement'];
const important = { category: 'facilities/lift', severity: 'important', criterion: 'service-fault' };
const remedy = { kind: 'money', amount: AMOUNT };
const reason = 'Agreed between the lawyers';

await onEachEngine('a confidential settlement', (fresh) => {
  let api: TestApp;
  let desk: Client;
  let director: Client;
  let caseId = '';
  const logged: string[] = [];
  const note = (facts: object, message: string): void => {
    logged.push(`${JSON.stringify(facts)} ${message}`);
  };
  const logger: Logger = { debug: note, info: note, warn: note, error: note };

  const send = async (who: Client, name: string, body: object = {}, of = caseId) => {
    const answer: Answer<{ code?: string }> = await who.post(`/cases/${of}/${name}`, body);
    return answer.body.code ?? answer.status;
  };
  const shownTo = async (who: Client): Promise<readonly string[]> => {
    await api.engine.waitFor(await api.head(), 120_000);
    const month = api.engine.now().slice(0, 7);
    const values = {
      ...{ caseId, month, year: month.slice(0, 4), procedure: PROCEDURE, id: PROCEDURE, to: '1', from: '1' },
      ...{ evidence: 'E1', kind: 'clock', name: 'resolve', stands: 'notDue', letter: 'finalResponse' },
    };
    return placesShowing(SECRETS, who, { values, searched: ['golden kettle'] }, api);
  };

  beforeAll(async () => {
    api = await startApp({ servers: await fresh(), logger });
    desk = await api.as(['operations'], 'desk-1');
    director = await api.as(['general-manager'], 'luo.hai');
    caseId = (await logComplaint(desk)).caseId;
    const plan = { task: 'Hand over the golden kettle', owner: 'desk-1', dueAt: '2030-01-01T09:00:00Z' };
    for (const [who, name, body] of [
      [desk, 'classify-case', important],
      [desk, 'assign-owner', { owner: 'desk-1', reason: 'Hers' }],
      [director, 'grant-compensation', { remedy, reason: 'As the hush agreement says' }],
      [director, 'confirm-compensation', { grant: 'G1', reference: 'hush agreement 7' }],
      [director, 'grant-compensation', { remedy, reason: 'As the hush agreement says' }],
      [director, 'prepare-solutions', { options: [{ description: 'The golden kettle', remedy }] }],
      [director, 'set-response-plan', { steps: [plan] }],
    ] as const)
      expect([name, await send(who, name, body)]).toEqual([name, 200]);
  });
  afterAll(() => api.close());

  it('SOL-7 is marked by the level of the matter itself, and not by the front line that has the case', async () => {
    const colleague = await api.as(['operations'], 'desk-2');
    for (const who of [desk, colleague])
      expect(await send(who, 'mark-settlement-confidential', { reason })).toBe('not-authorised');
    const nothing = (await logComplaint(desk)).caseId;
    await send(desk, 'classify-case', important, nothing);
    const middle = await api.as(['office-director'], 'pan.xin');
    expect(await send(middle, 'mark-settlement-confidential', { reason }, nothing)).toBe('nothing-to-keep');
    expect(await send(desk, 'lift-settlement-confidentiality', { reason })).toBe('not-authorised');
    expect(await send(middle, 'lift-settlement-confidentiality', { reason })).toBe('not-confidential');
    expect(await send(middle, 'mark-settlement-confidential', { reason })).toBe(200);
  });

  it('SOL-7 nothing that can be read shows its terms to whoever works there and does not have it', async () => {
    const below = await api.as(['affairs-supervisor'], 'song.yi');
    // They read the case, and that its terms are confidential.
    expect((await below.get(`/cases/${caseId}/timeline`)).text).toContain('the terms are confidential');
    for (const who of [
      below,
      await api.as(['analyst'], 'figures-1'),
      await api.as(['admin'], 'keeper-1'),
      await api.as(['operations', 'analyst'], 'colleague-1'),
      await api.as(['store-manager'], 'xie.dong'),
    ])
      // prettier-ignore
      expect(await shownTo(who)).toEqual([]);
    expect(logged.filter((line) => SECRETS.some((each) => line.includes(each)))).toEqual([]);
  });

  it('SOL-7 whoever has it, the level of the matter and compliance read it in the case, and no list tells it to them either', async () => {
    for (const who of [desk, director, await api.as(['compliance'], 'auditor-1')]) {
      const places = await shownTo(who);
      expect(places).toEqual(
        expect.arrayContaining([
          ...['/cases/{caseId}', '/cases/{caseId}/timeline', '/cases/{caseId}/how-known'],
          ...['/cases/{caseId}/conformance', 'case file in en', 'case file in zh'],
        ]),
      );
      expect(places.filter((each) => /^\/(cases$|reports|awaiting|breaches|budgets)/.test(each))).toEqual([]);
    }
  });

  it('SOL-7 reports say how many settlements are in none of their sums, and the ledger that there is something', async () => {
    const figures = await api.as(['analyst'], 'figures-1');
    const month = api.engine.now().slice(0, 7);
    const report: Answer<{ compensation: object }> = await figures.get(`/reports/monthly/${month}`);
    expect(report.body.compensation).toMatchObject({
      ...{ rows: [], totals: [], confidential: { count: 1, grants: 1 } },
    });
    const ledger = async (query: string) => {
      const { body }: Answer<{ items: readonly object[]; count: number }> = await figures.get(
        `/reports/compensation-ledger?${query}`,
      );
      return body;
    };
    expect((await ledger('status=delivered')).items).toEqual([
      expect.objectContaining({ caseId, grant: 'G1', confidential: true, grantedBy: 'luo.hai' }),
    ]);
    expect(await ledger('kind=money&count=true')).toMatchObject({ items: [], count: 0 });
  });

  it('SOL-7 a case file says what was withheld and who may see it, and leaves it out for outsiders when asked to', async () => {
    const texts = (await caseFileFor(director, caseId, { redact: ['settlement'] })).join('');
    expect(SECRETS.filter((each) => texts.includes(each))).toEqual([]);
    expect(/"redacted":\s*\[\s*"settlement"\s*\]/.test(texts)).toBe(true);
    expect(texts.includes('"withheld":"redacted"')).toBe(true);
  });

  it('SOL-7 the other case would tell it, so that it is merged into none', async () => {
    const other = (await logComplaint(desk)).caseId;
    await send(desk, 'classify-case', important, other);
    expect(await send(director, 'merge-case', { into: other, reason: 'The same' })).toBe(
      'settlement-confidential',
    );
  });

  it('SOL-7 it is lifted by the level from which it is seen, also after the matter has become smaller', async () => {
    const lifted = () => send(desk, 'lift-settlement-confidentiality', { reason });
    expect(await lifted()).toBe('not-authorised');
    expect(await send(director, 'lift-settlement-confidentiality', { reason })).toBe(200);
    const figures = await api.as(['analyst'], 'figures-1');
    expect(await shownTo(figures)).toEqual(
      expect.arrayContaining(['/reports/monthly/{month}', '/reports/compensation-ledger', '/events']),
    );
  });
});
