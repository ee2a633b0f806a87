export { canonicalHash, canonicalJson, sha256 } from './canonical.ts';
export { bytesToHash, eventHash, linked, streamHash } from './chain.ts';
export { createFeed, type Feed } from './feed/feed.ts';
export { Bell, followLog, type RingingLog } from './follow-log.ts';
export {
  CorruptEvent,
  contractsOf,
  createCodec,
  ForeignEvent,
  InvalidEvent,
  KeyMissing,
  NewerEvent,
  type Codec,
  type EventContract,
  type Upcaster,
} from './codec.ts';
export {
  AppendTooLarge,
  DAMAGE_FINDINGS,
  sentenceOf,
  StreamFault,
  type Damage,
  type DamageFinding,
} from './damage.ts';
export {
  canBeSetAside,
  decodeHistory,
  decodeOrDamage,
  notSetAside,
  readWhole,
  type DecodedHistory,
} from './history.ts';
export {
  erasingContracts,
  erasingOf,
  isErasing,
  SUBJECT_ERASED,
  type SubjectErased,
} from './subject-erased.ts';
export { EVENT_SET_ASIDE, isSettingAside, mendingContracts, type EventSetAside } from './set-aside.ts';
export type {
  CommandActor,
  CommandContent,
  StreamCommand,
  CommandResult,
  Recorded,
  StreamState,
} from './command.ts';
export {
  commandsOf,
  commandWord,
  type Admits,
  type AggregateTypes,
  type CommandData,
  type CommandDefinition,
  type CommandOf,
  type CommandRoute,
} from './definition/command-definition.ts';
export type {
  AggregateDefinition,
  AggregateRequest,
  AnyAggregate,
  Circumstances,
  PortsOf,
  Prepared,
} from './definition/aggregate-definition.ts';
export { answer, damageNotice } from './definition/answer-schema.ts';
export {
  morePages,
  pageFields,
  pageOf,
  queriesOf,
  QueryRefused,
  type AnyQuery,
  type Askable,
  type CommandLineOf,
  type QueryDefinition,
} from './definition/query-definition.ts';
export {
  equal,
  inAll,
  listsOf,
  withCount,
  type Asking,
  type CountedPage,
} from './definition/list-definition.ts';
export { foundBy, queriesIn, readModel } from './definition/read-model.ts';
export type { Cell, ShownPart, ShownTable } from './definition/shown.ts';
export { decideBy, type Admission } from './definition/decide-by.ts';
export {
  draftsOf,
  type DraftOf,
  type EventDataOf,
  type EventOf,
  type EventTypeOf,
} from './definition/events-of.ts';
export { exampleOf } from './definition/example.ts';
export { field, type DataOf, type Field, type Fields } from './definition/field.ts';
export { schemaOfField, schemaOfFields, type JsonSchema } from './definition/field-schema.ts';
export { referencesIn, type Reference } from './definition/references.ts';
export { readFields, type FieldError } from './definition/read-fields.ts';
export { unkeyedSeal, type CommandSeal } from './command-seal.ts';
export {
  createCommandHandler,
  REPEAT_NOT_RECOGNISED,
  type CommandHandler,
  type CommandHandling,
} from './command-handling.ts';
export { isRefusal, NOT_YET, refuse, type Decider, type Decision, type Refusal } from './decider.ts';
export type { Actor, DomainEvent, EventDraft, EventMetadata, RecordedEvent } from './event.ts';
export {
  EventIdConflict,
  EventStoreUnavailable,
  type AppendResult,
  type EventStore,
  type EventToAppend,
  type ExpectedRevision,
  type ReadStreamOptions,
  type StoredEvent,
  type SubscribeOptions,
  type SubscriptionMessage,
} from './event-store.ts';
export { commandId, eventId } from './ids.ts';
export {
  BEGINNING,
  instant,
  instantOf,
  isFuture,
  isInstant,
  isLocalDate,
  millisOf,
  revision,
  idInStream,
  streamName,
  type Brand,
  type CanonicalJson,
  type Clock,
  type CommandId,
  type EventId,
  type HappenedAt,
  type Instant,
  type LocalDate,
  type Position,
  type Revision,
  type StreamName,
} from './primitives.ts';
export {
  deliver,
  NotYet,
  reactTo,
  type Cause,
  type CommandToSend,
  type ProcessManager,
  type SendCommand,
} from './process-manager.ts';
export type { Projection } from './projection/projection.ts';
export type { SumDocument, Sums } from './projection/sums.ts';
export {
  checkpointName,
  InvalidCursor,
  LeaseLost,
  ReadModelsUnavailable,
  type CollectionSpec,
  type Condition,
  type DocumentWrite,
  type FieldKind,
  type Lease,
  type Page,
  type Checkpoint,
  type FoldedBatch,
  type ParkedEvent,
  type Query,
  type ReadModelStore,
  type SwitchOutcome,
  type VersionedDocument,
} from './read-model-store.ts';
export { stampMetadata, type Stamp, type Stamped } from './stamp.ts';
export {
  createProjectionRunner,
  type CatchUpOptions,
  type ProjectionRunner,
  type ProjectionRunnerOptions,
  type ProjectionStatus,
} from './projection/runner.ts';
export type { EventDecoder, RetryPolicy } from './projection/steps/1-decode.ts';
export type { ReleaseOutcome } from './projection/release.ts';
export type { ProjectionLog } from './projection/track.ts';
export { createServing, type ServedReads, type Serving } from './projection/serving.ts';
export { isEstablished } from './projection/established.ts';
export type { Progress } from './projection/progress.ts';
export { rebuild, type RebuildOptions, type RebuildResult } from './projection/rebuild.ts';
export {
  ERASED,
  holdsBareTexts,
  personSubject,
  UNREADABLE,
  withoutTexts,
  type PersonalSeal,
  type TextPlace,
} from './personal-text.ts';
export { backoff, OVER, type Timing } from './timing.ts';
export { joined } from './joined.ts';
export {
  actingIn,
  isPersonId,
  isSamePerson,
  LONGEST_WITH_PERSON,
  personFromAddress,
  personInAddress,
  personKey,
} from './identity.ts';
export { bearingWitness, isBorneOut, witnessOf } from './projection/witness.ts';
export type { HistoryGuard } from './projection/track.ts';
export { waitForPosition } from './projection/wait-for-position.ts';
export { pageFor, type KnowableReads } from './filtered-page.ts';
export { walk } from './walk.ts';
export { dated, implausibleTimes } from './definition/dated.ts';
