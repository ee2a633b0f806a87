import { millisOf, type Instant, type ReadModelStore } from '#event-sourcing';

/**
 * How far this machine's clock is ahead of the one where the read models are kept, in ms; negative: behind. 0 within the
 * time that the question took, and where both are the same machine.
 */
export async function clockAhead(
  { clock }: Pick<ReadModelStore, 'clock'>,
  now: () => Instant,
): Promise<number> {
  if (clock === undefined) return 0;
  const before = millisOf(now());
  const there = millisOf(await clock());
  const after = millisOf(now());
  return Math.max(0, before - there) + Math.min(0, after - there);
}
