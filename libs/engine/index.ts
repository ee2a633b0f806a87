export { createAuditing, NotOnRecord, type Act } from './audit/auditing.ts';
export {
  EvidenceWithheld,
  type ArrivedEvidence,
  type Evidence,
  type Withheld,
} from './evidence/guarded-evidence.ts';
export {
  atTerminal,
  caseFileMade,
  evidenceDownloaded,
  historyRead,
  isTold,
  onRecord,
} from './audit/on-record.ts';
export { applyRoster, type ApplyOptions, type RosterApplied } from './commands/apply-roster.ts';
export type { Operator } from './audit/auditing.ts';
export { AGGREGATES, foldsOf, STREAM_PREFIXES } from './aggregates.ts';
export type { Outcome } from './commands/commands.ts';
export {
  engineSettings,
  openEngine,
  type EngineSettings,
  type OpenEngineOptions,
  type RedressEngine,
} from './compose.ts';
export type { CommandOutcome, CommandRequest, Engine, ReadModelStatus } from './engine.ts';
export type { ProofLog } from './proof/proof.ts';
export { UnknownProjection, type RebuildChoices } from './projecting.ts';
export { openKeys } from './open-keys.ts';
export { logRead } from './queries/system/query.ts';
export { allQueries, isOfOneCase, type Queries } from './queries/queries.ts';
export { damageRefusal, faultRefusal } from './damage/damage-refusal.ts';
export type { DamageNote } from './damage/damage-notes.ts';
export type { SetAsideOutcome, SettingAside } from './damage/set-aside.ts';
export type { KeptCheckpoint, VerifyPhase } from './verify/options.ts';
export type { HistoryVerdict } from './verify/verify-history.ts';
export { eventsUpTo, type DamagedEvent, type MoreEvents, type ToldEvent } from './queries/read-events.ts';
export type { EventsFilter } from './queries/query-types.ts';
export { ForeignReadModels } from './readiness/origin.ts';
export { assertReached, NotCaughtUp, UnknownPosition } from './readiness/freshness.ts';
export { isReady, watchReadiness } from './readiness/waiting-for-stores.ts';
export { verifyDraw, type DrawVerdict } from './duties/verify-draw.ts';
export { runSchedulerLoop, type SchedulerLoopOptions } from './scheduler/scheduler-loop.ts';
export {
  createScheduler,
  type DueSource,
  type Scheduler,
  type SchedulerOptions,
  type SchedulerRun,
} from './scheduler/scheduler.ts';
export { whatIfFields, type WhatIfAsked } from './what-if/asked.ts';
export { type ChangedCase, type WhatIfLine, type WhatIfSummary } from './what-if/what-if.ts';
