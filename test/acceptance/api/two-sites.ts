import { organise } from '../../organisation.ts';
import { afterAll, beforeAll } from 'vitest';
import { logComplaint, startApp, type Answer, type Client, type TestApp } from './app.ts';

export const PROPERTY = 'residential-property';
const HILLSIDE = { procedure: PROPERTY, level: 'general-manager', site: 'hillside' };
export const RIVERSIDE = { procedure: PROPERTY, level: 'general-manager', site: 'riverside' };

export const LONG_AGO = '2000-01-01T00:00:00.000Z';
export const FAR_OFF = '2090-01-01T00:00:00.000Z';

interface TwoSites {
  readonly api: TestApp;
  readonly desk: Client;
  readonly admin: Client;
  readonly by: (name: string) => Client;
}

/** A person of each kind that the requirement names, at two sites. */
async function startTwoSites(): Promise<TwoSites> {
  const api = await startApp();
  const people: Record<string, Client> = {};
  for (const site of ['riverside', 'hillside'])
    await organise(api.engine, { type: 'RegisterSite', data: { site, name: site } });
  const atDesk = { procedure: PROPERTY, level: 'frontline', site: 'riverside' };
  const hired = { frontline: false, site: 'riverside' };
  const desk = await api.hired({ ...hired, id: 'desk.r', levels: [atDesk] });
  for (const [id, levels, departments] of [
    ['top.r', [RIVERSIDE], []],
    ['top.h', [HILLSIDE], []],
    ['deputy.r', [atDesk], []],
    ['guard.r', [atDesk], ['security']],
    ['engineer.r', [atDesk], ['engineering']],
    ['gone.r', [RIVERSIDE], []],
    ['later.r', [atDesk], []],
  ] as const)
    // prettier-ignore
    people[id] = await api.hired({ ...hired, id, levels, departments });
  people['store'] = await api.as(['store-manager'], 'store.m');
  const admin = await api.stranger(['admin'], 'administrator-1');
  return { api, desk, admin, by: (name) => people[name] ?? desk };
}

/** What became of a command in a case: status, and the code of a refusal. */
export const outcome = async (
  who: Client,
  caseId: string,
  name: string,
  { role, ...body }: Readonly<Record<string, unknown>> & { readonly role?: string | undefined },
) => {
  const request = who.post(`/cases/${caseId}/${name}`, body);
  const { status, body: told }: Answer<{ code?: string; detail?: string }> = await (role === undefined
    ? request
    : request.set('X-Acting-Role', role));
  return [status, told.code];
};

export const INADMISSIBLE = { ground: 'no-facts', method: 'phone' };

/** Two sites for the tests of one file, and what most of them do there. */
export function useTwoSites() {
  let sites: TwoSites;
  beforeAll(async () => {
    sites = await startTwoSites();
  });
  afterAll(() => sites.api.close());
  return {
    at: () => sites,
    by: (name: string): Client => sites.by(name),
    /** A command to the organisation, by the administrator unless somebody else is named. */
    send: async (name: string, body: object, who = sites.admin): Promise<[number, string | undefined]> => {
      const answer: Answer<{ code?: string }> = await who.post(`/organisation/${name}`, body);
      return [answer.status, answer.body.code];
    },
    opened: async (more: object = {}): Promise<string> => (await logComplaint(sites.desk, more)).caseId,
    declined: (who: Client, caseId: string, role?: string) =>
      outcome(who, caseId, 'declare-inadmissible', { ...INADMISSIBLE, role }),
  };
}
