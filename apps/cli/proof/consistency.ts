import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { VerifierKey } from '#keys';
import {
  emptyHead,
  growthOf,
  logOverHttp,
  writeConsistency,
  writeNote,
  type Growth,
  type KnownCheckpoint,
  type LogFiles,
  type TreeHead,
} from '#proof';
import { print, withHistory, type CliContext } from '../context.ts';
import { CliFailure, EXIT, usageError } from '../exit-codes.ts';
import { count } from '../output.ts';
import { asFound, checkpointIn, keyIn, signedLog } from './reading.ts';
import { textIn } from '../text-in.ts';

interface ConsistencyOptions {
  readonly earlier?: string;
  readonly later?: string;
  readonly url?: string;
  readonly key?: string;
  readonly out?: string;
}

/** A log, wherever it is read from, as whoever has its key sees it. */
interface FollowedLog {
  readonly files: LogFiles;
  readonly key: VerifierKey;
  readonly latest: KnownCheckpoint;
  /** What witnesses have signed last, where that is known. */
  readonly cosigned: string | undefined;
}

export async function consistency(
  context: CliContext,
  command: Command,
  options: ConsistencyOptions,
): Promise<void> {
  const log = await asFound(() =>
    options.url === undefined
      ? ownLog(context, command, options)
      : servedLog(options.url, options.key, context.signal),
  );
  const later = options.later === undefined ? log.latest : kept(options.later, log.key);
  const stands = await asFound(() => growthOf(log.files, later.checkpoint, log.latest.checkpoint));
  if (stands.standing !== 'grown')
    throw new CliFailure(difference(stands.standing, later, log.latest), EXIT.refused);
  const earlier = earlierOf(options, log);
  const growth = await asFound(() => growthOf(log.files, earlier.checkpoint, later.checkpoint));
  if (growth.standing !== 'grown')
    throw new CliFailure(difference(growth.standing, earlier, later), EXIT.refused);
  const from = earlier.checkpoint.size;
  const { size, ...proof } = { ...later.checkpoint, hashes: growth.hashes };
  if (options.out !== undefined)
    await writeFile(
      options.out,
      writeConsistency({ from, hashes: proof.hashes, checkpoint: later.checkpoint }),
    );
  const hashes = proof.hashes.map((hash) => hash.toString('base64'));
  await print(context, command, { from, to: size, hashes }, () => shown(earlier, later, log.latest));
}

async function ownLog(
  context: CliContext,
  command: Command,
  { key: keyFile }: ConsistencyOptions,
): Promise<FollowedLog> {
  const given = keyFile === undefined ? undefined : keyIn(keyFile);
  return withHistory(context, command, async ({ proof }) => {
    const { latest, key, files } = await signedLog(proof, context.signal, given);
    return {
      ...{ key, files, latest: checkpointIn('The latest checkpoint', writeNote(latest.note), key) },
      cosigned: await proof.folder.checkpoint('cosigned-checkpoint'),
    };
  });
}

async function servedLog(
  url: string,
  keyFile: string | undefined,
  signal: AbortSignal,
): Promise<FollowedLog> {
  if (keyFile === undefined)
    throw usageError('--url needs --key: whose signatures count is not for the server to say.');
  const key = keyIn(keyFile);
  const { tile, checkpoint } = logOverHttp(url.replace(/\/+$/, ''), signal);
  const latest = checkpointIn(`The checkpoint of ${url}`, await checkpoint(), key);
  return { key, latest, files: { tile, size: latest.checkpoint.size }, cosigned: undefined };
}

const kept = (file: string, key: VerifierKey): KnownCheckpoint => checkpointIn(file, textIn(file), key);

interface Earlier {
  readonly what: string;
  readonly checkpoint: TreeHead;
}

function earlierOf({ earlier, url }: ConsistencyOptions, log: FollowedLog): Earlier {
  if (earlier !== undefined) return kept(earlier, log.key);
  if (url !== undefined) throw usageError('Name the file of the checkpoint that was kept.');
  return log.cosigned === undefined
    ? { what: 'nothing', checkpoint: emptyHead() }
    : checkpointIn('What witnesses have signed', log.cosigned, log.key);
}

function difference(
  standing: Exclude<Growth['standing'], 'grown'>,
  earlier: Earlier,
  later: Earlier,
): string {
  const [before, after] = [count(earlier.checkpoint.size), count(later.checkpoint.size)];
  switch (standing) {
    case 'shorter':
      return `${earlier.what} speaks of ${before} events. ${later.what} speaks of ${after}: events were cut off, or an older backup was restored.`;
    case 'forked':
      return `The first ${before} events of the log are not those that ${earlier.what} was signed over: one of two histories was made up. Keep both files, they show it.`;
  }
}

function shown(earlier: Earlier, later: Earlier, latest: Earlier): string {
  const [before, after] = [earlier.checkpoint.size, later.checkpoint.size];
  const others = latest.checkpoint.size > after ? '' : ', and no others';
  if (before === 0) return `The log holds ${count(after)} events, of which no witness has signed any yet.\n`;
  return before === after
    ? `The log holds the ${count(after)} events that ${earlier.what} was signed over${others}.\n`
    : `The log has only grown: its first ${count(before)} events are those of ${earlier.what}, and ${count(after - before)} came after them.\n`;
}
