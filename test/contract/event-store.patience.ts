import { eventually, simulatedTiming, turns, type SimulatedTiming } from '#event-sourcing/testing';
import { openEventStoreDb, type EventStoreDbOptions } from '#event-store/eventstoredb';

/**
 * In simulated time, but for the deadline that the client itself sends along with an append: that one is longer than
 * any test.
 */
export const DEADLINE = 600_000;
/** Shorter than the deadline: a silent subscription is noticed before the requests under way are given up. */
export const SILENCE = 60_000;

/** What the adapter gives a server besides. */
const GRACE = 1000;
/** Pauses before the next attempt are shorter than this, everything else that the adapter waits for is longer. */
const SHORTEST_WAIT = 1000;

/** Time that passes when the test says so; pauses before the next attempt are over at once. */
export function patientTiming(): SimulatedTiming {
  const timing = simulatedTiming();
  return {
    ...timing,
    sleep: (millis, signal) => (millis < SHORTEST_WAIT ? turns() : timing.sleep(millis, signal)),
  };
}

/** A store that waits for its server as long as the test lets it: in simulated time, which stands still by itself. */
export const openPatiently = (
  options: Omit<EventStoreDbOptions, 'streamPrefixes'> & Partial<EventStoreDbOptions>,
) =>
  openEventStoreDb({
    streamPrefixes: ['case-'],
    deadlineMillis: DEADLINE,
    silenceMillis: SILENCE,
    timing: patientTiming(),
    ...options,
  });

/** Gives up the requests that are under way now. */
export const passDeadline = (timing: SimulatedTiming): Promise<void> => timing.advance(DEADLINE + GRACE);

/**
 * Lets the time pass little by little until the condition holds: there are many looks, and turns for everybody, within a
 * deadline. What a server in this process answers is not cut short by that; one in another process has no part in these
 * turns, and what is asked of it may be given up before its answer comes.
 */
export const passUntil = (
  timing: SimulatedTiming,
  condition: () => boolean | Promise<boolean>,
  what?: string,
): Promise<void> =>
  eventually(async () => {
    if (await condition()) return true;
    await timing.advance(DEADLINE / 50);
    return false;
  }, what);

/** The outcome of what needs time to pass. */
export async function meanwhile<Result>(timing: SimulatedTiming, work: Promise<Result>): Promise<Result> {
  const isOver = settled(work);
  await passUntil(timing, isOver, 'what time passes for');
  return work;
}

/** The same where nothing is answered: everything that is asked is given up. */
export async function inSilence<Result>(timing: SimulatedTiming, work: Promise<Result>): Promise<Result> {
  const isOver = settled(work);
  await eventually(async () => {
    await passDeadline(timing);
    return isOver();
  }, 'the end of all attempts');
  return work;
}

function settled(work: Promise<unknown>): () => boolean {
  let over = false;
  const done = (): void => {
    over = true;
  };
  work.then(done, done);
  return () => over;
}
