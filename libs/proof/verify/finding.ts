import type { Position, Revision, StoredEvent, StreamName } from '#event-sourcing';

/** What can be found to be wrong with what proves a history. */
export const PROOF_FINDINGS = [
  /** An event names another one before it than stands there. */
  'chain-broken',
  /** An event names none, after others that did. */
  'chain-missing',
  /** Other bytes than were logged. */
  'changed',
  'inserted',
  'removed',
  'reordered',
  /** The history ends before the log does. */
  'cut',
  /** The history is not the one that a checkpoint was made of. */
  'not-as-signed',
  /** The log's own files, while the history is as it was signed. */
  'log-damaged',
  'checkpoint-missing',
  'checkpoint-unreadable',
  'checkpoint-forged',
  'checkpoint-of-another-key',
  /** A witness that is known has not signed what bears its name. */
  'cosignature-forged',
  'key-missing',
  /** An event that no program of this product records in that form. */
  'not-by-schema',
  /** An event that a newer program has recorded, or that was made to look like one: this one cannot tell what it holds. */
  'beyond-this-program',
  'evidence-missing',
  'evidence-changed',
  'read-model-differs',
] as const;
export type ProofFindingKind = (typeof PROOF_FINDINGS)[number];

export interface ProofFinding {
  readonly finding: ProofFindingKind;
  readonly message: string;
  /** Of the first event that it concerns, where it concerns one. */
  readonly position?: Position;
  readonly stream?: StreamName;
  readonly revision?: Revision;
}

export type PlaceOfEvent = Pick<StoredEvent, 'position' | 'stream' | 'revision'>;

export const placed = (
  finding: ProofFindingKind,
  { position, stream, revision }: PlaceOfEvent,
  what: string,
): ProofFinding => ({
  ...{ finding, position, stream, revision },
  message: `${stream}, revision ${revision.toString()} (position ${position}): ${what}`,
});
