import { deliver, LeaseLost, NewerEvent, NotYet, type Feed, type Timing } from '#event-sourcing';
import type { Logger } from '#platform';
import type { CodecPort } from '../commands/codecs.ts';
import type { Engine } from '../engine.ts';
import type { DamageNotes } from '../damage/damage-notes.ts';
import { knownToFolds } from '../rules/known-to-folds.ts';
import type { Rulebooks } from '../rules/rulebooks.ts';
import { sender, type AnyProcess } from './follow-ups.ts';

export interface ProcessLoopOptions extends CodecPort {
  readonly engine: Pick<Engine, 'send' | 'readModels'>;
  readonly feed: Feed;
  readonly manager: AnyProcess;
  readonly holder: string;
  readonly leaseMillis?: number;
  readonly timing: Timing;
  readonly log: Logger;
  readonly notes: Pick<DamageNotes, 'note'>;
  readonly rulebooks: Rulebooks;
}

const PAUSE_MS = 1_000;

/**
 * Follows the history and takes every step of the process that nobody has taken yet, until the signal aborts. Correct
 * without the lease too, since steps are recognised by their ids; it only says whose checkpoint counts.
 */
export async function runProcessLoop(options: ProcessLoopOptions, signal: AbortSignal): Promise<void> {
  const { manager, timing, log } = options;
  while (!signal.aborted) {
    try {
      await follow(options, signal);
    } catch (error) {
      if (!(error instanceof LeaseLost || error instanceof NotYet))
        log.warn({ err: error, process: manager.name }, 'a process was interrupted; going on after a pause');
    }
    await timing.sleep(PAUSE_MS, signal);
  }
}

/** Name of its checkpoint and of its lease. Stored contract. */
export const checkpointOfProcess = ({ name }: Pick<ProcessLoopOptions['manager'], 'name'>): string =>
  `process:${name}`;

async function follow(options: ProcessLoopOptions, signal: AbortSignal): Promise<void> {
  const { engine, feed, manager, holder, leaseMillis = 5_000 } = options;
  const name = checkpointOfProcess(manager);
  const lease = await engine.readModels.acquireLease(name, holder, leaseMillis);
  if (lease === undefined) return;
  const release = (): Promise<void> => engine.readModels.releaseLease(lease);
  const lookUp = knownToFolds(options.rulebooks, options.notes);
  await deliver({
    ...{ manager, feed, codec: options.codec, signal, onDamage: options.notes.note },
    lookUp: (event) => lookUp([{ event }]),
    checkpoint: {
      load: () => engine.readModels.checkpoint(name),
      save: (checkpoint) => engine.readModels.saveCheckpoint(name, checkpoint, lease),
    },
    send: sender((kind, request) => engine.send(kind, request), manager),
  }).catch(async (error: unknown) => {
    // Another worker may be of a newer version, and able to go on.
    if (error instanceof NewerEvent) await release();
    throw error;
  });
  await release();
}
