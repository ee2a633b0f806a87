import { afterAll, beforeAll, expect, it } from 'vitest';
import { commandId, eventId } from '#event-sourcing';
import { caseStreamOf } from '#cases';
import { feedbackProcess, feedbackStreamOf } from '#feedback';
import { onEachEngine } from '../../engines.ts';
import { organise, type Hired } from '../../organisation.ts';
import { startApp, type Answer, type Client, type TestApp } from './app.ts';

const MARKET = 'supermarket-authority';

interface Told {
  readonly status: string;
  readonly told: boolean;
  readonly dissatisfied: boolean;
  readonly caseId?: string;
  readonly text?: string;
  readonly name?: string;
  readonly notPromoted?: string;
}

await onEachEngine('suggestions and opinions over HTTP (IMP-5, INT-12)', (fresh) => {
  let api: TestApp;
  const people = new Map<string, Client>();
  const by = (id: string): Client => {
    const client = people.get(id);
    if (client === undefined) throw new Error(`${id} was not hired`);
    return client;
  };
  const at = (level: string, site: string) => [{ procedure: MARKET, level, site }];
  const staff: readonly Hired[] = [
    ...['desk', 'lin', 'colleague'].map((id) => ({ id, site: 'riverside', frontline: false })),
    { id: 'manager', site: 'riverside', levels: at('customer-service-manager', 'riverside') },
    { id: 'hill', site: 'hill', frontline: false, levels: at('store-manager', 'hill') },
  ];
  beforeAll(async () => {
    api = await startApp({ servers: await fresh() });
    for (const site of ['riverside', 'hill'])
      await organise(api.engine, { type: 'RegisterSite', data: { site, name: site } });
    for (const person of staff) people.set(person.id, await api.hired(person));
    people.set('auditor', await api.as(['compliance'], 'auditor'));
    people.set('analyst', await api.as(['analyst'], 'analyst'));
  });
  afterAll(() => api.close());

  async function received(body: object, who = 'desk'): Promise<string> {
    const answer: Answer<{ feedbackId: string }> = await by(who)
      .post('/feedback', { procedure: MARKET, channel: 'suggestionBox', ...body })
      .expect(201);
    return answer.body.feedbackId;
  }
  const did = async (who: string, id: string, what: string, body: object = {}): Promise<unknown> => {
    const answer: Answer<{ code?: string }> = await by(who).post(`/feedback/${id}/${what}`, body);
    return answer.status === 200 ? 200 : answer.body.code;
  };
  const told = async (who: string, id: string): Promise<Answer<Told>> =>
    by(who).get(`/feedback/${id}?minPosition=${await api.head()}`);

  it('IMP-5 a suggestion is considered, decided on above the front line, and whoever made it is told why', async () => {
    const roof = { kind: 'suggestion', text: 'Put the trolleys under a roof.' };
    const id = await received({
      ...roof,
      givenBy: { kind: 'individual', name: 'Li Na', phone: '13800001111' },
    });
    const decision = { decision: 'adopted', reason: 'Built in spring.' };
    expect(await did('manager', id, 'decide-feedback', decision)).toBe('not-considered');
    expect(await did('desk', id, 'tell-suggester', { method: 'phone', words: 'Yes.' })).toBe(
      'nothing-to-tell',
    );
    expect(await did('desk', id, 'consider-feedback', { owner: 'nobody' })).toBe('unknown-person');
    expect(await did('desk', id, 'consider-feedback', { owner: 'lin' })).toBe(200);
    for (const who of ['desk', 'lin', 'hill', 'colleague'])
      expect([who, await did(who, id, 'decide-feedback', decision)]).toEqual([who, 'not-authorised']);
    expect(await did('manager', id, 'decide-feedback', { ...decision, decision: 'noted' })).toBe(
      'suggestion-undecided',
    );
    expect(await did('manager', id, 'decide-feedback', decision)).toBe(200);
    expect(await did('manager', id, 'decide-feedback', decision)).toBe('decided-before');
    expect(await did('lin', id, 'tell-suggester', { method: 'phone', words: 'Yes.' })).toBe(200);
    expect((await told('manager', id)).body).toMatchObject({ status: 'adopted', told: true, name: 'Li Na' });
    const theirs: Answer<{ items: readonly { feedbackId: string }[] }> =
      await by('manager').get('/feedback?owner=LIN');
    expect(theirs.body.items.map(({ feedbackId }) => feedbackId)).toEqual([id]);
  });

  it('IMP-5 nobody decides on what they suggested themselves, and whoever gave no name reads a notice', async () => {
    const own = await received({ kind: 'suggestion', text: 'A new till.', staffId: 'manager' });
    await did('desk', own, 'consider-feedback');
    const decision = { decision: 'declined', reason: 'Too dear.' };
    expect(await did('manager', own, 'decide-feedback', decision)).toBe('not-authorised');
    const box = await received({ kind: 'suggestion', text: 'More lamps.' });
    await did('desk', box, 'consider-feedback');
    expect(await did('manager', box, 'decide-feedback', decision)).toBe(200);
    expect(await did('desk', box, 'tell-suggester', { method: 'phone', words: 'No.' })).toBe(
      'nobody-to-tell',
    );
    expect(await did('desk', box, 'tell-suggester', { method: 'noticeBoard', words: 'No.' })).toBe(200);
  });

  it('INV-4 PRI-1 to whom it is about, and at another site, there is no such feedback', async () => {
    const id = await received({
      kind: 'opinion',
      text: 'Lin is rude.',
      satisfaction: 'dissatisfied',
      about: ['lin'],
    });
    for (const who of ['lin', 'hill', 'colleague']) {
      expect([who, (await told(who, id)).status]).toEqual([who, 404]);
      const listed: Answer<{ items: readonly { feedbackId: string }[] }> = await by(who).get('/feedback');
      expect(listed.body.items.map(({ feedbackId }) => feedbackId)).not.toContain(id);
    }
    for (const who of ['desk', 'manager', 'auditor']) expect((await told(who, id)).status).toBe(200);
    // Figures tell nothing of what was said.
    expect((await told('analyst', id)).status).toBe(403);
    const figures: Answer<{ items: readonly object[] }> = await by('analyst').get(
      '/feedback?dissatisfied=true',
    );
    expect(JSON.stringify(figures.body.items)).not.toContain('rude');
    expect(figures.body.items).toHaveLength(1);
    for (const what of ['consider-feedback', 'promote-feedback'])
      expect(await did('lin', id, what)).toBe('not-authorised');
    expect(await did('desk', id, 'consider-feedback', { owner: 'lin' })).toBe('conflict-of-interest');
  });

  it('INT-12 a dissatisfied answer becomes one complaint of the same number, whoever asks for it again', async () => {
    const id = await received({
      ...{
        kind: 'opinion',
        satisfaction: 'dissatisfied',
        text: 'The cashier laughed at me.',
        about: ['lin'],
      },
      ...{ place: 'Checkout 3', givenBy: { kind: 'individual', name: 'Li Na', phone: '13800002222' } },
    });
    expect(await did('colleague', id, 'promote-feedback')).toBe('not-authorised');
    expect(
      await did('desk', id, 'promote-feedback', { respondents: [{ kind: 'person', staffId: 'x' }] }),
    ).toBe('unknown-person');
    expect(await did('desk', id, 'promote-feedback')).toBe(200);
    expect(await did('manager', id, 'promote-feedback')).toBe(200);
    const history = await api.history(id);
    expect(history.filter(({ type }) => type === 'ComplaintLogged')).toHaveLength(1);
    expect(history.map(({ type }) => type)).toContain('CameFromFeedback');
    expect((await told('desk', id)).body).toMatchObject({ status: 'promoted', caseId: id });
    expect(history.find(({ type }) => type === 'ComplaintLogged')?.data).toMatchObject({
      ...{ receivedBy: 'desk', channel: 'suggestionBox', site: 'riverside', place: 'Checkout 3' },
      respondents: [{ staffId: 'lin' }],
    });
    expect((await by('desk').get(`/cases/${id}?minPosition=${await api.head()}`)).status).toBe(200);
    expect((await by('lin').get(`/cases/${id}`)).status).toBe(404);
    const late = { decision: 'noted', reason: 'Late.' };
    expect(await did('manager', id, 'decide-feedback', late)).toBe('feedback-promoted');
  });

  it('INT-12 a promotion that was killed before the complaint was logged, and one told twice, end as one complaint', async () => {
    const id = await received({ kind: 'opinion', satisfaction: 'dissatisfied', text: 'Dirty floor.' });
    await did('desk', id, 'promote-feedback');
    const [, promoted] = await api.engine.store.readStream(feedbackStreamOf(id));
    if (promoted === undefined) throw new Error('it was not promoted');
    const cause = {
      ...{
        type: 'FeedbackPromoted',
        stream: promoted.stream,
        metadata: {},
        id: eventId(commandId('again'), 0),
      },
      data: {
        ...{ description: 'Dirty floor.', complainant: { kind: 'unknown', anonymous: true } },
        ...{ procedure: MARKET, channel: 'suggestionBox', promotedBy: 'desk' },
      },
    };
    const [again] = feedbackProcess.react(cause as never);
    if (again === undefined) throw new Error('nothing is asked for');
    const { command, commandId: sentAs } = again;
    const outcome = await api.engine.send('case', {
      id,
      command,
      commandId: sentAs,
      actor: { id: 'feedback' },
    });
    expect(outcome.outcome).toBe('unchanged');
    const logged = await api.engine.store.readStream(caseStreamOf(id));
    expect(logged.filter(({ type }) => type === 'ComplaintLogged')).toHaveLength(1);
  });

  it('INT-12 what the rules of cases refuse, the feedback hears, and it can be asked for again', async () => {
    const id = await received({ kind: 'opinion', satisfaction: 'dissatisfied', answers: [] });
    expect(await did('desk', id, 'promote-feedback')).toBe('nothing-complained-about');
    const unfit = { description: 'Loud.', details: { 'no-such-field': 'x' } };
    expect(await did('desk', id, 'promote-feedback', unfit)).toBe(200);
    expect((await told('desk', id)).body).toMatchObject({
      status: 'received',
      notPromoted: expect.any(String),
    });
    expect(await did('desk', id, 'promote-feedback', { description: 'Loud.' })).toBe(200);
    const { body } = await told('desk', id);
    expect([body.status, body.notPromoted]).toEqual(['promoted', undefined]);
  });

  it.each([
    ['says-nothing', { kind: 'suggestion' }],
    ['unknown-procedure', { kind: 'suggestion', text: 'x', procedure: 'nowhere' }],
    ['unknown-site', { kind: 'suggestion', text: 'x', site: 'moon' }],
    ['unknown-person', { kind: 'suggestion', text: 'x', about: ['stranger'] }],
    [
      'no-such-box',
      { kind: 'suggestion', text: 'x', collectedIn: `${MARKET}.daily-review.riverside.2026-11-24` },
    ],
  ])('INT-12 refuses what cannot be so: %s', async (code, body) => {
    const whole = { procedure: MARKET, channel: 'suggestionBox', ...body };
    const answer: Answer<{ code?: string }> = await by('desk').post('/feedback', whole);
    expect(answer.body.code).toBe(code);
  });

  it('IMP-5 says so of what is not there', async () => {
    for (const what of ['consider-feedback', 'promote-feedback'])
      expect(await did('manager', '0000-0000-0000', what)).toBe('feedback-not-found');
  });
});
