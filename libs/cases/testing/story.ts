import { expect } from 'vitest';
import {
  commandId,
  eventId,
  instant,
  isInstant,
  isRefusal,
  stampMetadata,
  type Decision,
  type Instant,
  type Refusal,
  type Stamp,
} from '#event-sourcing';
import type { Organisation } from '#organisation';
import type { Procedure } from '#procedures';
import { createCaseCodec } from '../case/case.codec.ts';
import { caseDecider } from '../case/case.decider.ts';
import type { CaseCommand, CaseCommands, CaseCommandType } from '../case/commands.ts';
import type { CaseContext } from '../case/context.ts';
import type { CaseEvent, CaseEventData, CaseEventDraft, CaseEventType } from '../case/events.ts';
import type { CaseRecord, CaseState } from '../case/state.ts';
import {
  actorOf, anotherCase, deepFreeze, momentOf, plainComplaint, RECEIVER, residentialProperty, type Character,
  type Circumstances,
} from './cast.ts'; // prettier-ignore
import { aside } from './aside.ts';
import { Company } from './company.ts';
import { plainSecrets } from './plain-secrets.ts';

export {
  AFFAIRS_SUPERVISOR, anotherCase, deepFreeze, ENGINEER, GENERAL_MANAGER, OFFICE_DIRECTOR, plainComplaint, RECEIVER,
  residentialProperty, shippedProcedure, type Character, type Circumstances,
} from './cast.ts'; // prettier-ignore

const codec = createCaseCodec();

/** The number of the one case that a story tells. */
export const STORY_CASE = '2B4D-6F8H-JKMN';
const MORNING = '2026-09-01T09:00:00+08:00';

/**
 * One case told command by command, through the decider and the fold, as the command handler would do it:
 * `story(procedure).opened().at('2026-09-01T10:00:00+08:00').by(supervisor).do('ClassifyCase', …).lastEvents`.
 * Everything given to the decider is frozen, and every event has to keep its stored contract. A refusal that the test
 * did not look at ends the story at the next command.
 */
export class Story {
  #now: Instant = instant(MORNING);
  #actor: Character = RECEIVER;
  #state: CaseState = caseDecider.initialState;
  #events: readonly CaseEvent[] = [];
  #lastEvents: readonly CaseEvent[] = [];
  #refusal: Refusal | undefined;
  #refusalSeen = true;
  #commands = 0;

  readonly #company: Company;
  #organisation: Organisation | undefined;

  constructor(readonly procedure: Procedure) {
    this.#company = new Company(procedure);
  }

  /** From now on the organisation is this one, and knows nobody else. */
  within(organisation: Organisation): this {
    this.#organisation = organisation;
    return this;
  }

  /** Goes on where another story stands, under the procedure of this one. */
  replaying(other: Story): this {
    this.#now = other.now;
    this.#events = other.events;
    this.#state = other.state;
    // Command ids are of one story only.
    this.#commands = other.events.length;
    return this;
  }

  /** From now on it is this time; an instant with offset. */
  at(time: string): this {
    this.#now = instant(time);
    return this;
  }

  /** From now on this person acts. */
  by(actor: Character): this {
    this.#actor = actor;
    return this;
  }

  /** Logs a complaint like {@link plainComplaint}. */
  opened(data: Partial<CaseCommands['LogComplaint']> = {}, circumstances: Circumstances = {}): this {
    return this.do('LogComplaint', { ...plainComplaint(this.procedure), ...data }, circumstances).accepted();
  }

  /** Somebody else does this one thing; then the one who acted before goes on. */
  letting<Type extends CaseCommandType>(
    actor: Character,
    type: Type,
    data: CaseCommands[Type],
    circumstances: Circumstances = {},
  ): this {
    const before = this.#actor;
    return this.by(actor).do(type, data, circumstances).by(before);
  }

