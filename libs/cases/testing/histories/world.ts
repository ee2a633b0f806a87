import {
  eventId, instantOf, isRefusal, millisOf, revision, stampMetadata, type Actor, type Cause,
  type CommandActor, type CommandId, type CommandToSend, type Instant, type Position, type Refusal, type Stamp,
} from '#event-sourcing'; // prettier-ignore
import { caseIdOf, caseStreamOf } from '../../case/case-id.ts';
import { createCaseCodec } from '../../case/case.codec.ts';
import { caseDecider } from '../../case/case.decider.ts';
import { standsStill } from '../../case/clock-end.ts';
import { caseCommands, type CaseCommand } from '../../case/commands.ts';
import type { CaseContext } from '../../case/context.ts';
import type { CaseEvent, RecordedCaseEvent } from '../../case/events.ts';
import { siteOfReceiver, standingIn } from '../../case/standing.ts';
import type { CaseState } from '../../case/state.ts';
import { dueCommands } from '../../deadline-scheduler/due-commands.ts';
import { aside } from '../aside.ts';
import { mergeProcess } from '../../merging/merge-process.ts';
import { openCasesProjection, type OpenCase } from '../../open-cases/open-cases.projection.ts';
import { plainSecrets } from '../plain-secrets.ts';
import type { House } from './house.ts';

const codec = createCaseCodec();
const MINUTE = 60_000;
const BEGIN = '2026-09-01T01:00:00.000Z' as Instant;
const SCHEDULER: CommandActor = { id: 'scheduler', role: 'system' };
const MERGING: CommandActor = { id: mergeProcess.name, role: 'system' };
const MOST_ROUNDS = 60;

/** How a command comes. */
interface Manner {
  /** Minutes between what happened and its recording (LIF-5). */
  readonly late?: number;
}

/** A command that was carried out: who by, in what capacity, and what came of it. */
export interface Deed {
  readonly caseId: string;
  readonly command: CaseCommand;
  readonly actor: Actor;
  readonly before: readonly RecordedCaseEvent[];
  readonly events: readonly RecordedCaseEvent[];
}

/** One case of the world. */
export interface Told {
  readonly caseId: string;
  state: CaseState;
  events: readonly RecordedCaseEvent[];
  /** How it stands in the list of open cases (REP-1). */
  listed: OpenCase | undefined;
}

const OUR_OWN: ReadonlySet<string> = new Set(
  caseCommands.filter(({ who }) => who.sentBy !== 'staff').map(({ name }) => name),
);

/**
 * Several cases in a house, with its people, its scheduler and the process that merges: commands go the way that they go in
 * the product, from the standing of their sender to the list of open cases, only that nothing is stored.
 */
export class World {
  readonly house: House;
  readonly cases: ReadonlyMap<string, Told>;
  now: Instant = BEGIN;
  /** Sees every command that people had carried out. */
  onDeed: (deed: Deed) => void = () => undefined;
  #commands = 0;
  #steps: RecordedCaseEvent[] = [];

  constructor(house: House, caseIds: readonly string[]) {
    this.house = house;
    this.cases = new Map(
      caseIds.map((caseId) => [
        caseId,
        { caseId, state: caseDecider.initialState, events: [], listed: undefined },
      ]),
    );
  }

  told(caseId: string): Told {
    const told = this.cases.get(caseId);
    if (told === undefined) throw new Error(`no case ${caseId} in this world`);
    return told;
  }

  pass(minutes: number): void {
    this.now = instantOf(millisOf(this.now) + minutes * MINUTE);
  }

  /** Somebody sends a command; the refusal, if it is refused. */
  send(
    caseId: string,
    sender: CommandActor,
    command: CaseCommand,
    { late = 0 }: Manner = {},
  ): Refusal | undefined {
    const told = this.told(caseId);
    const happenedAt = instantOf(millisOf(this.now) - late * MINUTE);
    const actor = this.#standing(told.state, sender, command, happenedAt);
    if (isRefusal(actor)) return actor;
    const stamp = this.#stamp(actor, happenedAt);
    const decision = caseDecider.decide(command, told.state, this.#context(told, command, actor, stamp));
    if (isRefusal(decision)) return decision;
    const before = told.events;
    const events = decision.map((draft, index) =>
      this.#placed(
        told,
        stampMetadata(draft, { ...stamp, schemaVersion: codec.versionOf(draft.type) }),
        stamp.commandId,
        index,
      ),
    );
    for (const event of events) this.#record(told, event);
    if (!OUR_OWN.has(command.type)) this.onDeed({ caseId, command, actor, before, events });
    return undefined;
  }

