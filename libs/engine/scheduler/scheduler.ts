import {
  EventStoreUnavailable,
  type CommandId,
  type Instant,
  type Lease,
  type Page,
  type Timing,
} from '#event-sourcing';
import type { Outcome } from '../commands/commands.ts';
import type { Engine } from '../engine.ts';
import { byDueOrder, type DueCommand, type DuePage } from './due.ts';
import { HoldBack } from './hold-back.ts';
import type { Logger } from '#platform';

/** Read access to what the passing of time asks for. */
export interface DueSource {
  /** What is due by then, in the order in which it became due; the page says up to when it is complete. */
  due(until: Instant, limit: number, cursor?: string): Promise<DuePage>;
  /** What was reckoned before the holidays of its year were decreed. */
  provisional(limit: number, cursor?: string): Promise<Page<DueCommand>>;
  /** When something is due next after this moment. */
  nextAfter(moment: Instant): Promise<Instant | undefined>;
  /** Resolves false when what is known has not reached the end of the history in time. */
  caughtUp(timeoutMillis: number): Promise<boolean>;
}

export interface SchedulerOptions {
  readonly engine: Pick<Engine, 'send' | 'now' | 'readModels'>;
  readonly deadlines: DueSource;
  readonly log: Logger;
  readonly timing: Timing;
  /** Unique to the process instance. */
  readonly holder: string;
  readonly leaseMillis?: number;
  readonly pageSize?: number;
  readonly catchUpMillis?: number;
}

export interface SchedulerRun {
  /** `behind`: the clocks are not known up to the end of the history; `elsewhere`: another process has the lease. */
  readonly outcome: 'done' | 'behind' | 'elsewhere' | 'stopped';
  /** Warnings and breaches recorded by this run. */
  readonly recorded: number;
  /** Commands that were refused or failed; they are tried again later. */
  readonly failed: number;
}

export interface Scheduler {
  /** Records everything that is due at the moment (default: now) and not yet recorded. */
  runOnce(now?: Instant, signal?: AbortSignal): Promise<SchedulerRun>;
  /** Gives the lease back, so that another process need not wait for it to expire. */
  release(): Promise<void>;
}

const SCHEDULER_LEASE = 'deadline-scheduler';
const ACTOR = { id: 'scheduler', role: 'system' } as const;

/**
 * Turns the passing of time into commands (D9). Correct without the lease too: ids are deterministic and the case
 * decides, so whatever is sent twice is recorded once. The lease only saves work.
 */
export function createScheduler(options: SchedulerOptions): Scheduler {
  const { engine, timing, holder, leaseMillis = 5_000, catchUpMillis = 5_000 } = options;
  const heldBack = new HoldBack<CommandId>(timing);
  let lease: Lease | undefined;
  let reckonedAnew = false;
  const lead = async (): Promise<boolean> => {
    lease = await engine.readModels.acquireLease(SCHEDULER_LEASE, holder, leaseMillis);
    return lease !== undefined;
  };
  const work = async (now: Instant, signal?: AbortSignal): Promise<SchedulerRun> => {
    const run: Run = { options, heldBack, now, tried: new Set(), tally: { recorded: 0, failed: 0 } };
    let toReckon = !reckonedAnew;
    for (;;) {
      if (signal?.aborted === true) return { outcome: 'stopped', ...run.tally };
      if (!(await lead())) return { outcome: 'elsewhere', ...run.tally };
      if (!(await options.deadlines.caughtUp(catchUpMillis))) return { outcome: 'behind', ...run.tally };
      if (toReckon) {
        reckonedAnew = await reckonAnew(run, signal);
        toReckon = false;
        continue;
      }
      const batch = await nextBatch(run);
      if (batch.length === 0) return { outcome: 'done', ...run.tally };
      await sendBatch(run, batch, signal);
    }
  };
  let last: Promise<unknown> = Promise.resolve();
  return {
    // One after the other: what another run is just sending is held back, and would pass for done.
    runOnce(now, signal) {
      const run = last.then(() => work(now ?? engine.now(), signal));
      last = run.catch(() => undefined);
      return run;
    },
    async release() {
      const held = lease;
      // Forgotten first: one attempt is enough, the lease expires by itself.
      lease = undefined;
      if (held !== undefined) await engine.readModels.releaseLease(held);
    },
  };
}

