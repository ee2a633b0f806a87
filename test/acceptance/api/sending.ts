import type { OpenCase } from '#cases';
import type { Answer, Answered, Client, TestApp } from './app.ts';

export type Sent = Answer<Answered & { readonly code?: string; readonly details?: unknown }>;
/** Name and body of a command. */
export type Send = readonly [name: string, body?: object];

/** Sends one after the other; the answer to the last. */
export async function send(who: Client, caseId: string, ...commands: readonly Send[]): Promise<Sent> {
  let answer: Sent | undefined;
  for (const [name, body = {}] of commands) answer = await who.post(`/cases/${caseId}/${name}`, body);
  if (answer === undefined) throw new Error('nothing was sent');
  return answer;
}

/** Whoever leads has an action decided on about the case, and the case hears of it (IMP-2). */
export async function improve(who: Client, api: TestApp, about: ImprovedCase): Promise<void> {
  const { procedure, caseId, owner } = about;
  const issue = { procedure, cases: [caseId], reason: 'It is not to happen again.' };
  const opened: Answer<{ issueId: string }> = await who.post('/improvements', issue).expect(201);
  const action = { kind: 'immediate', what: 'Look at what caused it.', owner };
  await who.post(`/improvements/${opened.body.issueId}/decide-action`, action).expect(200);
  await api.engine.catchUp();
}

interface ImprovedCase {
  readonly procedure: string;
  readonly caseId: string;
  readonly owner: string;
}

/** The cases on the reader's list, with everything that is recorded by now. */
export async function listedFor(who: Client, api: TestApp): Promise<readonly string[]> {
  const { body } = (await who.get(`/cases?limit=200&minPosition=${await api.head()}`)) as Answer<{
    items: readonly OpenCase[];
  }>;
  return body.items.map(({ caseId }) => caseId);
}
