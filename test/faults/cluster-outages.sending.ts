import { eventually } from '#event-sourcing/testing';
import { type FragileCluster } from './cluster-outage.fixtures.ts';
import { keys, expectOutage } from './cluster-outage.staff.ts';
import type { Staff } from './cluster-outage.staff.ts';

export async function untilMore({ acknowledged }: Staff, count: number): Promise<void> {
  const before = acknowledged.size;
  await eventually(() => acknowledged.size >= before + count, 'acknowledged commands');
}

/**
 * Eight people, each with one command after the other, until one that was sent after the servers have broken off is
 * answered, or nobody answers; returns those that have failed. A slow machine may refuse some before.
 */
export async function sendUntil(
  end: AbortSignal | 'nobody answers',
  staff: Staff,
  url: string,
  name: string,
): Promise<readonly string[]> {
  const failed: string[] = [];
  const person = async (who: string): Promise<void> => {
    for (let number = 0; ; number += 1) {
      const key = `${who}-${String(number)}`;
      const isLast = end !== 'nobody answers' && end.aborted;
      const told = await staff.log(url, key).catch(() => undefined);
      if (told?.status !== 201) failed.push(key);
      if (told !== undefined && told.status !== 201) expectOutage(told);
      if (told === undefined || isLast) return;
    }
  };
  await Promise.all(keys(name, 8).map(person));
  return failed;
}

/** Until events have been written that nobody hears of any more. */
export async function swallowAnswers({ faults }: NonNullable<FragileCluster['double']>): Promise<void> {
  faults.append.push(...keys('append', 8).map(() => 'stall after writing' as const));
  await eventually(() => faults.append.length <= 4, 'appends');
}
