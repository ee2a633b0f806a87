import { compare, spread, type Figure, type Outcome, type Scale } from '../compare.ts';
import { withTempFolder } from '../temp-folder.ts';
import { CONNECTIONS, load, type LoadResult, type Sent } from './load.ts';
import { startProduct, type Product } from './product.ts';
import { startServer, type RunningServer } from '../server.ts';

/** Cases that are there before the load begins, and that findings are recorded on. */
const CASES = 2_000;

interface Servers {
  readonly product: Product;
  readonly echo: RunningServer;
}

/** Two servers in processes of their own; this one sends. */
export const withServers = <Result>(work: (servers: Servers) => Promise<Result>): Promise<Result> =>
  withTempFolder(async (folder) => {
    const product = await startProduct(folder, CASES);
    try {
      const echo = await startServer({ file: 'bench/http/echo-server.ts' });
      try {
        return await work({ product, echo });
      } finally {
        await echo.stop();
      }
    } finally {
      await product.stop();
    }
  });

/** Commands, against a bare route of the same framework that parses the same JSON and writes it back. */
export const benchHttp = ({ quick }: Scale): Promise<Outcome> =>
  withServers(async (servers) => {
    const { product } = servers;
    const length = quick ? { rounds: 1, seconds: 2, warmUp: 3 } : { rounds: 3, seconds: 4, warmUp: 6 };
    const outcomes = [
      await contest(servers, { title: 'http, POST /cases', ...length, next: product.log }),
      await contest(servers, {
        title: 'http, record-finding',
        ...length,
        next: product.recordFinding,
      }),
    ];
    return {
      comparisons: outcomes.flatMap(({ comparisons }) => comparisons),
      figures: outcomes.flatMap(({ figures }) => figures),
    };
  });

interface Commands {
  readonly title: string;
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUp: number;
  readonly next: () => Sent;
}

/** One side under load, and what was seen of it. */
class Contender {
  readonly what: string;
  readonly #seen: LoadResult[] = [];
  readonly #send: () => Promise<LoadResult>;

  constructor(what: string, send: () => Promise<LoadResult>) {
    this.what = what;
    this.#send = send;
  }

  async run(): Promise<number> {
    const result = await this.#send();
    this.#seen.push(result);
    return result.perSecond;
  }

  median(of: 'p50' | 'p99'): number {
    return spread(this.#seen.map((result) => result[of])).median;
  }
}

async function contest({ product, echo }: Servers, commands: Commands): Promise<Outcome> {
  const { title, rounds, seconds, warmUp, next } = commands;
  const { token } = product;
  // Compiled and warm before it counts.
  await load({ url: echo.url, token, seconds: warmUp / 2, next });
  await load({ url: product.url, token, seconds: warmUp, next });
  const behind = [await product.caughtUp()];
  const ours = new Contender('redress serve', async () => {
    const result = await load({ url: product.url, token, seconds, next });
    // What is still being projected must not slow the other side down.
    behind.push(await product.caughtUp());
    return result;
  });
  const theirs = new Contender(
    `a bare Nest-on-Fastify route that echoes the same JSON, ${String(CONNECTIONS)} connections`,
    () => load({ url: echo.url, token, seconds, next }),
  );
  const comparison = await compare({
    ...{ title, unit: 'requests/s', aim: 0.4, rounds, subject: ours, baseline: theirs },
  });
  return { comparisons: [comparison], figures: figuresOf(title, ours, theirs, behind) };
}

const figuresOf = (
  title: string,
  ours: Contender,
  theirs: Contender,
  behind: readonly number[],
): readonly Figure[] => [
  ...(['p50', 'p99'] as const).flatMap((which) => [
    { title: `${title}, ${which}`, value: ours.median(which), unit: 'ms' },
    { title: `${title}, ${which} of the bare route`, value: theirs.median(which), unit: 'ms' },
  ]),
  {
    title: `${title}, until the read models have caught up after the load`,
    value: spread(behind).median,
    unit: 's',
  },
];
