import { decreed, dueCommands, type CaseCommand, type OpenDeadline } from '#cases';
import {
  instant,
  type AggregateRequest,
  type Instant,
  type Position,
  type Revision,
  type Timing,
} from '#event-sourcing';
import type { CommandOutcome, CommandRequest, Engine } from '../engine.ts';
import { silentLogger } from '#platform';
import { ofCase } from '../scheduler/deadline-source.ts';
import { createScheduler, type DueSource, type Scheduler } from '../scheduler/scheduler.ts';

export const at = (hour: number): Instant => instant(`2026-10-01T${String(hour).padStart(2, '0')}:00:00Z`);
type Recorded = Extract<CommandOutcome, { events: unknown }>['events'][number];
export const accepted = (caseId: string, events: Omit<Recorded, 'metadata'>[] = []): CommandOutcome => ({
  outcome: 'accepted',
  caseId,
  revision: 1n as Revision,
  position: '1' as Position,
  events: events.map((event) => ({
    ...event,
    metadata: { actor: { id: 'scheduler', role: 'system' }, recordedAt: at(0) },
  })),
});

export type Clock = OpenDeadline & { wakeAt?: string };

/** A deadlines read model that is always up to date, and cases that take what is asked of them. */
export class World implements DueSource {
  readonly clocks: Clock[] = [];
  readonly sent: string[] = [];
  /** Cases that are due in a year without decreed holidays. */
  readonly undecreed = new Set<string>();
  millis = 0;
  time = at(0);
  isCaughtUp = true;
  hasLease = true;
  onCommand: (request: CommandRequest) => CommandOutcome = ({ caseId }) => accepted(caseId);

  add(caseId: string, dueAt: string, more: Partial<OpenDeadline> = {}): this {
    const clock: OpenDeadline = { caseId, clock: 'resolve', dueAt, warned: false, breached: false, ...more };
    this.clocks.push({ ...clock, wakeAt: clock.warnAt ?? clock.dueAt });
    return this;
  }

  due(until: Instant, limit: number, cursor = '0') {
    const all = this.clocks.filter(({ wakeAt }) => wakeAt !== undefined && wakeAt <= until);
    all.sort((left, right) => (left.wakeAt ?? '').localeCompare(right.wakeAt ?? ''));
    const items = all.slice(Number(cursor), Number(cursor) + limit);
    const next = Number(cursor) + limit;
    const more = next < all.length;
    const last = items.at(-1)?.wakeAt;
    return Promise.resolve({
      items: dueCommands(items, until).map(ofCase),
      completeUntil: more && last !== undefined ? last : until,
      ...(more && { nextCursor: String(next) }),
    });
  }

  provisional() {
    const undecreed = this.clocks.filter((clock) => this.undecreed.has(clock.caseId));
    return Promise.resolve({ items: undecreed.map((clock) => ofCase(decreed(clock))) });
  }

  nextAfter() {
    return Promise.resolve(undefined);
  }

  caughtUp() {
    return Promise.resolve(this.isCaughtUp);
  }

  scheduler(pageSize = 10): Scheduler {
    const timing: Timing = { now: () => this.millis, sleep: () => Promise.resolve(), random: () => 0 };
    const engine = {
      now: () => this.time,
      readModels: {
        acquireLease: (name: string, holder: string) =>
          Promise.resolve(this.hasLease ? { name, holder, epoch: 1 } : undefined),
        releaseLease: () => Promise.resolve(),
      } as unknown as Engine['readModels'],
      send: (_kind: string, { id: caseId, ...request }: AggregateRequest) =>
        Promise.resolve().then(() =>
          this.#execute({ ...request, caseId, command: request.command as CaseCommand }),
        ),
    };
    return createScheduler({ engine, deadlines: this, log: silentLogger, timing, holder: 'test', pageSize });
  }

  #execute(request: CommandRequest): CommandOutcome {
    const { caseId, command } = request;
    this.sent.push(`${caseId} ${command.type.replace('RecordDeadline', '')}`);
    const outcome = this.onCommand(request);
    if (outcome.outcome === 'accepted') this.#project(caseId, command.type);
    return outcome;
  }

  #project(caseId: string, type: string): void {
    const index = this.clocks.findIndex((clock) => clock.caseId === caseId);
    const clock = this.clocks[index];
    if (clock === undefined) return;
    const { wakeAt: _, ...rest } = clock;
    this.clocks[index] =
      type === 'RecordDeadlineWarning'
        ? { ...rest, warned: true, wakeAt: clock.dueAt }
        : { ...rest, breached: true };
  }
}
