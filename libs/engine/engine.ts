import type { CaseCommand, Progress } from '#cases';
import type { TextWitness } from '#keys';
import type { Organisation, OrganisationCommand } from '#organisation';
import type {
  AggregateRequest,
  Circumstances,
  CollectionSpec,
  EventStore,
  Instant,
  ParkedEvent,
  Position,
  ReadModelStore,
  ReleaseOutcome,
} from '#event-sourcing';
import type { Rules } from '#procedures';
import type { Act, Operator } from './audit/auditing.ts';
import type { SetAsideOutcome, SettingAside } from './damage/set-aside.ts';
import type { Evidence } from './evidence/guarded-evidence.ts';
import type { ProofLog } from './proof/proof.ts';
import type { VerifyOptions } from './verify/options.ts';
import type { HistoryVerdict } from './verify/verify-history.ts';
import type { WhatIfOver } from './what-if/what-if.ts';
import type { Outcome } from './commands/commands.ts';
import type { Freshness } from './readiness/freshness.ts';

/** One command for one case, with everything that the edge knows about it. */
export interface CommandRequest extends Circumstances {
  readonly caseId: string;
  readonly command: CaseCommand;
}

export type CommandOutcome = Outcome<{ readonly caseId: string }>;

/** A read model as operators see it. */
export interface ReadModelStatus {
  readonly name: string;
  readonly version: number;
  readonly checkpoint: Position;
  readonly caughtUp: boolean;
  /** Events that it has not seen; where the event store cannot tell, at most 1,000. */
  readonly missing: number;
  readonly parked: number;
  /** Why it cannot go on: the next event is for a newer program than this one. */
  readonly standsStill?: string;
}

/** The running product behind its two ports, whatever edge drives it: HTTP, CLI, scheduler, tests. */
export interface Engine {
  readonly store: EventStore;
  readonly readModels: ReadModelStore;
  /** The rules that the history holds (D13). */
  readonly procedures: Rules;
  readonly evidence: Evidence;
  /** What whoever complained hears who asks with the number and the secret; undefined unless both are right (INT-13). */
  inquire(number: string, secret: string): Promise<Progress | undefined>;
  /** Any command of any kind of aggregate, whose data has been checked against the command's definition. */
  send(kind: string, request: AggregateRequest): Promise<Outcome>;
  execute(request: CommandRequest): Promise<CommandOutcome>;
  /** A command to the organisation; who may send one is for the edge to see to. */
  organise(request: AggregateRequest<OrganisationCommand>): Promise<Outcome>;
  /**
   * Puts what somebody does on record before they are answered (PRI-1). Throws NotOnRecord or EventStoreUnavailable, and then
   * they are not.
   */
  audit(act: Act): Promise<void>;
  /** Does work that decides by what it reads of the history, so that no "no" rests on a node that was behind. */
  readonly settled: Freshness['settled'];
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
  /** The position that all of those read models have seen, in the versions that answer now; none of none. */
  asOf(readModels: readonly CollectionSpec[]): Promise<Position | undefined>;
  /**
   * Which of those read models (default: all) hold less than the history in a way that would mislead: being filled for the
   * first time, lost, far behind, or behind while nobody works on them.
   */
  catchingUp(readModels?: readonly CollectionSpec[]): Promise<readonly string[]>;
  projections(): Promise<readonly ReadModelStatus[]>;
  /** Events that read models could not take, with those that wait behind them (D8). */
  parked(): Promise<readonly ParkedEvent[]>;
  /** Applies a stream's parked events after the cause was mended, on record. Throws UnknownProjection or NotOnRecord. */
  release(readModel: string, stream: string, by: Operator): Promise<ReleaseOutcome>;
  /** Gives a stream's parked events up for this read model, until it is rebuilt. Throws UnknownProjection. */
  discard(readModel: string, stream: string, by: Operator): Promise<readonly ParkedEvent[]>;
  /** Sets what stands in a stream and is not ours aside; who may do so is for the edge to see to (D15). */
  setAside(request: SettingAside): Promise<SetAsideOutcome>;
  readonly textWitness: TextWitness['textWitness'];
  /** The log that proves the history to whoever has kept a checkpoint (D15). */
  readonly proof: ProofLog;
  /** Looks for everything that is wrong with the history; the list of findings is brought up to date. */
  verifyHistory(options?: VerifyOptions): Promise<HistoryVerdict>;
  /** Replays a slice of the history under other rules; nothing is written (D14). Throws QueryRefused. */
  readonly whatIf: WhatIfOver;
  now(): Instant;
  close(): Promise<void>;
}
