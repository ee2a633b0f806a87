import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instant, instantOf } from '#event-sourcing';
import { DataFolderUnusable } from './data-folder.ts';
import {
  assertNotPlayed,
  assertTellsPlayers,
  clockOfFolder,
  playedAt,
  setSimulatedClock,
  simulatedClockOf,
} from './simulated-clock.ts';

const clock = {
  from: instant('2026-09-30T16:55:00+08:00'),
  since: instant('2026-11-28T08:00:00Z'),
  speed: 600,
};

describe('time that is played', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'redress-clock-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('passes as much faster as was asked for, from the moment that was given', () => {
    expect(playedAt(clock, clock.since)).toBe('2026-09-30T08:55:00.000Z');
    expect(playedAt(clock, instant('2026-11-28T08:01:00Z'))).toBe('2026-09-30T18:55:00.000Z');
    expect(playedAt({ ...clock, speed: 0 }, instant('2027-01-01T00:00:00Z'))).toBe(
      '2026-09-30T08:55:00.000Z',
    );
  });

  it('never goes back while the clock of the machine does not, nor before its beginning when that does', () => {
    const millis = fc.integer({ min: -10_000_000, max: 10_000_000 });
    fc.assert(
      fc.property(millis, millis, fc.integer({ min: 0, max: 100_000 }), (one, other, speed) => {
        const at = (offset: number) =>
          playedAt({ ...clock, speed }, instantOf(Date.parse(clock.since) + offset));
        expect(at(Math.min(one, other)) <= at(Math.max(one, other))).toBe(true);
        expect(at(one) >= clock.from).toBe(true);
      }),
    );
  });

  it('is that of the folder, for every process on it', async () => {
    expect(await simulatedClockOf(folder)).toBeUndefined();
    await setSimulatedClock(folder, clock);
    expect(await simulatedClockOf(folder)).toEqual(clock);
  });

  it('is the same for every process on the folder, whoever sets it, and goes back for none', async () => {
    let machine = instant('2026-11-28T08:00:00Z');
    expect(await clockOfFolder(folder, () => machine).then((now) => now())).toBe(machine);
    await setSimulatedClock(folder, clock);
    const first = await clockOfFolder(folder, () => machine);
    machine = instant('2026-11-28T08:01:00Z');
    expect(first()).toBe('2026-09-30T18:55:00.000Z');
    // A second server moves it on, and the first one goes along.
    await setSimulatedClock(folder, { from: instant('2026-10-05T01:00:00Z'), since: machine, speed: 1 });
    const second = await clockOfFolder(folder, () => machine);
    expect([first(), second()]).toEqual(['2026-10-05T01:00:00.000Z', '2026-10-05T01:00:00.000Z']);
    await setSimulatedClock(folder, clock);
    expect(first()).toBe('2026-10-05T01:00:00.000Z');
  });

  it('goes on by what is known of it where its file is lost or cannot be read any more', async () => {
    let machine = instant('2026-11-28T08:00:00Z');
    await setSimulatedClock(folder, clock);
    const now = await clockOfFolder(folder, () => machine);
    machine = instant('2026-11-28T08:01:00Z');
    await writeFile(path.join(folder, 'simulated-clock.json'), '{');
    expect(now()).toBe('2026-09-30T18:55:00.000Z');
    await rm(path.join(folder, 'simulated-clock.json'));
    machine = instant('2026-11-28T08:02:00Z');
    expect(now()).toBe('2026-10-01T04:55:00.000Z');
  });

  it('is not mixed with what others do on servers', async () => {
    await assertNotPlayed(folder);
    await setSimulatedClock(folder, clock);
    await expect(assertNotPlayed(folder)).rejects.toThrow('is played');
  });

  it.each([
    { channel: 'smtp', url: 'smtp://mail.example.com', from: 'redress@example.com' },
    { channel: 'webhook', url: 'https://example.com', secretFile: '/secret' },
  ] as const)('is told to nobody outside: $channel', async (notify) => {
    await assertTellsPlayers(folder, notify);
    await setSimulatedClock(folder, clock);
    await expect(assertTellsPlayers(folder, notify)).rejects.toThrow(DataFolderUnusable);
  });

  it.each([undefined, { channel: 'log' }, { channel: 'file', directory: '/told' }] as const)(
    'is told to whoever plays: %j',
    async (notify) => {
      await setSimulatedClock(folder, clock);
      await expect(assertTellsPlayers(folder, notify)).resolves.toBeUndefined();
    },
  );

  it.each([
    '',
    '{',
    '{}',
    '[]',
    'null',
    '{"from":"2026-09-30","since":"2026-11-28T08:00:00.000Z","speed":1}',
  ])('is never taken for the time of the machine where it cannot be read: %s', async (text) => {
    await writeFile(path.join(folder, 'simulated-clock.json'), text);
    await expect(simulatedClockOf(folder)).rejects.toThrow(DataFolderUnusable);
  });
});
