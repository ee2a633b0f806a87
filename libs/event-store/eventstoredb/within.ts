import { OVER, type Timing } from '#event-sourcing';
import { NoAnswer } from './failure.ts';

/** Past the server's own deadline, for an answer that is under way and for looking up a cluster's leader. */
export const GRACE_MILLIS = 1000;

/** Rejects with {@link NoAnswer} after the time; what comes later is not heard. */
export async function within<Result>(
  { timing, millis }: { readonly timing: Timing; readonly millis: number },
  answer: Promise<Result>,
): Promise<Result> {
  const over = new AbortController();
  try {
    const first = await Promise.race([
      answer.then((result) => ({ result })),
      timing.sleep(millis, over.signal).then(() => undefined),
    ]);
    if (first === undefined) throw new NoAnswer(millis);
    return first.result;
  } finally {
    over.abort(OVER);
  }
}
