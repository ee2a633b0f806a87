import { describe, expect, it } from 'vitest';
import { FAR_OFF, LONG_AGO, outcome, PROPERTY, useTwoSites } from './two-sites.ts';
import { logComplaint, type Answer, type Client } from './app.ts';

describe('what people and organisation let one see over HTTP (D23)', () => {
  const { at, by, send, opened, declined } = useTwoSites();
  const done = [200, undefined];

  it('INV-4 everybody complained about is kept out, also the second one, and their level is the one they hold', async () => {
    const respondents = [
      { kind: 'person', staffId: 'guard.r' },
      { kind: 'person', staffId: 'TOP.R', level: 'affairs-supervisor' },
      { kind: 'department', department: 'security' },
    ];
    const caseId = await opened({ respondents });
    const [logged] = await at().api.history(caseId);
    expect(logged?.data).toMatchObject({
      respondents: [{ staffId: 'guard.r' }, { staffId: 'TOP.R', level: 'general-manager' }, respondents[2]],
    });
    for (const name of ['guard.r', 'top.r'])
      expect([name, await outcome(by(name), caseId, 'raise-flag', { flag: 'media', reason: 'x' })]).toEqual([
        name,
        [404, 'case-not-found'],
      ]);
    const supervisor = { procedure: PROPERTY, level: 'affairs-supervisor', site: 'riverside' };
    const below = await at().api.hired({ id: 'below.r', levels: [supervisor], frontline: false });
    expect(await declined(below, caseId)).toEqual([403, 'respondent-not-below']);
    const owner = { owner: 'top.r', reason: 'x' };
    expect(await outcome(at().desk, caseId, 'assign-owner', owner)).toEqual([403, 'conflict-of-interest']);
    const away = { deputy: 'deputy.r', forPerson: 'top.r' };
    expect(await send('appoint-deputy', { ...away, from: LONG_AGO, until: FAR_OFF })).toEqual(done);
    const inTheirPlace = await declined(by('deputy.r'), caseId, 'general-manager');
    expect(inTheirPlace).toEqual([403, 'conflict-of-interest']);
    expect(await send('end-deputy', away)).toEqual(done);
  });

  it('INV-4 nobody learns from a list, from missed deadlines or from the history that there is a case about them', async () => {
    const about = {
      respondents: [
        { kind: 'merchant', name: 'Shop 7' },
        { kind: 'person', staffId: 'guard.r' },
      ],
    };
    const other = await opened();
    const { caseId, position } = await logComplaint(at().desk, about);
    const list = `/cases?limit=200&minPosition=${position}`;
    expect((await at().desk.get(list)).text).toContain(caseId);
    expect((await at().desk.get(list)).text).not.toContain('guard.r');
    expect((await by('guard.r').get(list)).text).not.toContain(caseId);
    const analyst = await at().api.stranger(['analyst', 'operations'], 'guard.r');
    expect((await analyst.get(list)).text).not.toContain(caseId);
    const events = '/events?limit=10000';
    const lines = async (who: Client) => (await who.get(events).buffer(true)).text;
    expect(await lines(await at().api.stranger(['compliance'], 'auditor-1'))).toContain(caseId);
    const theirs = await lines(await at().api.stranger(['compliance', 'analyst'], 'GUARD.R'));
    expect(theirs).not.toContain(caseId);
    expect(theirs).toContain(other);
  });

  it('AUT-1 PRI-1 lists hold the cases of one’s own procedures and sites; the rest is read by nobody without a part in it', async () => {
    const { caseId, position } = await logComplaint(at().desk);
    const list = `/cases?limit=200&minPosition=${position}`;
    expect((await by('top.r').get(list)).text).toContain(caseId);
    for (const name of ['top.h', 'store']) expect((await by(name).get(list)).text).not.toContain(caseId);
    expect((await (await at().api.stranger(['analyst'], 'figures-1')).get(list)).text).toContain(caseId);
    const details = `/cases/${caseId}?minPosition=${position}`;
    expect((await at().desk.get(details)).status).toBe(200);
    expect((await by('engineer.r').get(details)).status).toBe(404);
    const given: Answer<{ position: string }> = await at().desk.post(`/cases/${caseId}/assign-owner`, {
      owner: 'engineer.r',
      reason: 'Knows the lift',
    });
    const after = `/cases/${caseId}?minPosition=${given.body.position}`;
    expect((await by('engineer.r').get(after)).status).toBe(200);
  });
});
