import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import path from 'node:path';
import { threadId } from 'node:worker_threads';
import { caseStreamOf, zonesOf } from '#cases';
import { instantOf, readWhole, type Instant, type Timing } from '#event-sourcing';
import { tellingProcess } from '#notices';
import { loadProcedures, type LoadedProcedures } from '#procedures';
import { systemTiming } from '#timing';
import { foldsOf } from './aggregates.ts';
import { caseCodec } from './commands/codecs.ts';
import { createCommanding } from './commands/commanding.ts';
import {
  assertTellsPlayers,
  clockOfFolder,
  silentLogger,
  type Config,
  type Logger,
  type MasterKey,
  type NotifySettings,
} from '#platform';
import { createDueSource } from './scheduler/due-source.ts';
import { runInBackground } from './background.ts';
import { readSide } from './read-side.ts';
import { followHistory } from './follow-history.ts';
import type { Engine } from './engine.ts';
import { destroying, guardEvidence } from './evidence/guarded-evidence.ts';
import { openEvidence, PER_CASE_BYTES, type EvidenceSettings } from './evidence/open-evidence.ts';
import { type Projecting } from './projecting.ts';
import { openKeys } from './open-keys.ts';
import { createSubjects } from './privacy/subjects.ts';
import { createWhatIf } from './what-if/what-if.ts';
import { createQueries, type Queries } from './queries/queries.ts';
import { createProving } from './proof/proving.ts';
import { createDamageNotes } from './damage/damage-notes.ts';
import { decidedOnRecord } from './audit/parked-decisions.ts';
import { inquiring } from './inquiry.ts';
import { createMending } from './damage/mending.ts';
import { readingRules } from './rules/reading.ts';
import { createRulebooks } from './rules/rulebooks.ts';
import { succeedsWithin } from './readiness/waiting-for-stores.ts';
import { runNotifying, type NotifyingOptions } from './notifying/notifying.ts';
import { processesOf } from './processes/processes.ts';
import { createScheduler, type Scheduler } from './scheduler/scheduler.ts';
import { verifiedEvidence, verifiedHistory, verifiedProjecting, verifiedReads } from './verified.ts';
import { openStores, type StoreUrls, type Stores } from './stores.ts';

export interface OpenEngineOptions extends StoreUrls, EvidenceSettings {
  /** Created when missing. Holds evidence and keys, and, without servers, the databases; shared by all processes. */
  readonly dataDirectory: string;
  /** What the keys in that folder are wrapped by; absent: nothing. */
  readonly masterKey?: MasterKey;
  /** Every time that the product records or compares with comes from here. Default: the machine's clock, or that by which the folder is played. */
  readonly now?: () => Instant;
  /** By what the loops in the background, and those who wait for them, wait. Default: the machine's. */
  readonly timing?: Timing;
  /** Procedure files beside the shipped ones. */
  readonly procedureDirectory?: string;
  /** `inline`: this process keeps the read models up to date; `none` (default): another one does, or nobody. */
  readonly projections?: 'inline' | 'none';
  /** Whether procedure files are installed at once, and not only when first something rests on them (D13); default false. */
  readonly installFiles?: boolean;
  /** Whether this process watches the deadlines (D9); default false. */
  readonly scheduler?: boolean;
  /** How people are told what happens, where this process watches the deadlines; absent: they are not. */
  readonly notify?: NotifySettings;
  /** How long projections and scheduler stand still when the process that runs them dies. */
  readonly leaseMillis?: number;
  /** How long closing waits for servers, in ms; default 5 s. */
  readonly stopMillis?: number;
  readonly log?: Logger;
}

/** The running product, on whichever engines stand behind the two ports. */
export interface RedressEngine extends Engine, Pick<Projecting, 'catchUp' | 'rebuild'> {
  readonly queries: Queries;
  /** For those who decide themselves when time passes: demo, tests, a single run from the command line. */
  readonly scheduler: Pick<Scheduler, 'runOnce'>;
  /** Settles when what this process runs in the background has ended; rejects when it cannot go on. */
  readonly background: Promise<void>;
}

