import { describe, expect, it } from 'vitest';
import { commandId, eventId } from './ids.ts';

describe('ids', () => {
  it('are version 5 UUIDs that are the same on every run, because they are stored', () => {
    const command = commandId('deadlines', 'breach', 7);
    expect(command).toBe('c98c4eff-e15b-5dae-8819-32c7e873b07a');
    expect(eventId(command, 0)).toBe('53ff8e9b-5cf8-5e32-b7c8-37ae518a3668');
  });

  it('differ for every event of a command', () => {
    const command = commandId('x');
    expect(new Set([0, 1, 2, 10, 12].map((index) => eventId(command, index))).size).toBe(5);
  });

  it('keep the parts of a cause apart', () => {
    expect(commandId('a', 'b')).not.toBe(commandId('a,b'));
    expect(commandId('1')).not.toBe(commandId(1));
  });
});
