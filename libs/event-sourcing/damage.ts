import type { EventId, Position, Revision, StreamName } from './primitives.ts';

/** What can be wrong with the history of one stream. */
export const DAMAGE_FINDINGS = [
  /** The stream is gone, though others know it: deleted, or with a tombstone in its place. */
  'deleted',
  /** Events are missing at its beginning or within: it was cut, or deleted and begun anew. */
  'missing-events',
  /** An event that this product has not recorded. */
  'foreign-event',
  /** One of our own whose bytes say nothing any more. */
  'unreadable-event',
  /** One of our own with texts whose keys are not here. */
  'key-missing',
  /** Everything else may be read or written, this stream may not. */
  'access-denied',
  /** The server confirmed what does not stand there. */
  'not-read-back',
] as const;
export type DamageFinding = (typeof DAMAGE_FINDINGS)[number];

/** Where and what; at the first revision that it concerns, as far as that is known. */
export interface Damage {
  readonly stream: StreamName;
  readonly finding: DamageFinding;
  readonly revision?: Revision;
  readonly position?: Position;
  /** Of the event in question. */
  readonly eventId?: EventId;
  readonly type?: string;
}

/**
 * The history of one stream cannot be gone on with, and repeating does not mend it. Never an outage: everything else goes
 * on, and nothing waits for it.
 */
export class StreamFault extends Error {
  override readonly name = 'StreamFault';
  readonly damage: Damage;

  constructor(damage: Damage, message: string = sentenceOf(damage), options?: ErrorOptions) {
    super(message, options);
    this.damage = damage;
  }
}

/** The store takes no append of that size; nothing was written, and repeating does not help. */
export class AppendTooLarge extends Error {
  override readonly name = 'AppendTooLarge';
}

const SENTENCES: Readonly<Record<DamageFinding, string>> = {
  deleted: 'is not there any more: it was deleted, or has a tombstone in its place',
  'missing-events': 'lacks events: it was cut, or deleted and begun anew',
  'foreign-event': 'holds an event that this product has not recorded',
  'unreadable-event': 'holds an event that cannot be read any more',
  'key-missing': 'holds texts whose keys are not here, and nothing is decided by what cannot be read',
  'access-denied': 'may not be read or written by the user of this service',
  'not-read-back': 'does not give back what the server confirmed',
};

/** For people: which stream, what, and where. */
export function sentenceOf({ stream, finding, revision, position }: Damage): string {
  const at = revision === undefined ? '' : ` (revision ${revision.toString()}`;
  const where = at === '' || position === undefined ? at : `${at}, position ${position}`;
  return `The history of ${stream} ${SENTENCES[finding]}${where === '' ? '' : `${where})`}.`;
}
