import { setTimeout as sleep } from 'node:timers/promises';
import { compare, type Figure, type Outcome } from '../compare.ts';
import { load, type Sent } from '../http/load.ts';
import { startProduct, type Product } from '../http/product.ts';
import { withTempFolder } from '../temp-folder.ts';
import type { HistoryServer } from './servers.ts';

const CASES = 1_000;
/** Processor time of half a second in which nothing is done but looking. */
const QUIET_MICROS = 100_000;

/** What a command costs the process that answers it, projections and all, beside the same with everything embedded. */
export const benchCommands = (server: HistoryServer, quick: boolean): Promise<Outcome> =>
  withProduct({}, (embedded) =>
    withProduct(server.fresh(), async (product) => {
      const length = quick ? { rounds: 1, seconds: 2 } : { rounds: 3, seconds: 4 };
      const both = { server, product, embedded, ...length };
      const outcomes = [
        await contest({ ...both, title: 'record-finding', aim: 0.4, next: (each) => each.recordFinding }),
        await contest({ ...both, title: 'POST /cases', next: (each) => each.log }),
      ];
      return {
        comparisons: outcomes.flatMap(({ comparisons }) => comparisons),
        figures: outcomes.flatMap(({ figures }) => figures),
      };
    }),
  );

const withProduct = <Result>(
  servers: Parameters<typeof startProduct>[2],
  work: (product: Product) => Promise<Result>,
): Promise<Result> =>
  withTempFolder(async (folder) => {
    const product = await startProduct(folder, CASES, servers);
    try {
      return await work(product);
    } finally {
      await product.stop();
    }
  });

interface Contest {
  readonly server: HistoryServer;
  readonly product: Product;
  readonly embedded: Product;
  readonly title: string;
  readonly aim?: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly next: (product: Product) => () => Sent;
}

async function contest(setting: Contest): Promise<Outcome> {
  const { server, product, embedded, aim, rounds, seconds, next } = setting;
  const title = `${setting.title} on EventStoreDB (${server.name})`;
  const seen: Loaded[] = [];
  const run = (side: Product) => () => underLoad(side, next(side), seconds);
  for (const side of [embedded, product]) await run(side)();
  for (const side of [embedded, product]) await atRest(side);
  const calls = (await server.calls?.()) ?? 0;
  const comparison = await compare({
    ...{ title, unit: 'commands per second of processor time', rounds, ...(aim !== undefined && { aim }) },
    subject: {
      what: 'EventStoreDB',
      run: async () => {
        const loaded = await run(product)();
        seen.push(loaded);
        return loaded.perProcessorSecond;
      },
    },
    baseline: { what: 'SQLite', run: async () => (await run(embedded)()).perProcessorSecond },
  });
  const commands = seen.reduce((sum, each) => sum + each.commands, 0);
  const called = ((await server.calls?.()) ?? 0) - calls;
  return { comparisons: [comparison], figures: figuresOf(title, seen, server.calls && called / commands) };
}

/** Until what goes on in the background, such as looking for duplicates of the first cases, has come to its end. */
async function atRest({ ask }: Product): Promise<void> {
  for (let before = Number.NEGATIVE_INFINITY; ;) {
    const now = Number(await ask('processor time'));
    if (now - before < QUIET_MICROS) return;
    before = now;
    await sleep(500);
  }
}

interface Loaded {
  readonly commands: number;
  readonly perSecond: number;
  readonly perProcessorSecond: number;
}

async function underLoad(product: Product, next: () => Sent, seconds: number): Promise<Loaded> {
  const { url, token } = product;
  const before = Number(await product.ask('processor time'));
  const { commands, perSecond } = await load({ url, token, seconds, next });
  await product.caughtUp();
  const micros = Number(await product.ask('processor time')) - before;
  return { commands, perSecond, perProcessorSecond: (commands * 1_000_000) / micros };
}

function figuresOf(title: string, seen: readonly Loaded[], calls: number | undefined): readonly Figure[] {
  const mean = (of: (loaded: Loaded) => number): number =>
    seen.reduce((sum, each) => sum + of(each), 0) / seen.length;
  return [
    { title: `${title}, 64 connections`, value: mean(({ perSecond }) => perSecond), unit: 'commands/s' },
    {
      title: `${title}, processor time`,
      value: mean(({ perProcessorSecond }) => 1_000 / perProcessorSecond),
      unit: 'ms a command',
    },
    ...(calls === undefined ? [] : [{ title: `${title}, calls`, value: calls, unit: 'a command' }]),
  ];
}
