import path from 'node:path';
import { caseIdFrom } from '#cases';
import { openEngine, type RedressEngine } from '#engine';
import { silentLogger } from '#platform';
import { logging } from '../../test/complaints.ts';
import { hire } from '../../test/organisation.ts';
import type { Figure, Outcome } from '../compare.ts';
import { withTempFolder } from '../temp-folder.ts';
import type { HistoryServer } from './servers.ts';

/** What somebody waits for, in ms. */
interface Waits {
  readonly ready: number;
  readonly command: number;
  readonly projections: number;
}

/** What others have written before, between and after our own events is paid by nobody who waits for us. */
export const benchStrangers = (server: HistoryServer, quick: boolean): Promise<Outcome> =>
  withTempFolder(async (folder) => {
    const count = server.knowsBatches || quick ? 50_000 : 350_000;
    const rounds = quick ? 3 : 9;
    const settings = (name: string) => ({
      dataDirectory: path.join(folder, name),
      ...server.fresh(),
      log: silentLogger,
    });
    const alone = settings('alone');
    await begin(alone);
    const without = await waits(alone, rounds);
    const among = settings('among');
    await server.fill(count);
    await begin(among);
    await server.fill(count);
    await using(among, (engine) => taken(engine, 'between'));
    await server.fill(count);
    const within = await waits(among, rounds);
    return {
      comparisons: [],
      figures: figuresOf(
        `among ${(3 * count).toLocaleString('en')} events of others (${server.name})`,
        without,
        within,
      ),
    };
  });

type Settings = Parameters<typeof openEngine>[0];

async function using<Result>(
  settings: Settings,
  work: (engine: RedressEngine) => Promise<Result>,
): Promise<Result> {
  const engine = await openEngine(settings);
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}

const begin = (settings: Settings): Promise<void> =>
  using(settings, async (engine) => {
    await hire(engine, { id: 'staff-1' });
    await taken(engine, 'first');
    await engine.catchUp();
  });

async function taken(engine: RedressEngine, name: string): Promise<void> {
  const { outcome } = await engine.execute(logging(caseIdFrom(name), { description: name }));
  if (outcome !== 'accepted') throw new Error(`the case ${name} was not taken: ${outcome}`);
}

/** Medians over as many processes that know nothing yet. */
async function waits(settings: Settings, rounds: number): Promise<Waits> {
  const seen: Waits[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now();
    seen.push(
      await using(settings, async (engine) => {
        await engine.ready();
        const ready = performance.now() - begun;
        const command = await millisOf(() => taken(engine, `round ${String(round)}`));
        const projections = await millisOf(() => engine.projections());
        return { ready, command, projections };
      }),
    );
  }
  const median = (of: (each: Waits) => number): number =>
    seen.map(of).toSorted((one, other) => one - other)[Math.floor(rounds / 2)] ?? Number.NaN;
  return {
    ready: median(({ ready }) => ready),
    command: median(({ command }) => command),
    projections: median(({ projections }) => projections),
  };
}

async function millisOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

const figuresOf = (title: string, alone: Waits, among: Waits): readonly Figure[] => [
  { title: `${title}, ready`, value: among.ready, unit: 'ms' },
  ...(['ready', 'command', 'projections'] as const).map((what) => ({
    title: `${title}, ${what} later than alone`,
    value: among[what] - alone[what],
    unit: 'ms',
  })),
];
