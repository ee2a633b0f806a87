import { readFile } from 'node:fs/promises';
import { openChannel } from '#channels';
import { commandId, type CommandId } from '#event-sourcing';
import { OUTBOX_ID, outboxAggregate, type OutboxCommand } from '#notices';
import { assertTellsPlayers, type DataFolder, type NotifySettings } from '#platform';
import type { Engine } from '../engine.ts';
import { runProcessLoop, type ProcessLoopOptions } from '../processes/process-loop.ts';
import { HoldBack } from '../scheduler/hold-back.ts';
import { addressesIn } from './addresses.ts';
import { sendDue, type SendingOptions } from './sending.ts';

export interface NotifyingOptions
  extends
    Omit<SendingOptions, 'channel' | 'addressOf' | 'engine' | 'heldBack'>,
    Omit<ProcessLoopOptions, 'engine'> {
  readonly engine: Pick<Engine, 'send' | 'now' | 'readModels' | 'store' | 'organisation'>;
  /** Absent: nobody is told anything. */
  readonly settings: NotifySettings | undefined;
  readonly folder: Pick<DataFolder, 'restored' | 'directory'>;
}

/** After this much rest it is looked again whether something is due. */
const PAUSE_MS = 500;
const AFTER_FAILURE_MS = 5_000;

/** Tells people what happens, until the signal aborts. Rejects where the channel that is configured cannot be used. */
export async function runNotifying(options: NotifyingOptions, signal: AbortSignal): Promise<void> {
  const { settings, log } = options;
  if (settings === undefined) {
    log.info({}, 'nobody is told anything: no channel is configured (REDRESS_NOTIFY)');
    return;
  }
  const { store, organisation } = options.engine;
  const addressOf = addressesIn({ codec: options.codec, store, organisation: () => organisation() });
  const channel = await openChannel(settings, { log, now: () => Date.now() });
  try {
    await untilBegun(options, signal);
    await Promise.all([
      runProcessLoop(options, signal),
      runSending({ ...options, channel, addressOf, heldBack: new HoldBack(options.timing) }, signal),
    ]);
  } finally {
    await channel.close();
  }
}

/** Whoever reacts to facts before that would find that nobody is told. */
async function untilBegun(
  { engine, folder, log, timing }: NotifyingOptions,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted)
    try {
      await beginTelling(engine, folder);
      return;
    } catch (error) {
      log.warn({ err: error }, 'telling people could not begin; trying again after a pause');
      await timing.sleep(AFTER_FAILURE_MS, signal);
    }
}

async function runSending(
  options: SendingOptions & Pick<NotifyingOptions, 'folder' | 'settings'>,
  signal: AbortSignal,
): Promise<void> {
  const { timing, log } = options;
  while (!signal.aborted)
    try {
      // Somebody may have begun to play meanwhile.
      await assertTellsPlayers(options.folder.directory, options.settings);
      const moved = await sendDue(options, signal);
      await timing.sleep(moved === 0 ? PAUSE_MS : 0, signal);
    } catch (error) {
      log.warn({ err: error }, 'telling people was interrupted; going on after a pause');
      await timing.sleep(AFTER_FAILURE_MS, signal);
    }
}

/**
 * From now on people are told, unless they were before. After a backup was restored, what is owed from before is held
 * back: nobody knows here what was told since it was taken.
 */
async function beginTelling(
  engine: Pick<Engine, 'send'>,
  folder: Pick<DataFolder, 'restored'>,
): Promise<void> {
  const begin = (because: 'switchedOn' | 'restored', id: CommandId) =>
    engine.send(outboxAggregate.kind, {
      ...{ id: OUTBOX_ID, commandId: id, actor: { id: 'notices', role: 'system' } },
      command: { type: 'BeginTelling', data: { because } } satisfies OutboxCommand,
    });
  await begin('switchedOn', commandId('telling', 'switchedOn'));
  const restored = await readFile(folder.restored, 'utf8').catch(() => undefined);
  if (restored === undefined) return;
  const { id } = JSON.parse(restored) as { readonly id: string };
  await begin('restored', commandId('telling', 'restored', id));
}