/** Plain data, so that it can be handed to a thread. */
export type EngineSettings = StoreUrls &
  EvidenceSettings &
  Pick<OpenEngineOptions, 'dataDirectory' | 'masterKey' | 'procedureDirectory' | 'stopMillis' | 'notify'>;

/** What a configuration says about the engine. */
export function engineSettings(config: Config): EngineSettings {
  const { dataDirectory, masterKey, procedureDirectory, limits, scanner, notify } = config;
  const { eventStoreUrl, eventStoreNamespace, readModelsUrl, shardReadModels } = config;
  return {
    dataDirectory,
    evidenceLimitBytes: limits.evidenceBytes,
    evidencePerCaseBytes: limits.evidencePerCaseBytes,
    evidencePerPersonBytes: limits.evidencePerPersonBytes,
    ...(masterKey !== undefined && { masterKey }),
    ...(scanner !== undefined && { scanner }),
    ...(notify !== undefined && { notify }),
    ...(procedureDirectory !== undefined && { procedureDirectory }),
    ...(eventStoreUrl !== undefined && { eventStoreUrl }),
    ...(eventStoreNamespace !== undefined && { eventStoreNamespace }),
    ...(readModelsUrl !== undefined && { readModelsUrl }),
    ...(shardReadModels !== undefined && { shardReadModels }),
  };
}

const STOP_MILLIS = 5_000;

/**
 * Opens the data folder and prepares for the servers, which may still be away: see `ready`.
 * Throws EventStoreUnavailable, ReadModelsUnavailable, DataFolderUnusable, InvalidProcedure or InvalidKeyFile.
 */
export async function openEngine(options: OpenEngineOptions): Promise<RedressEngine> {
  const procedureFiles = loadProcedures(options.procedureDirectory);
  const stores = await openStores(path.resolve(options.dataDirectory), options);
  try {
    if (options.scheduler === true) await assertTellsPlayers(options.dataDirectory, options.notify);
    const now = options.now ?? (await clockOfFolder(options.dataDirectory, () => instantOf(Date.now())));
    return await assemble(stores, procedureFiles, { ...options, now });
  } catch (error) {
    await stores.close();
    throw error;
  }
}

async function assemble(
  { folder, store, readModels, close }: Stores,
  procedureFiles: LoadedProcedures,
  options: OpenEngineOptions & Required<Pick<OpenEngineOptions, 'now'>>,
): Promise<RedressEngine> {
  const { now, timing = systemTiming } = options;
  const { log = silentLogger, leaseMillis, stopMillis = STOP_MILLIS } = options;
  const holder = `${hostname()}/${String(process.pid)}/${String(threadId)}/${randomUUID()}`;
  const lease = { holder, ...(leaseMillis !== undefined && { leaseMillis }) };
  const { files, ...gate } = await openEvidence(folder.evidence, now, options);
  const secrets = await openKeys(folder.keys, store, options.masterKey);
  const { seal, pepper, codec, deciding, textWitness, keys } = secrets;
  const notes = createDamageNotes({ readModels, log, now });
  const rulebooks = createRulebooks({ store, codec, files: procedureFiles, clock: now, log });
  const folds = foldsOf({ zoneOf: zonesOf(rulebooks), pepper });
  const [processes, telling] = [processesOf(rulebooks), tellingProcess(rulebooks)];
  const ground = { store, codec, readModels, ...folds, now, timing, log, notes, rulebooks, ...lease };
  const { verify, belongs, ready, serving, settled, projecting, catchingUp, feed } = readSide({
    ...{ ...ground, pepper, processes: [...processes, telling] },
    eventStore: nameOf(options),
  });
  const world = { codec, clock: now, timing, log, notes, settled };
  const ports = { ...world, store, readModels: serving.reads, pepper, seal, keys };
  const evidenceBytes = options.evidencePerCaseBytes ?? PER_CASE_BYTES;
  const kept = { files, scrub: readModels.scrub, rulebooks };
  const subjects = createSubjects({ ...projecting, ...ports, ...secrets, ...kept });
  const own = { ...projecting, ...deciding, evidenceBytes, rulebooks, files: procedureFiles, rest, subjects };
  const { installFiles, ...commanding } = createCommanding({ ...ports, ...own }, belongs);
  const history = verifiedHistory(store, belongs);
  const core = {
    ...{ store, readModels, now, ready, settled, textWitness, ...commanding },
    ...createProving({ ...ground, files, data: folder, catchUp: projecting.catchUp }, verify),
    ...createMending({ ...projecting, ...ports }, verify),
    ...{ send: destroying(commanding.send, files), inquire: inquiring(history, { codec, seal }) },
    evidence: verifiedEvidence(guardEvidence({ ...ports, ...gate, files, send: commanding.send }), belongs),
  };
  const deadlines = createDueSource({ ...core, timing });
  const watching = { engine: core, codec, feed, deadlines, log, timing, notes };
  const scheduler = createScheduler({ ...watching, ...lease });
  const following = { ...watching, rulebooks, scheduler, folder, processes, ...lease };
  const work = {
    ...{ installFiles, projections: (signal: AbortSignal) => projecting.run(signal) },
    ...alongside(following, { manager: telling, settings: options.notify }),
  };
  const background = runInBackground(options, { ready, log, timing }, work);
  const reads = { store: history, readModels: verifiedReads(serving.reads, verify) };
  const asking = { ...projecting, ...core, codec, pepper, rest, notes };
  return {
    ...{ ...core, ...followed(verifiedProjecting(projecting, verify), commanding.audit), catchingUp },
    ...answering(asking, reads, { rulebooks, files: procedureFiles }),
    scheduler,
    background: background.ended,
    close: () =>
      leave({ leases: () => background.stop().then(() => scheduler.release()), close }, stopMillis, log),
  };
}

