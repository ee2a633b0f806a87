import type { CaseCommand } from '#cases';
import type { Organisation, OrganisationCommand } from '#organisation';
import type { CollectionSpec, EventStore, Instant, Position, ReadModelStore } from '#event-sourcing';
import type { ProcedureRegistry } from '#procedures';
import type { EvidenceStore } from '#evidence';
import type { Circumstances, Outcome, Request } from './commands/commands.ts';

/** One command for one case, with everything that the edge knows about it. */
export interface CommandRequest extends Circumstances {
  readonly caseId: string;
  readonly command: CaseCommand;
}

export type CommandOutcome = Outcome<{ readonly caseId: string }>;

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
  /** A command to the organisation; who may send one is for the edge to see to. */
  organise(request: Request<OrganisationCommand>): Promise<Outcome>;
  /** Who there is and who holds what, by everything that is recorded now, or was by that moment (D23, D11). */
  organisation(knownAt?: Instant): Promise<Organisation>;
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
