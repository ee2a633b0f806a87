import type { CaseCommand } from '#cases';
import type { CollectionSpec, EventStore, Instant, Position, ReadModelStore } from '#event-sourcing';
import type { ProcedureRegistry } from '#procedures';
import type { Circumstances, Outcome } from './commands.ts';

/** One command for one case, with everything that the edge knows about it. */
export interface CommandRequest extends Circumstances {
  readonly caseId: string;
  readonly command: CaseCommand;
}

export type CommandOutcome = Outcome<{ readonly caseId: string }>;

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
