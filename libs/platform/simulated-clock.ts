import { readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { instantOf, isInstant, millisOf, type Instant } from '#event-sourcing';
import { dataFolder, DataFolderUnusable } from './data-folder.ts';
import { isErrno, replaceFile } from './files.ts';
import type { NotifySettings } from './notify-settings.ts';

/** Time that is played, for tests, demonstrations and training. Stored contract: every process on the folder goes by it. */
export interface SimulatedClock {
  /** What time it was in the play when the machine's clock said `since`. */
  readonly from: Instant;
  readonly since: Instant;
  /** So many seconds of the play pass in a second; 0: it stands still, as no server runs. */
  readonly speed: number;
}

export const FASTEST = 100_000;

const fileIn = (directory: string): string =>
  path.join(dataFolder(directory).directory, 'simulated-clock.json');

/** Pure: what time it is in the play. */
export const playedAt = ({ from, since, speed }: SimulatedClock, machine: Instant): Instant =>
  instantOf(millisOf(from) + Math.max(0, millisOf(machine) - millisOf(since)) * speed);

/** `undefined` for a folder whose time is the machine's. Throws {@link DataFolderUnusable} for what nobody can read. */
export async function simulatedClockOf(directory: string): Promise<SimulatedClock | undefined> {
  const file = fileIn(directory);
  try {
    return clockIn(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    if (isErrno(cause, 'ENOENT') || isErrno(cause, 'ENOTDIR')) return undefined;
    throw new DataFolderUnusable(
      `${file} says by which time this folder is played, and cannot be read: begin a new folder.`,
      { cause },
    );
  }
}

/**
 * What time it is, for as long as a process lives: whoever sets the clock sets it for every process on the folder, and none
 * of them goes back. `machine` where no time is played. Throws {@link DataFolderUnusable} as {@link simulatedClockOf} does.
 */
export async function clockOfFolder(directory: string, machine: () => Instant): Promise<() => Instant> {
  const file = fileIn(directory);
  let stamp = stampOf(file);
  let clock = await simulatedClockOf(directory);
  if (clock === undefined) return machine;
  let reached = clock.from;
  return () => {
    const stands = stampOf(file);
    if (stands !== stamp) {
      stamp = stands;
      clock = clockNowIn(file) ?? clock;
    }
    const now = clock === undefined ? machine() : playedAt(clock, machine());
    reached = now > reached ? now : reached;
    return reached;
  };
}

function stampOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false, bigint: true });
  return found === undefined ? '' : `${String(found.ino)} ${String(found.mtimeNs)}`;
}

/** `undefined` for what nobody can read: a process that plays goes on by what it knows. */
function clockNowIn(file: string): SimulatedClock | undefined {
  try {
    return clockIn(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

function clockIn(read: unknown): SimulatedClock {
  if (typeof read !== 'object' || read === null) throw new TypeError('no clock');
  const { from, since, speed } = read as Readonly<Record<string, unknown>>;
  const isMoment = (value: unknown): value is Instant => typeof value === 'string' && isInstant(value);
  if (!isMoment(from) || !isMoment(since) || typeof speed !== 'number' || !(speed >= 0 && speed <= FASTEST))
    throw new TypeError('no clock');
  return { from, since, speed };
}

/** Throws {@link DataFolderUnusable}: what is played in one folder is not mixed with what others do on servers. */
export async function assertNotPlayed(directory: string): Promise<void> {
  if ((await simulatedClockOf(directory)) === undefined) return;
  throw new DataFolderUnusable(
    `The time of ${directory} is played (redress serve --clock): use it without EVENT_STORE and READ_MODELS, or another folder with them.`,
  );
}

/** What is told over a network reaches people who do not play. */
export const reachesPeople = (notify: NotifySettings | undefined): boolean =>
  notify?.channel === 'smtp' || notify?.channel === 'webhook';

/** Throws {@link DataFolderUnusable}: of what is played nobody is told who does not play. */
export async function assertTellsPlayers(
  directory: string,
  notify: NotifySettings | undefined,
): Promise<void> {
  if (!reachesPeople(notify) || (await simulatedClockOf(directory)) === undefined) return;
  throw new DataFolderUnusable(
    `The time of ${directory} is played (redress serve --clock), and mail and webhooks would reach real people: leave REDRESS_NOTIFY out, or give log: or file:FOLDER.`,
  );
}

export const setSimulatedClock = (directory: string, clock: SimulatedClock): Promise<void> =>
  replaceFile(fileIn(directory), `${JSON.stringify(clock, undefined, 2)}\n`);