type Asking = Omit<Parameters<typeof createQueries>[0], 'reading' | 'store' | 'readModels'> &
  Pick<Parameters<typeof createWhatIf>[0], 'store'>;

/** Whoever asks reads what belongs to this history. */
const answering = (
  asking: Asking,
  reads: Pick<Parameters<typeof createQueries>[0], 'store' | 'readModels'>,
  rules: Pick<Parameters<typeof createWhatIf>[0], 'rulebooks' | 'files'>,
) => ({
  queries: createQueries({ ...asking, ...reads, reading: readingRules(rules.rulebooks, asking.notes) }),
  whatIf: createWhatIf({
    ...{ ...asking, ...rules, readModels: reads.readModels },
    // What has a hole is not compared as if nothing had been done there.
    history: (caseId) => readWhole(reads.store, caseCodec(asking), caseStreamOf(caseId)),
  }),
});

/** What happens of itself, and who is told of it. */
const alongside = (
  following: Parameters<typeof followHistory>[0] & Omit<NotifyingOptions, 'manager' | 'settings'>,
  telling: Pick<NotifyingOptions, 'manager' | 'settings'>,
) => ({
  scheduler: (signal: AbortSignal) => followHistory(following, signal),
  notifying: (signal: AbortSignal) => runNotifying({ ...following, ...telling }, signal),
});

const followed = (following: ReturnType<typeof verifiedProjecting>, audit: Engine['audit']) => ({
  ...following,
  ...decidedOnRecord(following, audit),
});

/** A server that is away must not keep the process from ending; leases expire by themselves. */
async function leave(
  { leases, close }: Record<'leases' | 'close', () => Promise<void>>,
  stopMillis: number,
  log: Logger,
): Promise<void> {
  await succeedsWithin((stopMillis * 2) / 3, leases, (why) => {
    log.warn({ why }, 'stopped without giving every lease back: a server is away');
  });
  await succeedsWithin(stopMillis / 3, close, (why) => {
    log.warn({ why }, 'stopped without closing every connection');
  });
}

/** The requests that have come meanwhile are next. */
const rest = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

const nameOf = ({ eventStoreUrl, eventStoreNamespace = '' }: StoreUrls): string =>
  eventStoreUrl === undefined ? 'SQLite' : `EventStoreDB ${eventStoreNamespace}`.trim();
