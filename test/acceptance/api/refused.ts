import { expect, it } from 'vitest';
import type { TestApp } from './app.ts';

/** What is sent, and how it is refused. */
export interface Refused {
  readonly name: string;
  readonly status: number;
  readonly code: string;
  readonly send: () => PromiseLike<{ status: number; body: unknown; headers: Record<string, string> }>;
}

/** Each is answered with a problem, and nothing is recorded. */
export function areRefused(refused: readonly Refused[], api: () => TestApp): void {
  it.each(refused.map((one) => [one.name, one] as const))('%s', async (_name, { status, code, send }) => {
    const head = await api().head();
    const answer = await send();
    expect({ status: answer.status, body: answer.body }).toMatchObject({
      status,
      body: { status, code, correlationId: expect.any(String) },
    });
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(await api().head()).toBe(head);
  });
}
