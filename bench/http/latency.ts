import { spread, type Figure, type Outcome, type Scale } from '../compare.ts';
import { load } from './load.ts';
import { withServers } from './http.ts';
import type { Product } from './product.ts';

const SAMPLES = 100;
const RATE = 400;

/** How long a command takes, and how soon its case stands in the list of open cases. */
export const benchLatency = ({ quick }: Scale): Promise<Outcome> =>
  withServers(async ({ product }) => {
    const seconds = quick ? 3 : 8;
    const { url, token, log: next } = product;
    await load({ url, token, seconds: 2, next });
    await product.caughtUp();
    const quiet = await visibility(product, SAMPLES);
    const full = await load({ url, token, seconds, next });
    await product.caughtUp();
    const running = load({ url, token, seconds, next, overallRate: RATE });
    const busy = await visibility(product, SAMPLES);
    const some = await running;
    const rate = `${String(RATE)} commands/s beside it`;
    return {
      comparisons: [],
      figures: [
        ...percentiles('command, as many as 64 connections can send', full),
        ...percentiles(`command, 64 connections, ${String(RATE)} commands/s`, some),
        ...percentiles('from the answer to a command until a list shows it, at rest', quiet),
        ...percentiles(`from the answer to a command until a list shows it, ${rate}`, busy),
      ],
    };
  });

interface Percentiles {
  readonly p50: number;
  readonly p99: number;
}

const percentiles = (title: string, { p50, p99 }: Percentiles): readonly Figure[] => [
  { title: `${title}: p50`, value: p50, unit: 'ms' },
  { title: `${title}: p99`, value: p99, unit: 'ms' },
];

async function visibility(product: Product, samples: number): Promise<Percentiles> {
  const times: number[] = [];
  for (let sample = 0; sample < samples; sample += 1) times.push(await visibleAfter(product));
  const sorted = times.toSorted((left, right) => left - right);
  return { p50: spread(times).median, p99: sorted[Math.ceil(samples * 0.99) - 1] ?? 0 };
}

/** Milliseconds of a list that waits for the command's position (design D10). */
async function visibleAfter({ url, token, log }: Product): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const { path, body } = log();
  const answer = await fetch(url + path, { method: 'POST', headers, body });
  const { position } = (await answer.json()) as { readonly position: string };
  const begun = performance.now();
  const list = await fetch(`${url}/cases?limit=1&minPosition=${position}`, { headers });
  await list.text();
  if (!list.ok) throw new Error(`the list answers ${String(list.status)}`);
  return performance.now() - begun;
}
