import type { CaseCommand, CommandActor } from '#cases';
import type {
  CollectionSpec,
  CommandId,
  EventStore,
  HappenedAt,
  Instant,
  Position,
  ReadModelStore,
  Refusal,
  Revision,
} from '#event-sourcing';
import type { ProcedureRegistry } from '#procedures';

/** One command for one case, with everything that the edge knows about it. */
export interface CommandRequest {
  readonly caseId: string;
  readonly command: CaseCommand;
  readonly actor: CommandActor;
  /** The same id with the same content is the same request, however often it is sent (D19). */
  readonly commandId: CommandId;
  readonly happenedAt?: HappenedAt;
  /** From If-Match: refuse when the case has moved on. */
  readonly expectedRevision?: Revision;
  readonly correlationId?: string;
  readonly causationId?: string;
}

export type CommandOutcome =
  /** `repeated`: this very command was carried out before; the answer is that of the first time. */
  | {
      readonly outcome: 'accepted' | 'repeated' | 'unchanged';
      readonly caseId: string;
      readonly revision: Revision;
      readonly position: Position;
      readonly events: readonly { readonly type: string; readonly data: unknown }[];
    }
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | { readonly outcome: 'stale'; readonly actual: Revision }
  | { readonly outcome: 'commandIdReused' }
  /** Too many others at once; safe to repeat with the same id. */
  | { readonly outcome: 'contended' };

/** Files by their content: written once, checked on the way out (INV-2). */
export interface EvidenceStore {
  /** Streams to disk, hashing on the way; durable when it resolves. Throws {@link EvidenceTooLarge} beyond the limit. */
  put(content: AsyncIterable<Uint8Array>): Promise<{ readonly sha256: string; readonly size: number }>;
  /** `undefined` when there is no such file. */
  get(
    sha256: string,
  ): Promise<{ readonly size: number; readonly content: NodeJS.ReadableStream } | undefined>;
}

export class EvidenceTooLarge extends Error {
  override readonly name = 'EvidenceTooLarge';
}

export interface ProjectionStatus {
  readonly name: string;
  readonly version: number;
  readonly checkpoint: Position;
  readonly caughtUp: boolean;
  readonly parked: number;
}

/** The running product behind its two ports, whatever edge drives it: HTTP, CLI, scheduler, tests. */
export interface Engine {
  readonly store: EventStore;
  readonly readModels: ReadModelStore;
  readonly procedures: ProcedureRegistry;
  readonly evidence: EvidenceStore;
  execute(request: CommandRequest): Promise<CommandOutcome>;
  /**
   * Resolves when both engines answer and belong together. Throws EventStoreUnavailable or ReadModelsUnavailable, which
   * may pass, or ForeignReadModels, which an operator must mend.
   */
  ready(): Promise<void>;
  /** False when those read models (default: all) have not reached the position within the time (D10). */
  waitFor(
    position: Position,
    timeoutMillis: number,
    readModels?: readonly CollectionSpec[],
  ): Promise<boolean>;
  projections(): Promise<readonly ProjectionStatus[]>;
  now(): Instant;
  close(): Promise<void>;
}