  /** The steps of merging that are still to be taken. */
  settle(): void {
    for (let round = 0; this.#steps.length > 0; round += 1) {
      if (round > MOST_ROUNDS) throw new Error('merging does not come to an end');
      const steps = this.#steps;
      this.#steps = [];
      for (const cause of steps) this.#react(cause);
    }
  }

  #react(event: RecordedCaseEvent): void {
    // A recorded event is all that a cause is, and more; TypeScript does not see it through the union.
    const cause = event as Cause<CaseEvent>;
    for (const step of mergeProcess.react(cause)) {
      const refusal = this.#take(step);
      const instead = refusal === undefined ? [] : mergeProcess.refused(cause, refusal);
      for (const each of instead) this.#take(each);
    }
  }

  #take({ stream, command }: CommandToSend<CaseCommand>): Refusal | undefined {
    return this.send(caseIdOf(stream) ?? '', MERGING, command);
  }

  /** Whatever is due in any case by now, in due order, until nothing more is (D9). */
  runScheduler(): void {
    for (const told of this.cases.values())
      for (let round = 0; this.#scheduled(told); round += 1)
        if (round > MOST_ROUNDS) throw new Error('the scheduler does not come to an end');
  }

  #scheduled(told: Told): boolean {
    if (told.state.status === 'none') return false;
    const open = told.state.clocks.clocks.filter(
      (clock) => clock.status === 'running' && !standsStill(clock),
    );
    const due = dueCommands(
      open.map(({ clock, dueAt, warnAt, warned, breached }) => ({
        ...{ caseId: told.caseId, clock, dueAt, warned, breached, ...(warnAt && { warnAt }) },
      })),
      this.now,
    );
    const before = told.events.length;
    for (const { command } of due) this.send(told.caseId, SCHEDULER, command);
    return told.events.length > before;
  }

  #standing(
    state: CaseState,
    sender: CommandActor,
    command: CaseCommand,
    happenedAt: Instant,
  ): Actor | Refusal {
    if (OUR_OWN.has(command.type)) return { id: sender.id, role: sender.role ?? 'system' };
    const { organisation, procedure } = this.house;
    const opens = command.type === 'LogComplaint' || command.type === 'RecordAbandonedContact';
    const given = command.type === 'LogComplaint' ? command.data.site : undefined;
    const site = siteOfReceiver(given, organisation, sender.id, happenedAt);
    return standingIn({ organisation, procedure, state, site, opens, happenedAt, now: this.now }, sender);
  }

  #context(told: Told, command: CaseCommand, actor: Actor, stamp: Stamp): CaseContext {
    const { organisation, procedure } = this.house;
    const happenedAt = stamp.happenedAt as Instant;
    const number =
      command.type === 'MergeCase' ? command.data.into : command.type === 'LinkCase' ? command.data.to : '';
    const other = this.cases.get(number)?.state;
    return {
      ...{ caseId: told.caseId, now: this.now, happenedAt, actor, organisation, procedure, stamp },
      setAside: aside(stamp),
      ...{
        candidates: [],
        secrets: plainSecrets,
        ...(happenedAt < this.now && { lateBecause: 'Written on paper' }),
      },
      ...(number !== '' && { other: other ?? caseDecider.initialState }),
    };
  }

  #stamp(actor: Actor, happenedAt: Instant): Stamp {
    this.#commands += 1;
    const { id, version } = this.house.procedure;
    return {
      ...{
        commandId: `command-${String(this.#commands)}` as CommandId,
        commandHash: 'hash',
        actor,
        happenedAt,
      },
      ...{ recordedAt: this.now, procedure: `${id}@${String(version)}` },
    };
  }

  #placed({ caseId, events }: Told, event: CaseEvent, id: CommandId, index: number): RecordedCaseEvent {
    return {
      ...event,
      ...{ id: eventId(id, index), stream: caseStreamOf(caseId) },
      revision: revision(events.length + index),
      position: String(events.length + index).padStart(16, '0') as Position,
    };
  }

  #record(told: Told, event: RecordedCaseEvent): void {
    told.events = [...told.events, event];
    told.state = caseDecider.evolve(told.state, event);
    told.listed = openCasesProjection.evolve(told.listed, event, told.caseId);
    if ((mergeProcess.types as readonly string[]).includes(event.type)) this.#steps.push(event);
  }
}
