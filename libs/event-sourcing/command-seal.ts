import { sha256 } from './canonical.ts';
import type { CanonicalJson, StreamName } from './primitives.ts';

/** What stands in the history for the content of a command: a repeat is told by it from another command with the same id. */
export interface CommandSeal {
  seal(stream: StreamName, content: CanonicalJson): string;
  /** `unknown`: the key that it was made with is not here. */
  compare(recorded: string, stream: StreamName, content: CanonicalJson): 'same' | 'other' | 'unknown';
}

/** SHA-256 without a key, as the first histories have it: whoever reads it can try what it stands for. */
export const unkeyedSeal: CommandSeal = {
  seal: (_stream, content) => sha256(content),
  compare: (recorded, _stream, content) => (recorded === sha256(content) ? 'same' : 'other'),
};