  /** Decides the command and, unless it is refused, folds its events. */
  do<Type extends CaseCommandType>(
    type: Type,
    data: CaseCommands[Type],
    circumstances: Circumstances = {},
  ): this {
    this.#assertRefusalSeen();
    this.#commands += 1;
    const stamp = this.#stamp(circumstances);
    const decision = this.ask(type, data, circumstances);
    this.#refusal = isRefusal(decision) ? decision : undefined;
    this.#refusalSeen = !isRefusal(decision);
    this.#lastEvents = isRefusal(decision)
      ? []
      : decision.map((draft) =>
          deepFreeze(stampMetadata(draft, { ...stamp, schemaVersion: codec.versionOf(draft.type) })),
        );
    this.#lastEvents.forEach((event, index) => codec.encode(event, eventId(stamp.commandId, index)));
    this.#events = [...this.#events, ...this.#lastEvents];
    this.#state = deepFreeze(
      this.#lastEvents.reduce((state, event) => caseDecider.evolve(state, event), this.#state),
    );
    return this;
  }

  /** How the command would be decided, without anything happening. */
  ask<Type extends CaseCommandType>(
    type: Type,
    data: CaseCommands[Type],
    circumstances: Circumstances = {},
  ): Decision<CaseEventDraft> {
    // Name and data belong together by the table of commands.
    const command = deepFreeze({ type, data } as unknown as CaseCommand);
    this.#company.hire(this.#actor.id, this.#actor.roles[0]);
    this.#company.meet(command);
    const context = this.#context(this.#stamp(circumstances), circumstances);
    return caseDecider.decide(command, this.#state, deepFreeze(context));
  }

  /** The last command was not refused. */
  accepted(): this {
    this.#assertRefusalSeen();
    return this;
  }

  /** Whatever became of the last command, the story goes on. */
  ignored(): this {
    this.#refusalSeen = true;
    return this;
  }

  /** The last command was refused so; the story goes on as if it had not been sent. */
  refused(code: string, rule: string): this {
    const { lastRefusal } = this;
    const answer = lastRefusal ? { code: lastRefusal.code, rule: lastRefusal.rule } : this.lastTypes;
    expect(answer).toEqual({ code, rule });
    return this;
  }

  get now(): Instant {
    return this.#now;
  }

  get events(): readonly CaseEvent[] {
    return this.#events;
  }

  /** Events of the last command; none when it was refused, which the test has to look at first. */
  get lastEvents(): readonly CaseEvent[] {
    this.#assertRefusalSeen();
    return this.#lastEvents;
  }

  get lastTypes(): readonly CaseEventType[] {
    return this.lastEvents.map((event) => event.type);
  }

  /** Data of the events of one type among those of the last command. */
  last<Type extends CaseEventType>(type: Type): readonly CaseEventData<Type>[] {
    return this.lastEvents
      .filter((event) => event.type === type)
      .map((event) => event.data as CaseEventData<Type>);
  }

  get lastRefusal(): Refusal | undefined {
    this.#refusalSeen = true;
    return this.#refusal;
  }

  get state(): CaseState {
    this.#assertRefusalSeen();
    return this.#state;
  }

  /** The state of a case that was logged. */
  get record(): CaseRecord {
    const { state } = this;
    return state.status === 'logged' ? state : fail('the case has not been logged');
  }

  #context(stamp: Stamp, { setAside, happenedAt: _, ...given }: Circumstances): CaseContext {
    return {
      caseId: STORY_CASE,
      now: this.#now,
      happenedAt: isInstant(stamp.happenedAt) ? stamp.happenedAt : this.#now,
      actor: actorOf(this.#actor),
      organisation: this.#organisation ?? this.#company.organisation,
      procedure: this.procedure,
      secrets: plainSecrets,
      stamp,
      setAside: aside(stamp, setAside),
      ...{ candidates: [], other: anotherCase(this.procedure), ...given },
    };
  }

  #stamp({ happenedAt }: Circumstances): Stamp {
    return {
      commandId: commandId('story', this.#commands),
      commandHash: 'hash',
      actor: actorOf(this.#actor),
      recordedAt: this.#now,
      procedure: `${this.procedure.id}@${String(this.procedure.version)}`,
      ...(happenedAt !== undefined && { happenedAt: momentOf(happenedAt) }),
    };
  }

  #assertRefusalSeen(): void {
    if (this.#refusal === undefined || this.#refusalSeen) return;
    const { code, rule, message } = this.#refusal;
    fail(`the story ended with the refusal ${code} (${rule}): ${message}`);
  }
}

export const story = (procedure: Procedure = residentialProperty): Story => new Story(procedure);

function fail(message: string): never {
  throw new Error(message);
}
