import type { Position } from '../primitives.ts';
import type { ReadModelStore } from '../read-model-store.ts';
import type { Timing } from '../timing.ts';

/**
 * Read your writes (design D10): resolves true once the checkpoint (`open-cases@1`) has reached the position of one's
 * command, false when the time is over first.
 */
export async function waitForPosition(
  readModels: Pick<ReadModelStore, 'checkpoint'>,
  checkpoint: string,
  position: Position,
  {
    timing,
    timeoutMillis,
    signal,
  }: { readonly timing: Timing; readonly timeoutMillis: number; readonly signal?: AbortSignal },
): Promise<boolean> {
  const end = timing.now() + timeoutMillis;
  for (;;) {
    if ((await readModels.checkpoint(checkpoint)) >= position) return true;
    const left = end - timing.now();
    if (left <= 0 || signal?.aborted === true) return false;
    await timing.sleep(Math.min(POLL_MILLIS, left), signal);
  }
}

const POLL_MILLIS = 10;
