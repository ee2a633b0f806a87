import type { Timing } from '#event-sourcing';
import { InvalidKeyFile, type Logger } from '#platform';
import { HistoryNotAsLogged, LogDamaged } from '#proof';
import type { ProofLog } from './proof.ts';

export interface LogLoopOptions {
  readonly engine: { readonly proof: Pick<ProofLog, 'advance'> };
  readonly log: Logger;
  readonly timing: Timing;
}

/** How far the log is behind the history at most, while nothing is wrong. */
const PAUSE_MS = 1_000;
/** Somebody has to look first. */
const LONG_PAUSE_MS = 60_000;

/** Keeps the log of the history until the signal aborts. Nobody waits for it: complaints go on without (INT-7). */
export async function runLogLoop(
  { engine: { proof }, log, timing }: LogLoopOptions,
  signal: AbortSignal,
): Promise<void> {
  let told = '';
  const ended = (): boolean => signal.aborted;
  while (!ended()) {
    let pause = PAUSE_MS;
    try {
      await proof.advance(signal);
      told = '';
    } catch (error) {
      if (ended()) return;
      const message = error instanceof Error ? error.message : String(error);
      const needsSomebody = isForSomebody(error);
      if (needsSomebody) pause = LONG_PAUSE_MS;
      if (message !== told)
        log[needsSomebody ? 'error' : 'warn'](
          { err: error },
          'the log that proves the history does not go on; everything else does',
        );
      told = message;
    }
    await timing.sleep(pause, signal);
  }
}

const isForSomebody = (error: unknown): boolean =>
  error instanceof HistoryNotAsLogged || error instanceof LogDamaged || error instanceof InvalidKeyFile;
