import { ReadModelsUnavailable, type Timing } from '#event-sourcing';

/** How long somebody who complains waits for read models that do not answer. */
const PATIENCE_MS = 1_000;

/** INT-7: nobody is kept from complaining by read models that are away; the process looks later. */
export async function orNothing<Result>(work: Promise<Result>, timing: Timing): Promise<Result | undefined> {
  const over = new AbortController();
  const late = timing.sleep(PATIENCE_MS, over.signal).then(() => undefined);
  const unlessAway = work.catch((error: unknown) => {
    if (error instanceof ReadModelsUnavailable) return undefined;
    throw error;
  });
  try {
    return await Promise.race([unlessAway, late]);
  } finally {
    over.abort();
  }
}
