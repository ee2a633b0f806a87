import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allQueries } from '#engine';
import { startApp, type Answer, type Client, type TestApp } from './app.ts';

const ROLES = ['operations', 'analyst', 'compliance', 'admin'] as const;
type Role = (typeof ROLES)[number];

const onCases: readonly Role[] = ['compliance', 'operations'];
const onFigures: readonly Role[] = ['analyst', 'compliance', 'operations'];
const onOperation: readonly Role[] = ['admin', 'compliance'];
const everybody: readonly Role[] = ROLES.toSorted();

/** Who may ask what at all. A query without a row is a mistake; so is a row without a query. */
const ROWS: Readonly<Record<string, readonly Role[]>> = {
  ...{
    openCases: onFigures,
    breaches: onFigures,
    monthlyReport: onFigures,
    annualReport: onFigures,
    handlingQuality: onFigures,
    compensationLedger: onFigures,
    workload: onFigures,
    awaiting: ['operations'],
  },
  ...{ budgets: onCases, budget: onCases },
  ...{ conductRecords: onCases, conductRecord: onCases, conductReport: onCases },
  ...{ caseDetails: onCases, timeline: onCases, deadlines: onCases },
  ...{ caseProof: onCases, consistency: everybody },
  ...{ actions: onCases, movePreview: onCases, movePreviews: onFigures },
  ...{ letter: onCases, howKnown: onCases, conformance: onCases },
  ...{ monthlyConformance: onFigures, conformanceCases: onFigures },
  ...{ organisation: onOperation, readings: onOperation, quarantine: ['admin'] },
  ...{ notices: ['admin'], caseNotices: onCases },
  ...{ feedbackList: onFigures, feedback: onCases },
  ...{ duties: onFigures, duty: onFigures },
  ...{ improvements: onFigures, improvement: onFigures },
  ...{ procedures: everybody, procedure: everybody, procedureVersions: everybody },
  ...{ projections: onOperation, parkedEvents: onOperation, damagedStreams: onOperation },
};

/** What is answered and is no document, with its address. */
const STREAMS: Readonly<Record<string, readonly Role[]>> = {
  events: ['analyst', 'compliance'],
  'cases/:caseId/evidence/E1': onCases,
  ...{ 'proof/checkpoint': everybody, 'proof/key': everybody, 'proof/tile/0/000': everybody },
};

const VALUES: Readonly<Record<string, string>> = {
  ...{ caseId: 'WZS3-WNMG-E1E6', month: '2026-09', year: '2026', id: 'residential-property' },
};
const pathOf = (at: string): string =>
  `/${at.replaceAll(/:(\w+)/g, (_, name: string) => VALUES[name] ?? name)}`;

describe('who may ask', () => {
  let api: TestApp;
  const clients = new Map<Role, Client>();
  beforeAll(async () => {
    api = await startApp();
    for (const role of ROLES) clients.set(role, await api.as([role], `somebody-${role}`));
  });
  afterAll(() => api.close());

  const openTo = async (at: string): Promise<readonly Role[]> => {
    const opened: Role[] = [];
    for (const [role, client] of clients) {
      const { status, body }: Answer<{ readonly code?: string }> = await client.get(pathOf(at));
      expect([at, body.code]).not.toEqual([at, 'route-not-found']);
      if (status !== 403) opened.push(role);
    }
    return opened.toSorted();
  };

  it('PRI-1 every query has its row', () => {
    expect(Object.keys(ROWS).toSorted()).toEqual(allQueries.map(({ name }) => name).toSorted());
  });

  it.each(allQueries.map(({ name, at }) => [name, at]))(
    'PRI-1 %s opens to its row and to nobody else',
    async (name, at) => {
      expect(await openTo(at)).toEqual(ROWS[name]);
    },
  );

  it.each(Object.entries(STREAMS))('PRI-1 %s opens to its row and to nobody else', async (at, row) => {
    expect(await openTo(at)).toEqual(row);
  });
});
