import { InvalidArgumentError, type Command } from 'commander';
import { instantOf, millisOf, type Instant } from '#event-sourcing';
import {
  createDataFolder,
  FASTEST,
  hasHistory,
  playedAt,
  reachesPeople,
  setSimulatedClock,
  simulatedClockOf,
  type Config,
  type SimulatedClock,
} from '#platform';
import { parseInstant } from '../arguments.ts';
import { usageError } from '../exit-codes.ts';

export interface PlayedOptions {
  readonly clock?: Instant;
  readonly speed?: number;
  readonly overRealEvents?: number;
}

export function declarePlayedTime(server: Command): void {
  server
    .option(
      '--clock <time>',
      'play: let it be this time now, for tests, demonstrations and training',
      parseInstant,
    )
    .option('--speed <factor>', 'play: so many seconds pass in one (default 1)', parseSpeed)
    .option(
      '--over-real-events',
      'play in a folder with real events, which are of no use afterwards; has to be given twice',
      (_given, before: number | undefined) => (before ?? 0) + 1,
    );
}

function parseSpeed(text: string): number {
  const speed = Number(text);
  if (/^\d{1,6}([.]\d{1,3})?$/.test(text) && speed > 0 && speed <= FASTEST) return speed;
  throw new InvalidArgumentError(`Give a number above 0 and up to ${String(FASTEST)}.`);
}

const machine = (): Instant => instantOf(Date.now());

/** D9: sets the clock that every process on the folder goes by; what is to be told of it, or nothing where no time is played. */
export async function playTime(config: Config, options: PlayedOptions): Promise<string> {
  const { dataDirectory } = config;
  const before = await simulatedClockOf(dataDirectory);
  if (options.clock === undefined && before === undefined) {
    if (options.speed !== undefined || options.overRealEvents !== undefined)
      throw usageError('--speed and --over-real-events go with --clock.');
    return '';
  }
  assertAlone(config);
  const reached =
    before === undefined ? realTimeOf(dataDirectory, options.overRealEvents) : playedAt(before, machine());
  const played: SimulatedClock = {
    from: fromOf(options, reached),
    since: machine(),
    // One that a server goes by now, or that one left behind when it was killed, goes on as it went.
    speed: options.speed ?? (before === undefined || before.speed === 0 ? 1 : before.speed),
  };
  await createDataFolder(dataDirectory, []);
  await setSimulatedClock(dataDirectory, played);
  return `Played time: it is ${played.from}, and ${String(played.speed)} seconds pass in one.\n`;
}

/** No time comes twice. */
function fromOf({ clock }: PlayedOptions, reached: Instant | undefined): Instant {
  const from = clock ?? reached ?? machine();
  if (reached !== undefined && millisOf(from) < millisOf(reached))
    throw usageError(`--clock: this folder has come to ${reached}; give that time or a later one.`);
  return from;
}

function assertAlone({ eventStoreUrl, readModelsUrl, notify }: Config): void {
  if (eventStoreUrl !== undefined || readModelsUrl !== undefined)
    throw usageError(
      '--clock: time is played in a data folder alone, without servers that others use as well.',
    );
  if (reachesPeople(notify))
    throw usageError(
      '--clock: what is played reaches nobody outside. Leave REDRESS_NOTIFY out, or give log: or file:FOLDER.',
    );
}

/** Nobody plays in what really happened by a slip of the pen. */
function realTimeOf(directory: string, overRealEvents = 0): Instant | undefined {
  if (!hasHistory(directory)) return undefined;
  if (overRealEvents < 2)
    throw usageError(
      '--clock: this folder has real events. Play in a new one (--data), or in a copy of it with --over-real-events given twice.',
    );
  return machine();
}

/** While no server runs, no time passes in the play. */
export async function stopTime({ dataDirectory }: Config): Promise<void> {
  const played = await simulatedClockOf(dataDirectory);
  if (played === undefined) return;
  const since = machine();
  await setSimulatedClock(dataDirectory, { from: playedAt(played, since), since, speed: 0 });
}
