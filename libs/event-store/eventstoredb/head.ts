import { BEGINNING, type Position } from '#event-sourcing';
import { placeOf, toPosition } from './positions.ts';
import type { LoggedEvent, LogSelection } from './protocol.ts';

export interface HeadSearchOptions {
  readonly look: (selection: LogSelection) => Promise<readonly LoggedEvent[]>;
  readonly prefixes: readonly string[];
  readonly isOurs: (event: LoggedEvent) => boolean;
}

/** Up to `upTo`, no event of ours comes after `head`. */
interface Known {
  readonly upTo: Position;
  readonly head: Position;
}

const NOTHING: Known = { upTo: BEGINNING, head: BEGINNING };

/**
 * Where the history ends in a log that others write to as well. The end of the log is a question of its own, which costs
 * nothing; what lies between is looked through by the server, and never twice by the same process.
 */
export function createHeadSearch({ look, prefixes, isOurs }: HeadSearchOptions): () => Promise<Position> {
  let known = NOTHING;
  /** The last of ours; the server may have noted something of its own in our streams after it. */
  const lastOfOurs = async (): Promise<Position> => {
    for (let limit = 4; ; limit *= 4) {
      const found = await look({ from: 'end', direction: 'backwards', limit, prefixes });
      const event = found.find(isOurs);
      if (event !== undefined) return toPosition(event.position);
      if (found.length < limit) return BEGINNING;
    }
  };
  const isNothingNew = async ({ upTo }: Known): Promise<boolean> => {
    const from = placeOf(upTo);
    if (from === undefined) return false;
    const found = await look({ from, direction: 'forwards', limit: 2, prefixes });
    return found.every(({ position }) => toPosition(position) <= upTo);
  };
  return async () => {
    const [end] = await look({ from: 'end', direction: 'backwards', limit: 1 });
    const upTo = end === undefined ? BEGINNING : toPosition(end.position);
    // The log was longer: it was restored from an older backup, and what was known of it counts for nothing.
    if (upTo < known.upTo) known = NOTHING;
    if (end === undefined || upTo === known.upTo) return known.head;
    if (isOurs(end)) known = { upTo, head: upTo };
    else if (await isNothingNew(known)) known = { upTo, head: known.head };
    else {
      const head = await lastOfOurs();
      // Others write on meanwhile.
      known = { upTo: head > upTo ? head : upTo, head };
    }
    return known.head;
  };
}
