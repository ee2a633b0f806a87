import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Command } from 'commander';
import { breaches, monthlyReport, openCases } from '#cases';
import { instantOf, type CommandLineOf, type Instant } from '#event-sourcing';
import { dataFolder, silentLogger, type Config } from '#platform';
import { openEngine, type RedressEngine } from '#engine';
import { openLocalIssuer } from '#keys';
import { parseCount, parseInstant } from '../arguments.ts';
import { configOf, globalOptions, print, type CliContext } from '../context.ts';
import { simulate, type SimulationResult, type StoryClock } from '../demo/simulate.ts';
import { usageError } from '../exit-codes.ts';
import { table } from '../output.ts';
import { createProgress } from '../progress.ts';
import { shown } from '../shown.ts';
import { serve } from './serve.ts';

interface DemoOptions {
  readonly serve: boolean;
  readonly seed: number;
  readonly cases: number;
  readonly days: number;
  readonly until?: Instant;
  readonly host?: string;
  readonly port?: string;
}

const HOUR = 3_600_000;
const ROWS = 10;

export function declare(story: Command, context: CliContext): void {
  story
    .option('--no-serve', 'end after the tables')
    .option('--cases <count>', 'how many complaints', parseCount, 300)
    .option('--days <count>', 'how many days they take', parseCount, 92)
    .option('--seed <number>', 'another number tells another story', parseCount, 7)
    .option('--until <time>', 'end of the story (default: now)', parseInstant)
    .option('--host <address>', 'address to listen on')
    .option('--port <number>', 'port to listen on, 0 for any')
    .action((options: DemoOptions, command: Command) => demo(context, command, options));
}

async function demo(context: CliContext, command: Command, options: DemoOptions): Promise<void> {
  const config = {
    ...embedded(configOf(context, command, options)),
    dataDirectory: await emptyFolder(command),
  };
  const until = options.until ?? instantOf(Math.floor(Date.now() / HOUR) * HOUR);
  await tellStory(context, command, { options, config, until });
  if (!options.serve || context.signal.aborted) return;
  const issuer = await openLocalIssuer(dataFolder(config.dataDirectory).keys);
  const token = await issuer.issueToken({ sub: 'mei.fang', roles: ['operations'], ttlSeconds: 8 * 3600 });
  const greet = (url: string): string => invitation(url, token, config.dataDirectory);
  await serve({ context, config, worker: 'thread', greet });
}

/** Made-up complaints have no place in the history of an organisation, whatever the environment leads to. */
function embedded({ eventStoreUrl: _history, readModelsUrl: _readModels, ...config }: Config): Config {
  return config;
}

/** The story needs a folder of its own: one that is named has to be empty. */
async function emptyFolder(command: Command): Promise<string> {
  const { data } = globalOptions(command);
  if (data === undefined) return mkdtemp(path.join(tmpdir(), 'redress-demo-'));
  const files = await readdir(data).catch(() => []);
  if (files.length > 0)
    throw usageError(`${data} is not empty. Name a new folder for the demo, or leave --data out.`);
  return path.resolve(data);
}

interface Story {
  readonly options: DemoOptions;
  readonly config: Config;
  readonly until: Instant;
}

async function tellStory(
  context: CliContext,
  command: Command,
  { options, config, until }: Story,
): Promise<void> {
  const clock: StoryClock = { now: until };
  const engine = await openEngine({
    dataDirectory: config.dataDirectory,
    log: silentLogger,
    now: () => clock.now,
    projections: 'inline',
  });
  const progress = createProgress({ label: 'Simulating (hours)', stream: context.stderr });
  try {
    const { seed, cases, days } = options;
    const onProgress = (done: number, total: number): void => {
      progress.update({ done, total });
    };
    const result = await simulate(engine, clock, {
      seed,
      cases,
      days,
      until,
      signal: context.signal,
      onProgress,
    });
    progress.end();
    await print(context, command, await tables(engine, result, until), forPeople);
  } finally {
    progress.end();
    await engine.close();
  }
}

/** The last whole month: the present one has only begun. */
function lastMonth(until: Instant): string {
  const first = new Date(`${until.slice(0, 7)}-01T00:00:00.000Z`);
  first.setUTCMonth(first.getUTCMonth() - 1);
  return first.toISOString().slice(0, 7);
}

async function tables({ queries, catchUp }: RedressEngine, result: SimulationResult, until: Instant) {
  await catchUp();
  return {
    result,
    openCases: await queries.openCases({ limit: ROWS }),
    breaches: await queries.breaches({ limit: ROWS }),
    report: await queries.monthlyReport({ month: lastMonth(until) }),
  };
}

function forPeople({ result, ...answers }: Awaited<ReturnType<typeof tables>>): string {
  const refusals = Object.entries(result.refusals).sort(([, a], [, b]) => b - a);
  return [
    `${String(result.cases)} complaints, ${String(result.commands)} commands, ${String(result.deadlines)} warnings and breaches recorded.\n`,
    `\nRefused commands, by reason\n${table(['reason', 'times'], refusals, ['times'])}`,
    `\nOpen cases, the most urgent first\n${told(openCases, answers.openCases)}`,
    `\nMissed deadlines, the latest first\n${told(breaches, answers.breaches)}`,
    `\nMonthly root-cause report\n${told(monthlyReport, answers.report)}\n`,
  ].join('');
}

const told = <Answer>(query: { readonly commandLine?: CommandLineOf<Answer> }, answer: Answer): string =>
  shown(query.commandLine?.shows(answer) ?? []);

function invitation(url: string, token: string, folder: string): string {
  return `
The API is ready on ${url} (documentation: ${url}/docs). Try:

  curl -s -H 'Authorization: Bearer ${token}' '${url}/cases?limit=3'

  curl -s -X POST -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json' \\
    -d '{"procedure":{"id":"supermarket-authority","version":1},"contactKind":"complaint","channel":"phone","complainant":{"kind":"individual","name":"Ai Bei","phone":"+86 100 0000 0001"},"description":"The scales at the fruit counter are wrong."}' \\
    '${url}/cases'

The data is in ${folder}. Ctrl-C ends the server; the folder stays.
`;
}
