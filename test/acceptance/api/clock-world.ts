import { afterAll, beforeAll } from 'vitest';
import { instant, type Instant } from '#event-sourcing';
import { complaint, startApp, type Answer, type Answered, type Client, type TestApp } from './app.ts';

/** Local time of Shanghai in October 2026: the 1st to the 7th are holidays. */
export const october = (day: number, time: string): Instant =>
  instant(`2026-10-${String(day).padStart(2, '0')}T${time}:00+08:00`);

export interface Clock {
  readonly clock: string;
  readonly status: string;
  readonly dueAt: string;
  readonly breached: boolean;
  readonly provisional?: boolean;
  readonly pauses: readonly { readonly to?: string }[];
  readonly intervals: readonly { readonly why: string }[];
}

interface Refused {
  readonly code?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

export type Said = Answered & Refused;

export const minor = { category: 'facilities/lift', severity: 'minor', criterion: 'small-inconvenience' };
export const important = { ...minor, severity: 'important', criterion: 'service-fault' };
export const to = (severity: string, criterion: string) => ({
  to: severity,
  criterion,
  reason: 'Looked at again',
});
export const progress = { method: 'phone', summary: 'No news yet' };

/** One organisation whose time the tests tell. */
export function clockWorld() {
  let time = october(1, '09:00');
  let api: TestApp;
  let desk: Client;
  let director: Client;
  let manager: Client;
  let engineer: Client;
  beforeAll(async () => {
    api = await startApp({ now: () => time });
    desk = await api.as(['operations'], 'desk-1');
    director = await api.as(['office-director'], 'pan.xin');
    manager = await api.as(['general-manager'], 'luo.hai');
    engineer = await api.as(['operations'], 'engineer-1');
    for (const id of ['staff-900', 'staff-021']) await api.hired({ id });
  });
  afterAll(() => api.close());

  const at = (moment: Instant): void => {
    time = moment;
  };
  async function begun(moment: Instant, more: object = {}): Promise<string> {
    at(moment);
    const answer: Answer<Said> = await desk.post('/cases', complaint(more)).expect(201);
    return answer.body.caseId;
  }
  async function does(who: Client, caseId: string, name: string, body: object = {}): Promise<Said> {
    const answer: Answer<Said> = await who.post(`/cases/${caseId}/${name}`, body);
    return answer.body;
  }
  async function schedulerRuns(moment: Instant): Promise<void> {
    at(moment);
    while ((await api.engine.scheduler.runOnce()).outcome !== 'done');
  }
  async function clocks(caseId: string): Promise<readonly Clock[]> {
    const answer: Answer<{ clocks: readonly Clock[] }> = await desk
      .get(`/cases/${caseId}/deadlines`)
      .expect(200);
    return answer.body.clocks;
  }
  const clock = async (caseId: string, name: string): Promise<Clock | undefined> =>
    (await clocks(caseId)).find((each) => each.clock === name);
  const missed = async (caseId: string) =>
    (await api.history(caseId)).flatMap((event) => (event.type === 'DeadlineBreached' ? [event.data] : []));

  async function breachesOf(caseId: string, kind: string): Promise<readonly object[]> {
    const { body }: Answer<{ items: { caseId: string }[] }> = await desk.get(
      `/breaches?kind=${kind}&minPosition=${await api.head()}`,
    );
    return body.items.filter((each) => each.caseId === caseId);
  }

  return {
    ...{ at, begun, does, schedulerRuns, clocks, clock, missed, breachesOf, now: () => time },
    /** Once it has begun. */
    people: () => ({ api, desk, director, manager, engineer }),
  };
}