interface Run {
  readonly options: SchedulerOptions;
  readonly heldBack: HoldBack<CommandId>;
  readonly now: Instant;
  /** Sent by this run: whatever became of it, it is not sent again before the next run. */
  readonly tried: Set<CommandId>;
  readonly tally: { recorded: number; failed: number };
}

/**
 * What is due next, complete up to some moment and in due order. Reads on while nothing can be sent, so that cases that
 * fail never hide the ones behind them.
 */
async function nextBatch({ options, heldBack, now, tried }: Run): Promise<readonly DueCommand[]> {
  const listed = new Set<CommandId>();
  const waiting: DueCommand[] = [];
  let cursor: string | undefined;
  do {
    const page = await options.deadlines.due(now, options.pageSize ?? 500, cursor);
    for (const due of page.items) {
      listed.add(due.commandId);
      if (!tried.has(due.commandId) && !heldBack.holds(due.commandId)) waiting.push(due);
    }
    const complete = waiting.filter(({ at }) => at <= page.completeUntil);
    if (complete.length > 0) return complete.sort(byDueOrder);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  heldBack.keepOnly(listed);
  return [];
}

/**
 * Provisional due times, once in the life of a process: what it knows of holidays does not change while it runs (CLK-2).
 * False when it was stopped or some case did not take it; then the next run looks again.
 */
async function reckonAnew(run: Run, signal: AbortSignal | undefined): Promise<boolean> {
  const { deadlines, pageSize = 500 } = run.options;
  const failedBefore = run.tally.failed;
  let cursor: string | undefined;
  do {
    const page = await deadlines.provisional(pageSize, cursor);
    for (const due of page.items) {
      if (signal?.aborted === true) return false;
      await send(run, due);
    }
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return run.tally.failed === failedBefore;
}

/** Ends early when a new clock came up that is due before the rest: it takes its turn first. */
async function sendBatch(
  run: Run,
  batch: readonly DueCommand[],
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const [index, due] of batch.entries()) {
    if (signal?.aborted === true) return;
    run.tried.add(due.commandId);
    const outcome = await send(run, due);
    const next = batch[index + 1];
    if (next !== undefined && outcome !== undefined && earliestNewWake(outcome) < next.at) return;
  }
}

async function send({ options, heldBack, tally }: Run, due: DueCommand): Promise<Outcome | undefined> {
  const { kind, id, command, commandId } = due;
  const facts = { kind, id, command: command.type, ...(command.data as object) };
  heldBack.note(commandId);
  try {
    const outcome = await options.engine.send(kind, { id, command, commandId, actor: ACTOR });
    if (outcome.outcome === 'accepted') tally.recorded += 1;
    else if (!isSettled(outcome)) {
      tally.failed += 1;
      options.log.warn(
        { ...facts, outcome: outcome.outcome, ...refusalOf(outcome) },
        'what the time asks for was not taken; trying again later',
      );
    }
    return outcome;
  } catch (error) {
    // The whole store is away: nothing that is due is at fault, and the caller waits before the next run.
    if (error instanceof EventStoreUnavailable) throw error;
    tally.failed += 1;
    options.log.error({ ...facts, err: error }, 'could not record what is due; going on with the others');
    return undefined;
  }
}

const isSettled = ({ outcome }: Outcome): boolean =>
  outcome === 'accepted' || outcome === 'repeated' || outcome === 'unchanged';

const refusalOf = (outcome: Outcome): object =>
  outcome.outcome === 'refused' ? { refusal: outcome.refusal.code, rule: outcome.refusal.rule } : {};

const NEVER = '\uffff';

/** After these something may be due that was not before. */
const SETTING: ReadonlySet<string> = new Set(['DeadlineSet', 'DeadlineMoved', 'DutyOpened']);

/** When what these events set or moved first needs attention. */
function earliestNewWake(outcome: Outcome): string {
  if (outcome.outcome !== 'accepted') return NEVER;
  const wakes = outcome.events.filter(({ type }) => SETTING.has(type)).flatMap(({ data }) => timesOf(data));
  return wakes.sort()[0] ?? NEVER;
}

const timesOf = (data: unknown): string[] =>
  typeof data === 'object' && data !== null
    ? ['opensAt', 'warnAt', 'dueAt', 'to'].flatMap((name) => {
        const value: unknown = Object.entries(data).find(([key]) => key === name)?.[1];
        return typeof value === 'string' ? [value] : [];
      })
    : [];
