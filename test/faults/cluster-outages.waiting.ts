import { expect } from 'vitest';
import { eventually } from '#event-sourcing/testing';
import { readiness, type Running } from './cluster-outage.fixtures.ts';
import { type ClusterProcess, type LogLine } from './cluster-processes.ts';

export const waitingLines = (process: ClusterProcess): readonly LogLine[] =>
  process.log().filter(({ msg }) => msg === 'waiting for a server that is away');

export const messagesOf = (process: ClusterProcess): readonly string[] => process.log().map(({ msg }) => msg);

export const untilNotReady = (running: Running): Promise<void> =>
  eventually(async () => (await readiness(running)).every((status) => status === 503), 'unreadiness');

export const isTrouble = ({ level }: LogLine): boolean => level === 'warn' || level === 'error';

/** The time-outs of the two drivers, which stand in the connection strings. */
export const isSilence = (line: LogLine): boolean =>
  /timed out|did not answer in time|no answer within 500 ms|deadline exceeded/i.test(JSON.stringify(line));

/** Growing pauses; every line says what is away and what to look at, without a password or a stack. */
export function expectPatience(waiting: ClusterProcess): void {
  const lines = waitingLines(waiting);
  const pauses = lines.map(({ againInMillis }) => Number(againInMillis));
  expect(pauses.at(-1)).toBeGreaterThan(3 * (pauses[0] ?? Infinity));
  for (const { level, why } of lines) {
    expect(level).toBe('warn');
    expect(why).toMatch(/(MongoDB|EventStoreDB) at 127\.0\.0\.1:\d+.*: check that it runs/);
  }
  expect(JSON.stringify(waiting.log())).not.toMatch(/secret|\\n +at /);
}
