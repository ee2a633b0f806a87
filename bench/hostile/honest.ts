import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const CLIENTS = 20;
const PAUSE_MILLIS = 20;

export interface Experience {
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly answers: number;
  /** Answers without success, and connections that were cut. */
  readonly refused: number;
}

interface Ask {
  readonly url: string;
  readonly token: string;
  /** A command's path and body, or a list. */
  readonly next: () => { readonly path: string; readonly body?: string };
}

/** Twenty people at their desks: each on a connection of their own asks, waits for the answer, and thinks a moment. */
export async function experience(seconds: number, ask: Ask): Promise<Experience> {
  const times: number[] = [];
  let refused = 0;
  const until = performance.now() + seconds * 1000;
  const client = async (): Promise<void> => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    while (performance.now() < until) {
      const begun = performance.now();
      const status = await answerTo(ask, agent).catch(() => 0);
      times.push(performance.now() - begun);
      if (status < 200 || status > 299) refused += 1;
      await sleep(PAUSE_MILLIS);
    }
    agent.destroy();
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  const sorted = times.toSorted((left, right) => left - right);
  const at = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
  return { p50: at(0.5), p99: at(0.99), answers: times.length, refused };
}

function answerTo({ url, token, next }: Ask, agent: Agent): Promise<number> {
  const { path, body } = next();
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const sent = request(url + path, { agent, headers, method: body === undefined ? 'GET' : 'POST' });
    sent.on('error', reject);
    sent.on('response', (response) => {
      response.on('error', reject);
      response.on('end', () => {
        resolve(response.statusCode ?? 0);
      });
      response.resume();
    });
    sent.end(body);
  });
}
