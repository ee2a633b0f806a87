import { createHmac } from 'node:crypto';
import { unkeyedSeal, type CommandSeal } from '#event-sourcing';
import type { SubjectKeys } from './subject-keys.ts';

/** `k1:` the keys, `:` the keyed hash. Stored contract. */
const SEALED = /^k1:([0-9a-f]{8}):[0-9a-f]{64}$/;
const UNKEYED = /^[0-9a-f]{64}$/;
/** Of commands for a subject whose key was destroyed: nothing can be told by it. */
const WITHOUT_KEY = 'k1:none';

/**
 * HMAC-SHA256 under the key of the stream: without the key files nobody can try what a command held, and with the key of
 * its subject destroyed nobody can at all. Hashes of histories before there were keys are compared as they were made.
 */
export function createCommandSeal(keys: Omit<SubjectKeys, 'destroy'>): CommandSeal {
  const seal: CommandSeal['seal'] = (stream, content) => {
    const key = keys.keyOf(stream);
    if (key === undefined) return WITHOUT_KEY;
    return `k1:${keys.id}:${createHmac('sha256', key).update(content).digest('hex')}`;
  };
  return {
    seal,
    compare(recorded, stream, content) {
      if (UNKEYED.test(recorded)) return unkeyedSeal.compare(recorded, stream, content);
      const id = SEALED.exec(recorded)?.[1];
      if (id !== keys.id || keys.keyOf(stream) === undefined) return 'unknown';
      return recorded === seal(stream, content) ? 'same' : 'other';
    },
  };
}
