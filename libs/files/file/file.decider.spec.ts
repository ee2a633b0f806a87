import { describe, expect, it } from 'vitest';
import { commandId, createCodec, eventId, isRefusal, stampMetadata } from '#event-sourcing';
import { anyStamp } from '#event-sourcing/testing';
import { fileEventContracts } from './codec.ts';
import type { FileCommand } from './commands.ts';
import { fileDecider } from './file.decider.ts';
import { unknownFile, type FileState } from './state.ts';

const codec = createCodec(fileEventContracts);
const CASE = '7F3K-9M2Q-X4TB';
const scan = (result: 'clean' | 'foundBad' | 'notScanned'): FileCommand => ({
  type: 'RecordScan',
  data: { result, case: CASE, ...(result === 'foundBad' && { finding: 'Eicar-Test-Signature' }) },
});
const release: FileCommand = { type: 'ReleaseFile', data: { reason: 'A false alarm' } };
const destroy: FileCommand = { type: 'DestroyFile', data: { reason: 'A trojan' } };

/** What the commands come to, one after the other: the events, or the refusal of the last one. */
function told(...commands: readonly FileCommand[]): {
  readonly state: FileState;
  readonly last: readonly string[] | string;
} {
  let state = unknownFile;
  let last: readonly string[] | string = [];
  for (const [index, command] of commands.entries()) {
    const decision = fileDecider.decide(command, state, {});
    last = isRefusal(decision) ? decision.code : decision.map(({ type }) => type);
    for (const draft of isRefusal(decision) ? [] : decision) {
      const event = stampMetadata(draft, { ...anyStamp, schemaVersion: codec.versionOf(draft.type) });
      codec.encode(event, eventId(commandId('file', index), 0));
      state = fileDecider.evolve(state, event);
    }
  }
  return { state, last };
}

describe('a file that may do harm', () => {
  it.each(['foundBad', 'notScanned'] as const)('INV-2 is in quarantine as %s, once', (result) => {
    expect(told(scan(result))).toEqual({ state: { standing: result }, last: ['FileQuarantined'] });
    expect(told(scan(result), scan(result)).last).toEqual([]);
  });

  it('INV-2 leaves quarantine when the scanner has seen it, and comes back when the scanner knows more', () => {
    expect(told(scan('notScanned'), scan('clean')).state.standing).toBe('clean');
    expect(told(scan('clean'), scan('foundBad')).state.standing).toBe('foundBad');
    expect(told(scan('clean'), scan('clean')).last).toEqual([]);
  });

  it('INV-2 stays what it was found to be when the scanner is away', () => {
    for (const result of ['clean', 'foundBad'] as const)
      expect(told(scan(result), scan('notScanned'))).toEqual({ state: { standing: result }, last: [] });
  });

  it('INV-2 is released or destroyed by command, once, and only from quarantine', () => {
    for (const result of ['foundBad', 'notScanned'] as const) {
      expect(told(scan(result), release)).toEqual({
        state: { standing: 'released' },
        last: ['FileReleased'],
      });
      expect(told(scan(result), destroy)).toEqual({
        state: { standing: 'destroyed' },
        last: ['FileDestroyed'],
      });
    }
    expect(told(scan('foundBad'), release, release).last).toEqual([]);
    expect(told(scan('foundBad'), destroy, destroy).last).toEqual([]);
    for (const before of [[], [scan('clean')], [scan('foundBad'), release]])
      expect(told(...before, destroy).last).toBe('not-in-quarantine');
    for (const before of [[], [scan('clean')], [scan('foundBad'), destroy]])
      expect(told(...before, release).last).toBe('not-in-quarantine');
  });

  it('INV-2 stays released whatever a scanner says of it, and is looked at anew when it was destroyed', () => {
    for (const result of ['clean', 'foundBad', 'notScanned'] as const) {
      expect(told(scan('foundBad'), release, scan(result)).last).toEqual([]);
      expect(told(scan('foundBad'), destroy, scan(result)).state.standing).toBe(result);
    }
  });
});
