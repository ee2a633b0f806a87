import type { Figure } from './compare.ts';

/**
 * What others notice of it: how long nothing else is done, and how much memory it takes. Pauses are counted in the time of
 * the processor between two turns of the event loop: what other programs on the machine take is not ours.
 */
export async function pausesOf(
  work: () => Promise<unknown>,
  during: string,
  { warm }: { readonly warm: boolean },
): Promise<readonly Figure[]> {
  if (!warm) await work();
  const before = process.memoryUsage().heapUsed;
  let most = before;
  const watching = setInterval(() => (most = Math.max(most, process.memoryUsage().heapUsed)), 20);
  const pauses = watchPauses();
  await work();
  const longest = pauses.end();
  clearInterval(watching);
  return [
    { title: `${during}: longest pause of the event loop`, value: longest, unit: 'ms' },
    { title: `${during}: memory beside what was there`, value: (most - before) / 2 ** 20, unit: 'MB' },
  ];
}

function watchPauses(): { end(): number } {
  const used = (): number => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1_000;
  };
  let [last, longest, over] = [used(), 0, false];
  const turn = (): void => {
    const now = used();
    longest = Math.max(longest, now - last);
    last = now;
    if (!over) setImmediate(turn);
  };
  setImmediate(turn);
  return {
    end() {
      over = true;
      return longest;
    },
  };
}
