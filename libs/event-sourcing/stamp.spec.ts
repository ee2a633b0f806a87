import { describe, expect, it } from 'vitest';
import { commandId } from './ids.ts';
import { instant, type LocalDate } from './primitives.ts';
import { stampMetadata, type Stamp } from './stamp.ts';

const stamp: Stamp = {
  commandId: commandId('stamp'),
  commandHash: 'hash',
  actor: { id: 'u-1', role: 'agent' },
  recordedAt: instant('2026-09-30T08:55:00Z'),
};
const draft = { type: 'Noted', data: { text: 'x' } } as const;

describe('stamping an event', () => {
  it('takes the time of recording when nobody says when it happened', () => {
    expect(stampMetadata(draft, stamp).metadata).toEqual({
      schemaVersion: 1,
      actor: { id: 'u-1', role: 'agent' },
      happenedAt: '2026-09-30T08:55:00.000Z',
      recordedAt: '2026-09-30T08:55:00.000Z',
      commandId: stamp.commandId,
      commandHash: 'hash',
      $correlationId: stamp.commandId,
      $causationId: stamp.commandId,
    });
  });

  it("prefers the event's own time to the command's time", () => {
    const told = { ...stamp, happenedAt: '2026-09-29' as LocalDate };
    expect(stampMetadata(draft, told).metadata.happenedAt).toBe('2026-09-29');
    expect(stampMetadata({ ...draft, happenedAt: '2026-09-28' as LocalDate }, told).metadata.happenedAt).toBe(
      '2026-09-28',
    );
  });

  it('leaves the time out when it is unknown', () => {
    expect(stampMetadata({ ...draft, happenedAt: 'unknown' }, stamp).metadata).not.toHaveProperty(
      'happenedAt',
    );
    expect(stampMetadata(draft, { ...stamp, happenedAt: 'unknown' }).metadata).not.toHaveProperty(
      'happenedAt',
    );
  });

  it('names procedure, conversation and cause when they are given', () => {
    const metadata = stampMetadata(draft, {
      ...stamp,
      procedure: 'p@2',
      correlationId: 'c',
      causationId: 'e',
    }).metadata;
    expect(metadata).toMatchObject({ procedure: 'p@2', $correlationId: 'c', $causationId: 'e' });
  });
});
